//! What a build remembers for the next one saves work and changes nothing: each publishing equals a
//! first one, whatever lies in the cache and in the output folder.

use crate::equivalence::{Random, edit};
use crate::program::{MILEPOST, milepost};
use crate::support::{CLOCK, Site, files_below, number, outputs};
use serde_json::Value;
use std::fs;
use std::path::Path;
use std::process::{Command, Output};

/// A site of a home and twenty pages.
fn site() -> Site {
    let site = Site::new(&[
        ("content/_index.md", "# Home\n"),
        ("site.yaml", "base_url: https://example.org/\n"),
    ]);
    for number in 0..20 {
        let text = format!("# Page {number}\n\n## Part\n\nText, and [home](_index.md).\n");
        site.write(&format!("content/page-{number}.md"), &text);
    }
    site
}

/// Builds a site with the program, and returns its report.
fn build(site: &Site) -> Value {
    let output = milepost(&site.root(), &["build", "--format", "json"]);
    assert!(output.status.success(), "{output:?}");
    serde_json::from_slice(&output.stdout).expect("a report")
}

fn rendered(report: &Value) -> u64 {
    report["outputs_rendered"].as_u64().expect("a number")
}

#[test]
fn a_build_after_an_edit_makes_what_the_edit_changed() {
    let site = site();
    let all = rendered(&build(&site));
    site.replace("content/page-3.md", "Text", "Other text");
    let report = build(&site);
    let (some, written) = (rendered(&report), report["files_written"].as_u64());
    assert!(some < all - 19, "{some} of {all}");
    // The page, its text in the search, the words and the index of the search.
    assert_eq!(written, Some(4), "{report}");
    assert_eq!(differences(&site), Vec::<String>::new());
}

#[test]
fn a_check_after_a_build_finds_what_an_edit_broke() {
    let site = site();
    build(&site);
    site.replace("content/page-3.md", "_index.md", "gone.md");
    let checked = milepost(&site.root(), &["check"]);
    let report = String::from_utf8_lossy(&checked.stderr).into_owned();
    assert!(report.contains("1 error"), "{report}");
    assert!(report.contains("gone.md"), "{report}");
}

#[test]
fn a_warning_is_told_by_each_build() {
    let site = site();
    site.write(
        "templates/page.html",
        "{{ page.content }}<a href=\"/gone/\">x</a>",
    );
    site.write("site.yaml", "check: {broken-link: warning}\n");
    let first = build(&site);
    site.replace("content/page-3.md", "Text", "Other text");
    let second = build(&site);
    assert_eq!(first["diagnostics"][0]["code"], "broken-link");
    assert_eq!(first["diagnostics"], second["diagnostics"]);
}

#[test]
fn a_file_that_is_gone_or_was_edited_is_made_again() {
    let site = site();
    build(&site);
    fs::remove_file(site.path("public/page-1/index.html")).expect("a page");
    site.write("public/page-2/index.html", "an edit by hand");
    site.replace("content/page-3.md", "Text", "Other text");
    build(&site);
    assert_eq!(differences(&site), Vec::<String>::new());
}

/// Publishes after each random edit, while the cache is damaged, comes from another site, is an
/// older one, or is gone.
#[test]
fn each_publishing_equals_a_first_one() {
    let site = Site::new(&[("content/_index.md", "# Home\n")]);
    let mut random = Random(0x9E37_79B9_7F4A_7C15);
    let foreign = self::site();
    build(&foreign);
    let kept = tempfile::tempdir().expect("a folder");
    for step in 0..number("MILEPOST_PUBLISHINGS", 40) {
        let edit = edit(&site, &mut random);
        let cache = site.path(".milepost/cache");
        match step % 8 {
            3 => damage(&cache),
            4 => replace(&foreign.path(".milepost/cache"), &cache),
            5 => replace(&cache, kept.path()),
            6 => replace(kept.path(), &cache),
            7 => drop(fs::remove_dir_all(&cache)),
            _ => {}
        }
        let output = run(&site.root());
        if output.status.success() {
            assert_eq!(
                differences(&site),
                Vec::<String>::new(),
                "step {step}: {edit}"
            );
        }
    }
}

fn run(root: &Path) -> Output {
    let mut command = Command::new(MILEPOST);
    command.env("SOURCE_DATE_EPOCH", CLOCK.to_string());
    let command = command.arg("-r").arg(root).args(["-q", "build"]);
    command.output().expect("the program")
}

/// Changes a byte in the middle of each entry.
fn damage(cache: &Path) {
    for name in files_below(cache) {
        let mut bytes = fs::read(cache.join(&name)).expect("an entry");
        let middle = bytes.len() / 2;
        if let Some(byte) = bytes.get_mut(middle) {
            *byte ^= 1;
        }
        fs::write(cache.join(&name), bytes).expect("an entry");
    }
}

/// Puts a copy of a folder into the place of another.
fn replace(from: &Path, to: &Path) {
    let _ = fs::remove_dir_all(to);
    if !from.is_dir() {
        return;
    }
    for name in files_below(from) {
        let copy = to.join(&name);
        fs::create_dir_all(copy.parent().expect("a folder")).expect("a folder");
        fs::copy(from.join(&name), copy).expect("a copy");
    }
}

/// Returns the files in which a site differs from a first publishing of it.
fn differences(site: &Site) -> Vec<String> {
    let public = site.path("public");
    let made = outputs(&site.build_cold());
    let is_other =
        |(path, bytes): &(&String, &Option<Vec<u8>>)| fs::read(public.join(path)).ok() != **bytes;
    let others = made.iter().filter(is_other);
    let others = others.map(|(path, _)| path.clone());
    let left = files_below(&public).into_iter();
    let left = left.filter(|path| !matches!(made.get(path), Some(Some(_))));
    others.chain(left).collect()
}
