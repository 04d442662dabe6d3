//! Mutated sites: whatever is in the files of a site, the program ends by itself, says what is
//! wrong in words, and names only lines that exist.
//!
//! A case is a small site made of fixtures, with one to three files damaged by a generator of
//! numbers that begins at the number of the case; so a case that fails can be tried again with
//! `MILEPOST_MUTATION=<number>`, which also keeps its site. `MILEPOST_MUTATIONS=<count>` tries more
//! cases.

use super::{cases, fixtures, mutate, random_of};
use crate::program::MILEPOST;
use crate::support::given;
use serde_json::Value;
use std::fs;
use std::io::Read;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// A program that takes longer is stopped, and the test fails. Nothing is measured: the slowest
/// case takes a second.
const LONGEST: Duration = Duration::from_secs(120);

/// The file of a site for fixtures with an extension.
const PLACES: [(&str, &[&str]); 6] = [
    ("md", &["content/_index.md", "content/part/page.md"]),
    ("yaml", &["site.yaml", "data/list.yaml"]),
    ("html", &["templates/page.html", "components/Own.html"]),
    ("css", &["assets/css/main.css"]),
    ("svg", &["templates/picture.svg", "content/drawing.svg"]),
    ("png", &["content/image.png", "static/image.png"]),
];

#[test]
fn no_mutated_site_is_too_much_for_the_program() {
    let seeds = seeds();
    if let Some(case) = given("MILEPOST_MUTATION") {
        let site = site(case, &seeds).keep();
        println!("case {case} is in {}", site.display());
        return judge(case, &site);
    }
    for case in 0..cases() {
        judge(case, site(case, &seeds).path());
    }
}

/// Returns the fixtures of the tests and the files of the theme, by the place in a site where such
/// files belong.
fn seeds() -> Vec<(&'static str, Vec<Vec<u8>>)> {
    let places = PLACES.iter();
    let seeds = places.flat_map(|(extension, places)| {
        let fixtures = match *extension {
            "png" => vec![crate::photos::png(&crate::photos::quarters(9, 7))],
            extension => fixtures(extension),
        };
        places.iter().map(move |place| (*place, fixtures.clone()))
    });
    seeds.collect()
}

/// Writes the site of a case.
fn site(case: u64, seeds: &[(&str, Vec<Vec<u8>>)]) -> TempDir {
    let mut random = random_of(case);
    let site = TempDir::new().expect("a folder");
    let damaged: Vec<usize> = (0..=random.below(3))
        .map(|_| random.below(seeds.len()))
        .collect();
    for (number, (place, fixtures)) in seeds.iter().enumerate() {
        let is_damaged = damaged.contains(&number);
        // A site of whole files from everywhere is broken already, so most have few of them.
        if !is_damaged && *place != "content/_index.md" && random.below(3) > 0 {
            continue;
        }
        let mut bytes = fixtures[random.below(fixtures.len())].clone();
        for _ in 0..if is_damaged { random.below(6) + 1 } else { 0 } {
            mutate(&mut bytes, &mut random);
        }
        let file = site.path().join(place);
        fs::create_dir_all(file.parent().expect("a folder")).expect("a folder");
        fs::write(file, bytes).expect("a file");
    }
    site
}

/// Runs the program on the site of a case.
fn judge(case: u64, site: &Path) {
    let mut program = Command::new(MILEPOST)
        .arg("-r")
        .arg(site)
        .args(["check", "--format", "json"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program");
    let (mut output, mut errors) = (program.stdout.take(), program.stderr.take());
    let read = std::thread::spawn(move || text_of(&mut output));
    let read_errors = std::thread::spawn(move || text_of(&mut errors));
    let status = wait(&mut program);
    let output = read.join().expect("the output");
    let errors = read_errors.join().expect("the errors");
    let code = status.and_then(|status| status.code());
    assert!(
        matches!(code, Some(0 | 1)) && !errors.contains("panicked"),
        "case {case} ended with {status:?}\n{errors}"
    );
    let report: Value = serde_json::from_str(&output)
        .unwrap_or_else(|error| panic!("case {case}: {error}\n{output}\n{errors}"));
    for diagnostic in report["diagnostics"].as_array().expect("a list") {
        assert_ne!(diagnostic["code"], "internal", "case {case}: {diagnostic}");
        let (Some(file), Some(line)) = (diagnostic["file"].as_str(), diagnostic["line"].as_u64())
        else {
            continue;
        };
        // Files of the theme in the program are not on the disk.
        let Ok(bytes) = fs::read(site.join(file)) else {
            continue;
        };
        let text = String::from_utf8_lossy(&bytes)
            .replace("\r\n", "\n")
            .replace('\r', "\n");
        let lines = text.split('\n').count() as u64;
        assert!(
            line <= lines,
            "case {case}: {file} has {lines} lines: {diagnostic}"
        );
    }
}

/// Waits for the end of the program. It is stopped if it takes too long.
fn wait(program: &mut Child) -> Option<std::process::ExitStatus> {
    let began = Instant::now();
    while began.elapsed() < LONGEST {
        if let Some(status) = program.try_wait().expect("a process") {
            return Some(status);
        }
        std::thread::park_timeout(Duration::from_millis(5));
    }
    program.kill().expect("a process");
    program.wait().expect("a process");
    None
}

fn text_of(stream: &mut Option<impl Read>) -> String {
    let mut bytes = Vec::new();
    if let Some(stream) = stream {
        stream.read_to_end(&mut bytes).expect("the text");
    }
    String::from_utf8_lossy(&bytes).into_owned()
}
