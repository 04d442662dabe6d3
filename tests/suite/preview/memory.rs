//! A preview that runs all day: it does not grow, and it shows every edit in the end, even one
//! that was made during a build.
//!
//! `MILEPOST_EDITS=2000` is the full number of edits for memory, `MILEPOST_EDITS=10000` the one
//! for edits during builds.

use super::client::ask;
use super::served::until_served;
use super::{Shown, stream};
use crate::equivalence::{Random, edit};
use crate::program::{MILEPOST, Server};
use crate::support::{Site, given};
use std::fs;
use std::process::Command;
use std::sync::mpsc::channel;
use std::time::{Duration, Instant};

fn edits(usual: usize) -> usize {
    given("MILEPOST_EDITS").unwrap_or(usual)
}

/// Returns the most memory that a process ever held at once, in KiB.
fn peak(process: u32) -> u64 {
    let status = fs::read_to_string(format!("/proc/{process}/status")).expect("a running process");
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("VmHWM:"))
        .expect("the kernel tells it");
    line.trim()
        .trim_end_matches(" kB")
        .parse()
        .expect("a number")
}

fn open_files(process: u32) -> usize {
    fs::read_dir(format!("/proc/{process}/fd"))
        .expect("a running process")
        .count()
}

/// Waits until a process has no more files open than expected. It closes the sockets of answered
/// requests a moment after the answer.
fn until_open_files(process: u32, expected: usize) {
    let deadline = Instant::now() + Duration::from_secs(20);
    while open_files(process) > expected {
        assert!(
            Instant::now() < deadline,
            "{} files are open instead of {expected}",
            open_files(process)
        );
        std::thread::yield_now();
    }
}

fn write_at_once(site: &Site, path: &str, text: &str) {
    let aside = site.path("content/.aside");
    fs::write(&aside, text).expect("a file");
    fs::rename(aside, site.path(path)).expect("a file");
}

/// Makes an edit of the kind whose turn it is, and one that the edited page shows.
fn edit_in_turn(site: &Site, number: usize) {
    match number % 5 {
        0 => write_at_once(
            site,
            "content/other.md",
            &format!("---\ntitle: Title {number}\n---\nOther.\n"),
        ),
        1 => write_at_once(
            site,
            "assets/extra.css",
            &format!("body {{ --edit: {number} }}"),
        ),
        2 => write_at_once(
            site,
            "content/comes-and-goes.md",
            "---\ntitle: Comes\n---\nHere.\n",
        ),
        3 => fs::remove_file(site.path("content/comes-and-goes.md")).expect("it came before"),
        _ => write_at_once(
            site,
            "components/Box.html",
            &format!("{{% component Box() %}}<b>{number}</b>{{% endcomponent Box %}}"),
        ),
    }
    write_at_once(
        site,
        "content/edited.md",
        &format!(
            "---\ntitle: Edited\n---\nEdit {number}. {}\n",
            "Words. ".repeat(500)
        ),
    );
}

#[cfg(target_os = "linux")]
#[test]
fn a_preview_does_not_grow() {
    const SETTLED: usize = 200;
    let edits = edits(300).max(SETTLED + 50);
    let site = Site::new(&[
        ("content/_index.md", "# Home\n"),
        ("content/edited.md", "# Edited\n"),
    ]);
    for folder in ["assets", "components"] {
        fs::create_dir(site.path(folder)).expect("a folder");
    }
    for number in 0..100 {
        site.write(
            &format!("content/s/p{number}.md"),
            &format!(
                "---\ntitle: Page {number}\n---\n{}",
                "Some text. ".repeat(100)
            ),
        );
    }
    let folder = tempfile::TempDir::new().expect("a folder");
    // Measure what the program keeps, without what the allocator holds ready for each thread.
    let mut command = Command::new(MILEPOST);
    command.env("MALLOC_ARENA_MAX", "1");
    let server = Server::of(command, &site.root(), &folder.path().join("log"));
    let mut stream = stream(server.socket(), "/edited/");
    let mut settled = (0, 0);
    for number in 1..=edits {
        edit_in_turn(&site, number);
        let text = format!("Edit {number}. ");
        while !ask(server.socket(), "GET", "/edited/", &[])
            .text()
            .contains(&text)
        {
            stream.next();
        }
        if number == SETTLED {
            settled = (peak(server.process()), open_files(server.process()));
        }
    }
    let peak = peak(server.process());
    eprintln!(
        "peak after {SETTLED} edits: {} KiB; after {edits}: {peak} KiB; open files: {}",
        settled.0, settled.1
    );
    assert!(
        peak * 100 <= settled.0 * 105,
        "it grew from {} to {peak} KiB",
        settled.0
    );
    until_open_files(server.process(), settled.1);
}

/// A writer edits without pause, while pages are requested and built.
#[test]
fn edits_during_builds_are_shown_in_the_end() {
    let edits = edits(400);
    let shown = Shown::new(&[("content/_index.md", "# Home\n")]);
    let mut random = Random(0x9E37_79B9_7F4A_7C15);
    let (allow, allowed) = channel();
    std::thread::scope(|scope| {
        let site = &shown.site;
        scope.spawn(move || {
            for number in allowed {
                for _ in 0..number {
                    edit(site, &mut random);
                }
            }
        });
        for _ in 0..edits / 10 {
            allow.send(10).expect("the writer listens");
            // These answers take about as long as the quiet before a build, so that some edits fall
            // into a build.
            for page in [
                "/",
                "/a/",
                "/b/",
                "/s/",
                "/s/c/",
                "/u/d/",
                "/t/e/",
                "/elsewhere/",
            ]
            .repeat(3)
            {
                let status = shown.get(page).status;
                assert!([200, 308, 404, 500].contains(&status), "{page}: {status}");
            }
        }
        drop(allow);
    });
    until_served(&shown);
    let id = shown.shown("/nowhere/");
    eprintln!(
        "{edits} edits, shown by {} builds",
        id.split('.').nth(1).expect("the number of the build")
    );
}
