//! The costs of sites of several sizes: what a user waits for, what the processors do, the memory,
//! and the parts of a cold build, beside plain reading and writing of the same files.
//!
//! `cargo bench --bench table` measures sites of 5, 100, and 1,000 pages; with `-- 10000 100000`
//! others. Each number is the median of three runs, in memory where the system has
//! a folder there. docs/performance.md has the table of one machine.

#[path = "../shared/folder.rs"]
mod folder;
mod generated;
// Tests need more of these than a bench does.
#[allow(dead_code)]
#[path = "../../tests/suite/peak.rs"]
mod peak;
#[allow(dead_code)]
#[path = "../../tests/suite/program.rs"]
mod program;

use folder::files_below;
use peak::measured;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

const RUNS: usize = 3;

/// What one run costs.
#[derive(Clone, Copy)]
struct Cost {
    wall: Duration,
    /// Zero where the system does not tell it.
    work: Duration,
    /// The most memory, in KiB.
    peak: u64,
}

fn main() {
    let given = std::env::args()
        .skip(1)
        .filter_map(|size| size.parse().ok());
    let mut sizes: Vec<usize> = given.collect();
    if sizes.is_empty() {
        sizes = vec![5, 100, 1_000];
    }
    println!(
        "{:>7}  {:<34}{:>10}{:>10}{:>8}",
        "pages", "", "ms", "CPU ms", "MiB"
    );
    for pages in sizes {
        measure(pages);
    }
}

fn measure(pages: usize) {
    let (folder, root) = folder::in_memory();
    generated::write(&root, pages);
    let build = |arguments: &[&str]| run(&root, arguments);
    row(pages, "cold build", |_| {
        clean(&root);
        build(&["build", "-q"])
    });
    let public: Vec<PathBuf> = files_below(&root.join("public")).collect();
    row(pages, "plain reading and writing", |number| {
        copy(&root, &public, &folder.path().join(format!("copy{number}")))
    });
    row(pages, "nothing changed", |_| build(&["build", "-q"]));
    row(pages, "one page edited", |number| {
        let page = root.join("content/s0/p1.md");
        let text = fs::read_to_string(&page).expect("a page");
        fs::write(&page, format!("{text}\nEdit {number}.\n")).expect("a page");
        build(&["build", "-q"])
    });
    row(pages, "check", |_| {
        clean(&root);
        build(&["check", "-q"])
    });
    clean(&root);
    let told = measured(&root, &["build", "--timings"]).result;
    let parts = told.lines().skip(1);
    let parts = parts.take_while(|line| !line.ends_with(':'));
    parts.for_each(|part| println!("{:>7}  of a cold build:{part}", ""));
}

/// Prints the median costs of several runs. Each gets its number.
fn row(pages: usize, name: &str, cost: impl Fn(usize) -> Cost) {
    let costs: Vec<Cost> = (0..RUNS).map(cost).collect();
    let median = |value: fn(&Cost) -> f64| {
        let mut values: Vec<f64> = costs.iter().map(value).collect();
        values.sort_by(f64::total_cmp);
        values[RUNS / 2]
    };
    println!(
        "{pages:>7}  {name:<34}{:>10.1}{:>10.0}{:>8.0}",
        median(|cost| cost.wall.as_secs_f64() * 1e3),
        median(|cost| cost.work.as_secs_f64() * 1e3),
        median(|cost| cost.peak as f64 / 1024.0),
    );
}

fn run(root: &Path, arguments: &[&str]) -> Cost {
    let began = Instant::now();
    let ended = measured(root, arguments);
    let wall = began.elapsed();
    assert_eq!(ended.code, Some(0), "{}", ended.report);
    Cost {
        wall,
        work: ended.work.unwrap_or_default(),
        peak: ended.peak.unwrap_or_default(),
    }
}

fn clean(root: &Path) {
    let _ = fs::remove_dir_all(root.join("public"));
    let _ = fs::remove_dir_all(root.join(".milepost"));
}

/// Reads all sources, and writes as many bytes into as many files as a build does, on one thread.
fn copy(root: &Path, public: &[PathBuf], to: &Path) -> Cost {
    let began = Instant::now();
    for source in files_below(&root.join("content")) {
        std::hint::black_box(fs::read(source).expect("a page"));
    }
    let mut read = Duration::ZERO;
    for file in public {
        let reading = Instant::now();
        let bytes = fs::read(file).expect("an output");
        read += reading.elapsed();
        let path = to.join(file.strip_prefix(root).expect("below the site"));
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(path, bytes).expect("a file");
    }
    let wall = began.elapsed() - read;
    Cost {
        wall,
        work: wall,
        peak: 0,
    }
}
