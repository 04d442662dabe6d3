//! What a cold build and an edit cost, stage by stage, on a site of any size.
//!
//! `cargo bench --bench stages -- FOLDER` works on a copy of the site in FOLDER; without one it
//! writes a small site itself. Times are milliseconds, the median of 20 edits.

#[path = "shared/folder.rs"]
mod folder;

use folder::{files_below, put};
use milepost::build::{BuildOptions, Builder, Scope};
use milepost::path::OutputPath;
use milepost::source::{self, Snapshot};
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Instant;

const EDITS: usize = 20;

fn main() {
    let given = std::env::args()
        .skip(1)
        .find(|argument| !argument.starts_with('-'));
    let (_folder, root) = folder::in_memory();
    match given {
        Some(from) => copy(Path::new(&from), &root),
        None => write_small(&root),
    }
    cold(&root);
    warm(&root);
}

fn timed<T>(name: &str, work: impl FnOnce() -> T) -> T {
    let began = Instant::now();
    let value = work();
    println!("{name:<44} {:>9.2}", began.elapsed().as_secs_f64() * 1000.0);
    value
}

fn cold(root: &Path) {
    println!("cold, one-shot");
    let snapshot = timed("  scan", || source::scan(root, None));
    let build = timed("  parse, assemble, plan", || {
        Builder::default().build(&snapshot, &BuildOptions::publish(0))
    });
    let outcomes = timed("  render and finish all", || {
        build.each_output(|_, _, _| {})
    });
    let diagnostics = timed("  check", || build.diagnostics(Scope::Rendered(&outcomes)));
    println!(
        "  {} outputs, {} diagnostics",
        outcomes.len(),
        diagnostics.len()
    );
}

fn warm(root: &Path) {
    configuration(root, "", EDITS);
    data(root, "", EDITS);
    template(root, "", EDITS);
    let mut builder = Builder::default();
    let mut snapshot = source::scan(root, None);
    let build = builder.build(&snapshot, &BuildOptions::preview(0));
    build.outputs();
    let source = middle(&snapshot);
    let page = build
        .site()
        .pages
        .iter()
        .find(|page| {
            page.source
                .as_ref()
                .is_some_and(|path| path.as_str() == source)
        })
        .expect("a page");
    let page = page.route.output.clone();
    timed("scan with nothing changed", || {
        source::scan(root, Some(&snapshot))
    });
    for (name, edit) in EDITS_OF {
        edits(
            name,
            edit,
            root,
            &source,
            &page,
            &mut builder,
            &mut snapshot,
        );
    }
}

type Edit = fn(&Path, &str, usize) -> PathBuf;

const EDITS_OF: [(&str, Edit); 6] = [
    ("body edit", body),
    ("title edit", title),
    ("template edit", template),
    ("base template edit", base_template),
    ("data edit", data),
    ("configuration edit", configuration),
];

fn edits(
    name: &str,
    edit: Edit,
    root: &Path,
    source: &str,
    page: &OutputPath,
    builder: &mut Builder,
    snapshot: &mut Snapshot,
) {
    let mut times: [Vec<f64>; 4] = Default::default();
    let mut work = None;
    for number in 0..EDITS {
        let hint = edit(root, source, number);
        let mut last = Instant::now();
        let mut lap = |stage: usize, times: &mut [Vec<f64>; 4]| {
            times[stage].push(last.elapsed().as_secs_f64() * 1000.0);
            last = Instant::now();
        };
        let next = source::refresh(root, snapshot, &[hint]);
        lap(0, &mut times);
        let build = builder.build(&next, &BuildOptions::preview(0));
        lap(1, &mut times);
        build.output(page);
        lap(2, &mut times);
        build.outputs();
        lap(3, &mut times);
        work = Some(build.work());
        *snapshot = next;
    }
    let [read, built, shown, rest] = times.map(|mut times| {
        times.sort_by(f64::total_cmp);
        times[times.len() / 2]
    });
    println!(
        "{name}: {:.2} to the page (read {read:.2}, build {built:.2}, render it {shown:.2}), \
         the rest behind it {rest:.2}",
        read + built + shown
    );
    println!("  {work:?}");
}

fn body(root: &Path, source: &str, number: usize) -> PathBuf {
    change(root, source, |text| {
        format!("{text}\nAn edit, number {number}.\n")
    })
}

fn title(root: &Path, source: &str, number: usize) -> PathBuf {
    change(root, source, |text| {
        match text
            .split_once("title:")
            .and_then(|(before, after)| Some((before, after.split_once('\n')?.1)))
        {
            Some((before, after)) => format!("{before}title: Title {number}\n{after}"),
            None => format!("---\ntitle: Title {number}\n---\n{text}"),
        }
    })
}

/// The page's template, which shows data as well.
fn template(root: &Path, _: &str, number: usize) -> PathBuf {
    let text = "{% extends \"stride/page.html\" %}{% block footer %}\
                {{ data.club.members }}{{ super() }}{% endblock footer %}";
    put(
        root,
        "templates/page.html",
        &format!("{text}{{# {number} #}}"),
    )
}

fn base_template(root: &Path, _: &str, number: usize) -> PathBuf {
    put(
        root,
        "templates/base.html",
        &format!("{{% extends \"stride/base.html\" %}}{{# {number} #}}"),
    )
}

fn data(root: &Path, _: &str, number: usize) -> PathBuf {
    put(root, "data/club.yaml", &format!("members: {number}\n"))
}

fn configuration(root: &Path, _: &str, number: usize) -> PathBuf {
    let text = fs::read_to_string(root.join("site.yaml"))
        .unwrap_or_else(|_| "base_url: https://example.org/guide\n".to_owned());
    let rest: Vec<&str> = text
        .lines()
        .filter(|line| !line.starts_with("title:"))
        .collect();
    put(
        root,
        "site.yaml",
        &format!("title: Guide {number}\n{}\n", rest.join("\n")),
    )
}

fn change(root: &Path, source: &str, edit: impl Fn(&str) -> String) -> PathBuf {
    let file = root.join(source);
    let text = fs::read_to_string(&file).expect("a document");
    fs::write(&file, edit(&text)).expect("a document");
    file
}

/// A page in the middle of the site.
fn middle(snapshot: &Snapshot) -> String {
    let pages: Vec<String> = snapshot
        .files()
        .map(|(path, _)| path.to_string())
        .filter(|path| path.ends_with(".md") && !path.contains("_index"))
        .collect();
    pages[pages.len() / 2].clone()
}

fn copy(from: &Path, to: &Path) {
    for file in files_below(from) {
        let target = to.join(file.strip_prefix(from).expect("below"));
        fs::create_dir_all(target.parent().expect("a folder")).expect("a folder");
        fs::copy(file, target).expect("a copy");
    }
}

fn write_small(root: &Path) {
    for number in 0..200 {
        let text = format!(
            "---\ntitle: Page {number}\nweight: {number}\n---\n{}",
            "Some words that are *read* by nobody.\n\n## Heading\n\n".repeat(20)
        );
        put(
            root,
            &format!("content/part-{}/page-{number}.md", number % 10),
            &text,
        );
    }
}
