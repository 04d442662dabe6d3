//! The ways in which programs save, on the real disk: each save is shown, completely.
//!
//! The tests beside the build loop show, under a virtual clock, that each save is one build and
//! that no step of it is ever shown.

use super::Shown;
use super::save_scripts::{SAVES, Save, Step, parts, steps};
use crate::support::Site;
use milepost::preview::{Poll, TerminalMessage};
use std::fs::{self, File, OpenOptions};
use std::io::{Seek, SeekFrom, Write};
use std::path::Path;
use std::time::Duration;

/// Replays the steps of a program in a folder.
fn replay(folder: &Path, script: &'static str, text: &str) {
    let mut file: Option<File> = None;
    for step in steps(script) {
        let at = |name: &str| folder.join(name);
        let open_with = |options: &mut OpenOptions, name: &str| {
            Some(options.write(true).open(at(name)).expect("a file"))
        };
        let opened = || file.as_ref().expect("a step before opened a file");
        match step {
            Step::Create(name) => file = open_with(OpenOptions::new().create_new(true), name),
            Step::Open(name) => file = open_with(&mut OpenOptions::new(), name),
            Step::Empty(name) => file = Some(File::create(at(name)).expect("a file")),
            Step::Write => {
                opened().seek(SeekFrom::Start(0)).expect("a file");
                opened().write_all(text.as_bytes()).expect("a file");
            }
            Step::WriteFirst => opened().write_all(parts(text).0).expect("a file"),
            Step::WriteRest => opened().write_all(parts(text).1).expect("a file"),
            Step::WriteBytes => {
                for byte in text.as_bytes() {
                    opened().write_all(&[*byte]).expect("a file");
                }
            }
            Step::Cut => {
                let length = opened().stream_position().expect("a file");
                opened().set_len(length).expect("a file");
            }
            Step::Flush => opened().sync_all().expect("a disk"),
            Step::Yield => std::thread::yield_now(),
            Step::Close => file = None,
            Step::Move(from, to) => fs::rename(at(from), at(to)).expect("a file"),
            Step::Link(from, to) => fs::hard_link(at(from), at(to)).expect("a file"),
            Step::Lock(name) => lock(&at(name)),
            Step::Mode(name) => set_mode(&at(name)),
            Step::Touch(name) => open_with(&mut OpenOptions::new(), name)
                .expect("a file")
                .set_modified(std::time::SystemTime::now())
                .expect("a file"),
            Step::Delete(name) => _ = fs::remove_file(at(name)),
        }
    }
}

#[cfg(unix)]
fn lock(file: &Path) {
    std::os::unix::fs::symlink("user@machine.1234", file).expect("a link");
}

#[cfg(not(unix))]
fn lock(file: &Path) {
    fs::write(file, "user").expect("a file");
}

#[cfg(unix)]
fn set_mode(file: &Path) {
    use std::os::unix::fs::PermissionsExt;
    fs::set_permissions(file, fs::Permissions::from_mode(0o644)).expect("a file");
}

#[cfg(not(unix))]
fn set_mode(_: &Path) {}

fn page(text: &str) -> String {
    format!("---\ntitle: A\n---\n{} {text}\n", "ä".repeat(3000))
}

/// Returns one program for each way of saving.
fn ways() -> Vec<Save> {
    let mut ways = SAVES.to_vec();
    ways.dedup_by_key(|save| save.way);
    ways
}

fn every_way_of_saving_is_noticed(poll: Poll) {
    let shown = Shown::of(Site::new(&super::SMALL), poll);
    let mut stream = shown.stream("/a/");
    let folder = shown.site.path("content");
    for save in ways() {
        let text = format!("Saved by {}, {}.", save.program, save.way);
        replay(&folder, save.script, &page(&text));
        shown.await_text(&mut stream, "/a/", &text);
    }
    let notices: Vec<TerminalMessage> = shown
        .news
        .try_iter()
        .filter(|news| matches!(news, TerminalMessage::Notice(_)))
        .collect();
    assert!(
        notices.is_empty(),
        "the system reported everything: {notices:?}"
    );
}

#[test]
fn every_way_of_saving_is_noticed_where_the_system_reports_it() {
    every_way_of_saving_is_noticed(Poll::Auto);
}

#[test]
fn every_way_of_saving_is_noticed_by_polling() {
    every_way_of_saving_is_noticed(Poll::Forced);
}

#[test]
fn a_file_that_stays_empty_is_believed() {
    let shown = Shown::small();
    let mut stream = shown.stream("/a/");
    fs::write(shown.site.path("content/a.md"), "").expect("a file");
    assert_eq!(stream.next_change().page(), "changed");
    assert!(!shown.text("/a/").contains("First text."));
}

/// A file that is copied slowly. A thread holds it open, and writes each part when the one before
/// was answered for.
#[test]
fn a_file_that_is_half_copied_is_never_what_is_shown_last() {
    let shown = Shown::small();
    let mut stream = shown.stream("/a/");
    let file = shown.site.path("content/a.md");
    let whole = page("The end of the copy.");
    let (parts, to_write) = std::sync::mpsc::channel::<Vec<u8>>();
    let (written, answers) = std::sync::mpsc::channel();
    let copier = std::thread::spawn(move || {
        let mut file = File::create(file).expect("a file");
        for part in to_write {
            file.write_all(&part).expect("a file");
            written.send(()).expect("the test listens");
        }
    });
    for part in whole.as_bytes().chunks(601) {
        parts.send(part.to_vec()).expect("the copier listens");
        answers.recv().expect("it was written");
        // The pace of the copy. The preview answers meanwhile with the build that it shows.
        let _ = answers.recv_timeout(Duration::from_millis(30));
        assert_eq!(shown.get("/a/").status, 200);
    }
    drop(parts);
    copier.join().expect("it ended");
    shown.await_text(&mut stream, "/a/", "The end of the copy.");
    let copied = shown.text("/a/");
    assert!(
        copied.contains(&format!("{} The end of the copy.", "ä".repeat(3000))),
        "it is whole"
    );
}
