//! `check --fix`: it changes the lines that it means and no other byte, of the file that was judged
//! and of no other.

use crate::program::{MILEPOST, milepost};
use crate::support::Site;
use milepost::build::{Build, Scope};
use milepost::diagnostic::{Diagnostic, Place};
use milepost::path::SourcePath;
use milepost::report;
use milepost::rewrite::{Edits, rewrite};
use std::fs;
use std::os::unix::fs::{MetadataExt, PermissionsExt, symlink};
use std::process::{Command, Output};

/// A page with a slip, and the page as it is meant.
const SLIP: &str = "---\ntitle: Sleep: why it helps\nweight: 3\n---\n\nText.\n";
const MEANT: &str = "---\ntitle: \"Sleep: why it helps\"\nweight: 3\n---\n\nText.\n";

/// The calls of an exchange. Each is the last one before a kill.
const CALLS: [&str; 8] = [
    "openat2", "flock", "write", "fchown", "fchmod", "fsync", "renameat", "unlinkat",
];

fn messages(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

fn fix(site: &Site) -> Output {
    milepost(&site.root(), &["check", "--fix"])
}

fn edits(build: &Build) -> Edits {
    let outcomes = build.each_output(|_, _, _| {});
    report::corrections(&build.diagnostics(Scope::Checked(&outcomes)), build)
}

fn names(site: &Site) -> Vec<String> {
    let mut names: Vec<_> = fs::read_dir(site.path("content"))
        .expect("a folder")
        .map(|entry| entry.expect("an entry").file_name())
        .map(|name| name.to_string_lossy().into_owned())
        .collect();
    names.sort();
    names
}

#[test]
fn a_stray_carriage_return_is_a_line_end_for_finding_and_for_mending() {
    for (text, meant) in [
        (
            "---\nauthor: \"a\rb\"\ntitle: x: y\nweight: 3\n---\n",
            "---\nauthor: \"a\rb\"\ntitle: \"x: y\"\nweight: 3\n---\n",
        ),
        (
            "---\ntitle: x: y\rweight: 3\n---\r\nText\r",
            "---\ntitle: \"x: y\"\rweight: 3\n---\r\nText\r",
        ),
        (
            "---\rtitle: x: y\rweight: 3\r---\rText",
            "---\rtitle: \"x: y\"\rweight: 3\r---\rText",
        ),
        (
            "\u{feff}---\r\ntitle: x: y\r\r\nweight: 3\r\n---\r\n",
            "\u{feff}---\r\ntitle: \"x: y\"\r\r\nweight: 3\r\n---\r\n",
        ),
    ] {
        let site = Site::new(&[("content/a.md", text)]);
        let fixed = fix(&site);
        assert_eq!(site.read("content/a.md"), meant, "{}", messages(&fixed));
    }
    let site = Site::new(&[
        ("content/a.md", "# A\n"),
        (
            "site.yaml",
            "author: \"a\rb\"\ntitle: x: y\nextra: {k: 1}\n",
        ),
    ]);
    fix(&site);
    let meant = "author: \"a\rb\"\ntitle: \"x: y\"\nextra: {k: 1}\n";
    assert_eq!(site.read("site.yaml"), meant);
}

#[test]
fn all_corrections_of_one_line_are_written() {
    let site = Site::new(&[("content/a.md", "---\ntitle: A\ndraft:yes\n---\nText.\n")]);
    let fixed = fix(&site);
    assert!(fixed.status.success(), "{}", messages(&fixed));
    let meant = "---\ntitle: A\ndraft: true\n---\nText.\n";
    assert_eq!(site.read("content/a.md"), meant);
}

#[test]
fn several_lines_in_place_of_the_last_one_get_the_line_breaks_of_the_file() {
    for (text, meant) in [
        ("# A\r\n\r\nlast", "# A\r\n\r\none\r\ntwo"),
        ("# A\n\nlast", "# A\n\none\ntwo"),
        ("last", "one\ntwo"),
    ] {
        let mut site = Site::new(&[("content/a.md", text)]);
        let build = site.build();
        let file = SourcePath::new("content/a.md").expect("a path");
        let span = text.len() - 1..text.len();
        let diagnostic = Diagnostic::error("code", "message")
            .at(Place::Span { file, span })
            .fix("one\ntwo", true);
        rewrite(build.snapshot(), report::corrections(&[diagnostic], &build));
        assert_eq!(site.read("content/a.md"), meant);
    }
}

#[test]
fn a_file_that_was_changed_after_it_was_judged_is_left() {
    let mut site = Site::new(&[("content/a.md", SLIP), ("content/b.md", SLIP)]);
    let build = site.build();
    let edits = edits(&build);
    let saved = SLIP.replace("---\ntitle", "---\nauthor: Jo\ntitle");
    site.write("content/a.md", &saved);
    let outcomes = rewrite(build.snapshot(), edits);
    assert_eq!(site.read("content/a.md"), saved);
    assert_eq!(site.read("content/b.md"), MEANT);
    let left: Vec<_> = outcomes
        .iter()
        .filter_map(|edited| Some((edited.path.as_str(), edited.outcome.as_ref().err()?)))
        .collect();
    assert_eq!(left.len(), 1);
    assert_eq!(left[0].0, "content/a.md");
    assert_eq!(left[0].1.to_string(), "it was changed meanwhile");
}

#[test]
fn a_link_stays_and_the_file_behind_it_is_mended_once() {
    let site = Site::new(&[("content/real.md", SLIP)]);
    symlink("real.md", site.path("content/link.md")).expect("a link");
    let fixed = fix(&site);
    assert!(messages(&fixed).contains("Mended"), "{}", messages(&fixed));
    assert_eq!(site.read("content/real.md"), MEANT);
    let link = fs::read_link(site.path("content/link.md")).expect("a link");
    assert_eq!(link.to_str(), Some("real.md"));
    assert_eq!(names(&site), ["link.md", "real.md"]);
}

#[test]
fn what_a_link_leads_to_outside_of_the_site_is_left() {
    let outside = tempfile::TempDir::new().expect("a folder");
    let canary = outside.path().join("canary.md");
    fs::write(&canary, SLIP).expect("a file");
    let site = Site::new(&[("content/a.md", "# A\n")]);
    symlink(&canary, site.path("content/link.md")).expect("a link");
    let fixed = fix(&site);
    assert_eq!(fixed.status.code(), Some(1), "{}", messages(&fixed));
    assert_eq!(fs::read_to_string(&canary).expect("a text"), SLIP);
    // The link was put there after the site was judged.
    let mut site = Site::new(&[("content/a.md", SLIP)]);
    let build = site.build();
    let edits = edits(&build);
    fs::remove_file(site.path("content/a.md")).expect("removed");
    symlink(&canary, site.path("content/a.md")).expect("a link");
    let outcomes = rewrite(build.snapshot(), edits);
    assert!(outcomes.iter().all(|edited| edited.outcome.is_err()));
    assert_eq!(fs::read_to_string(&canary).expect("a text"), SLIP);
}

#[test]
fn the_mode_stays_and_a_file_with_two_names_is_left_and_told() {
    let site = Site::new(&[("content/a.md", SLIP), ("content/b.md", SLIP)]);
    let mode = |path: &str| {
        let metadata = fs::metadata(site.path(path)).expect("a file");
        metadata.permissions().mode() & 0o7777
    };
    fs::set_permissions(site.path("content/a.md"), PermissionsExt::from_mode(0o640)).expect("mode");
    fs::hard_link(site.path("content/b.md"), site.path("other")).expect("a second name");
    let fixed = fix(&site);
    assert_eq!(site.read("content/a.md"), MEANT);
    assert_eq!(mode("content/a.md"), 0o640);
    assert_eq!(site.read("content/b.md"), SLIP);
    let inode = |path: &str| fs::metadata(site.path(path)).expect("a file").ino();
    assert_eq!(inode("content/b.md"), inode("other"));
    let told = "`content/b.md` was left as it is: it has a further name (a hard link)";
    assert!(messages(&fixed).contains(told), "{}", messages(&fixed));
    assert_eq!(fixed.status.code(), Some(1));
}

#[test]
fn a_killed_mending_leaves_the_old_text_or_the_new_and_hinders_nobody() {
    let mut kills = 0;
    for call in CALLS {
        for n in 1.. {
            let site = Site::new(&[("content/a.md", SLIP)]);
            let Some(has_ended) = killed_at(&site, call, n) else {
                println!("skipped: strace is missing");
                return;
            };
            if has_ended {
                break;
            }
            kills += 1;
            let text = site.read("content/a.md");
            assert!(text == SLIP || text == MEANT, "{call} {n}: {text}");
            let fixed = fix(&site);
            assert!(fixed.status.success(), "{call} {n}: {}", messages(&fixed));
            assert_eq!(site.read("content/a.md"), MEANT, "{call} {n}");
            assert_eq!(
                names(&site),
                ["a.md"],
                "{call} {n}: something was left behind"
            );
        }
    }
    assert!(kills > 10, "the kills did not reach the mending");
}

/// Kills `check --fix` at a call. True if the program ended before that. `None` without strace.
fn killed_at(site: &Site, call: &str, n: usize) -> Option<bool> {
    let killed = Command::new("strace")
        .args(["-f", "-qq", "-o", "/dev/null", "-e"])
        .arg(format!("trace={call}"))
        .arg("-e")
        .arg(format!("inject={call}:signal=KILL:when={n}"))
        .args([MILEPOST, "-r"])
        .arg(site.root())
        .args(["check", "--fix"])
        .env("RAYON_NUM_THREADS", "1")
        .output()
        .ok()?;
    Some(killed.status.code().is_some())
}

#[test]
fn what_a_kill_left_is_no_source_and_is_removed_by_the_next_mending() {
    let site = Site::new(&[("content/a.md", SLIP)]);
    // Every name that the next process can have, whatever its number is.
    for number in 0..3 {
        site.write(&format!("content/.milepost-1-{number}.tmp"), "half");
    }
    site.write("content/.milepost-mine.tmp", "mine");
    assert!(fix(&site).status.success());
    assert_eq!(names(&site), [".milepost-mine.tmp", "a.md"]);
    assert!(milepost(&site.root(), &["build"]).status.success());
    assert!(!site.path("public/.milepost-mine.tmp").exists());
}
