//! `check --fix` writes the correction and no other byte.

use crate::program::{MILEPOST, milepost};
use std::fs;
use std::os::unix::fs::{MetadataExt, PermissionsExt, symlink};
use std::path::Path;
use std::process::{Command, Output, Stdio};
use tempfile::TempDir;

/// A page with a slip that can be mended, and the same page without it.
const SLIP: &str = "---\ntitle: Recovery: the first hour\nweight: 2\n---\nText.\n";
const MENDED: &str = "---\ntitle: \"Recovery: the first hour\"\nweight: 2\n---\nText.\n";

fn site(pages: &[(&str, &[u8])]) -> TempDir {
    let site = TempDir::new().expect("a folder");
    fs::create_dir(site.path().join("content")).expect("a folder");
    for (name, bytes) in pages {
        fs::write(site.path().join("content").join(name), bytes).expect("a page");
    }
    site
}

fn read(site: &TempDir, page: &str) -> String {
    fs::read_to_string(site.path().join("content").join(page)).expect("a page")
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// Returns the names in a folder.
fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).expect("a folder");
    let name = |entry: fs::DirEntry| entry.file_name().to_string_lossy().into_owned();
    let mut names: Vec<String> = entries
        .map(|entry| name(entry.expect("an entry")))
        .collect();
    names.sort();
    names
}

#[test]
fn a_carriage_return_alone_ends_a_line_for_finding_and_for_mending() {
    let page = "---\nauthor: \"a\rb\"\ntitle: x: y\nweight: 3\n---\n";
    let site = site(&[("a.md", page.as_bytes())]);
    milepost(site.path(), &["check", "--fix"]);
    assert_eq!(read(&site, "a.md"), page.replace("x: y", "\"x: y\""));
}

#[test]
fn a_link_stays_a_link_and_what_it_leads_to_is_mended() {
    let site = site(&[]);
    fs::create_dir(site.path().join("data")).expect("a folder");
    let real = site.path().join("data/page.txt");
    fs::write(&real, SLIP).expect("a file");
    symlink("../data/page.txt", site.path().join("content/a.md")).expect("a link");
    let output = milepost(site.path(), &["check", "--fix"]);
    assert_eq!(
        fs::read_to_string(&real).expect("a file"),
        MENDED,
        "{}",
        said(&output)
    );
    let link = fs::symlink_metadata(site.path().join("content/a.md")).expect("a link");
    assert!(link.is_symlink());
}

#[test]
fn mode_and_neighbors_stay() {
    let site = site(&[("a.md", SLIP.as_bytes())]);
    let page = site.path().join("content/a.md");
    fs::set_permissions(&page, fs::Permissions::from_mode(0o640)).expect("a mode");
    milepost(site.path(), &["check", "--fix"]);
    assert_eq!(read(&site, "a.md"), MENDED);
    assert_eq!(fs::metadata(&page).expect("a page").mode() & 0o777, 0o640);
    assert_eq!(names(&site.path().join("content")), ["a.md"]);
}

#[test]
fn one_file_that_cannot_be_read_ends_nothing() {
    let latin = [SLIP.as_bytes(), b"caf\xe9\n"].concat();
    let site = site(&[("a.md", &latin), ("b.md", SLIP.as_bytes())]);
    let output = milepost(site.path(), &["check", "--fix"]);
    assert_eq!(read(&site, "b.md"), MENDED, "{}", said(&output));
    assert!(fs::read(site.path().join("content/a.md")).expect("a page") == latin);
    assert!(said(&output).contains("`content/a.md` was left as it is: it is not UTF-8"));
    assert!(!said(&output).contains("Mended content/a.md"));
}

#[test]
fn no_escape_reaches_the_terminal() {
    let title = "---\ntitle: a: \u{202e}\u{7f}b\n---\n";
    let site = site(&[
        ("a\u{1b}[31m.md", title.as_bytes()),
        ("b.md", title.as_bytes()),
    ]);
    for arguments in [&["check", "--fix"][..], &["build"]] {
        let text = said(&milepost(site.path(), arguments));
        let is_hidden =
            |letter: char| (letter.is_control() && letter != '\n') || letter == '\u{202e}';
        assert!(!text.contains(is_hidden), "{text:?}");
    }
}

#[test]
fn a_result_that_cannot_be_written_is_an_error() {
    let site = site(&[("a.md", b"# A\n")]);
    let run = |output: Stdio| {
        let mut check = Command::new(MILEPOST);
        check
            .arg("-r")
            .arg(site.path())
            .args(["check", "--format", "json"]);
        check.stdout(output).output().expect("the program")
    };
    let full = fs::File::options().write(true).open("/dev/full");
    let full = run(full.expect("a device").into());
    assert_eq!(full.status.code(), Some(1));
    assert!(
        said(&full).contains("the result cannot be written"),
        "{}",
        said(&full)
    );
    // A program that reads no further is no fault.
    let (reader, writer) = std::io::pipe().expect("a pipe");
    drop(reader);
    assert!(run(writer.into()).status.success());
}
