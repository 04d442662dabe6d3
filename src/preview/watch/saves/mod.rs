//! Every save is one build: the build loop under a virtual clock, while programs save.

#[cfg(test)]
#[path = "../../../../tests/suite/preview/save_scripts.rs"]
mod save_scripts;
mod virtual_folder;
mod virtual_site;

use super::build_loop::BuildLoop;
use crate::preview::timing::{LATE_REPORT, LONGEST_SAVE, QUIET, SCAN_INTERVAL, STABLE};
use save_scripts::{SAVES, steps};
use std::path::PathBuf;
use std::time::Duration;
use virtual_site::{BUILD_TIME, REFRESH_TIME, ROOT, SCAN_TIME, VirtualSite};

/// A moment at which the build loop waits.
const BEGIN: Duration = Duration::from_secs(1);

/// The pause between two steps on a fast machine.
const FAST: Duration = Duration::from_micros(50);

/// Changes of a file that leave its content as it is.
const NO_SAVES: [(&str, &str); 4] = [
    ("touched", "touch a.md"),
    (
        "opened for writing and closed",
        "open a.md; touch a.md; close",
    ),
    ("given other rights", "mode a.md"),
    (
        "saved without a change",
        "empty a.md.tmp; write; close; move a.md.tmp a.md",
    ),
];

const OLD: &str = "---\ntitle: A\n---\nFirst text.";

fn page(text: &str) -> String {
    format!("---\ntitle: A\n---\n{} {text}\n", "ä".repeat(300))
}

fn site(is_watching: bool) -> VirtualSite {
    VirtualSite::new(&[("a.md", OLD), ("b.md", "Second text.")], is_watching)
}

/// Runs the build loop on a site until nothing more can happen. Returns the moments at which the
/// builds after the first began. Panics if these builds show anything but these texts of `a.md`,
/// one after the other.
fn builds(site: VirtualSite, texts: &[&str], context: &str) -> Vec<Duration> {
    let site = BuildLoop::new(PathBuf::from(ROOT), site).run();
    for (number, (time, snapshot)) in site.builds.iter().enumerate() {
        let context = format!("{context}: build {number} at {time:?}");
        let files: Vec<&str> = snapshot.files().map(|(path, _)| path.as_str()).collect();
        assert_eq!(files, ["content/a.md", "content/b.md"], "{context}");
        let text = snapshot.text("content/a.md").map(|text| &**text);
        let expected = match number.checked_sub(1) {
            None => Some(OLD),
            Some(number) => texts.get(number).copied(),
        };
        assert_eq!(text, expected, "{context}");
        assert_eq!(snapshot.diagnostics(), [], "{context}");
    }
    let times: Vec<Duration> = site.builds.iter().map(|(time, _)| *time).collect();
    assert_eq!(
        times.len(),
        texts.len() + 1,
        "{context}: builds at {times:?}"
    );
    assert_eq!(site.reasons_to_poll, [""; 0], "{context}");
    times[1..].to_vec()
}

/// The circumstances of a save.
#[derive(Debug, Clone, Copy)]
struct Circumstances {
    is_watching: bool,
    report_delay: Duration,
    /// The pause between two steps.
    pause: Duration,
    begin: Duration,
}

/// Replays all programs, each on a site of its own.
fn check_all(circumstances: Circumstances) {
    for save in SAVES {
        // A program that writes in two parts cuts the first text inside a character. The second
        // is valid however it is cut.
        let ascii = format!("---\ntitle: A\n---\nWritten by {}.\n", save.program);
        for text in [page(save.program), ascii] {
            let mut site = site(circumstances.is_watching);
            site.report_delay = circumstances.report_delay;
            let steps = steps(save.script);
            site.save(&steps, &text, circumstances.begin, circumstances.pause);
            let context = format!("{} ({}), {circumstances:?}", save.program, save.way);
            builds(site, &[&text], &context);
        }
    }
}

/// Returns moments between two milliseconds. Each is so many microseconds after the one before.
fn moments(from: u64, to: u64, step: usize) -> impl Iterator<Item = Duration> {
    (from * 1000..to * 1000)
        .step_by(step)
        .map(Duration::from_micros)
}

fn every_reported_save_is_one_build(pauses: &[u64]) {
    for pause in pauses {
        // The scan without a report begins two seconds after the first: some of the saves run
        // into it.
        for begin in moments(1600, 2100, 12_300) {
            check_all(Circumstances {
                is_watching: true,
                report_delay: Duration::ZERO,
                pause: Duration::from_micros(*pause),
                begin,
            });
        }
    }
}

#[test]
fn every_save_is_one_build_where_the_system_reports_it() {
    every_reported_save_is_one_build(&[0, 50, 1000]);
}

/// A slow disk. Helix was seen to wait 17 ms for it.
#[cfg(target_os = "linux")]
#[test]
fn every_save_is_one_build_where_the_disk_is_slow() {
    every_reported_save_is_one_build(&[11_000, 15_000, 24_000]);
}

#[test]
fn every_save_is_one_build_where_reports_are_late() {
    for delay in [1, 15, 90] {
        for begin in moments(1950, 2050, 2300) {
            check_all(Circumstances {
                is_watching: true,
                report_delay: Duration::from_millis(delay),
                pause: FAST,
                begin,
            });
        }
    }
}

#[test]
fn every_save_is_one_build_where_the_system_reports_nothing() {
    for pause in [0, 50, 1000, 8000] {
        // Some of the saves run into the second scan, half a second after the first.
        for begin in moments(390, 520, 3100) {
            check_all(Circumstances {
                is_watching: false,
                report_delay: Duration::ZERO,
                pause: Duration::from_micros(pause),
                begin,
            });
        }
    }
}

#[test]
fn saves_that_follow_each_other_are_a_build_each() {
    let texts: Vec<String> = SAVES.iter().map(|save| page(save.program)).collect();
    for is_watching in [true, false] {
        let mut site = site(is_watching);
        let mut begin = BEGIN;
        for (save, text) in SAVES.iter().zip(&texts) {
            site.save(&steps(save.script), text, begin, FAST);
            begin += Duration::from_millis(1234);
        }
        let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
        builds(site, &texts, "one after the other");
    }
}

#[test]
fn a_change_that_leaves_the_content_as_it_is_makes_no_build() {
    for is_watching in [true, false] {
        for (name, script) in NO_SAVES {
            for begin in moments(1990, 2020, 700) {
                let mut site = site(is_watching);
                site.save(&steps(script), OLD, begin, FAST);
                builds(site, &[], name);
            }
        }
    }
}

/// Runs a script at [`BEGIN`], and returns the time from its last step to the only build.
fn latency(is_watching: bool, script: &'static str, text: &str) -> Duration {
    let mut site = site(is_watching);
    site.save(&steps(script), text, BEGIN, Duration::ZERO);
    builds(site, &[text], script)[0] - BEGIN
}

#[test]
fn a_save_is_built_after_ten_milliseconds_of_quiet() {
    for script in [
        "empty .tmp; write; close; move .tmp a.md",
        "open a.md; write; cut; close",
        "empty a.md; write; close",
    ] {
        assert_eq!(latency(true, script, &page("New.")), QUIET + REFRESH_TIME);
    }
}

#[test]
fn a_file_that_stays_empty_is_believed_after_a_second_look() {
    let expected = QUIET + REFRESH_TIME + STABLE + REFRESH_TIME;
    assert_eq!(latency(true, "empty a.md; close", ""), expected);
}

#[cfg(target_os = "linux")]
#[test]
fn a_file_that_stays_open_is_built_after_half_a_second() {
    let text = page("New.");
    let expected = LONGEST_SAVE + REFRESH_TIME;
    assert_eq!(latency(true, "open a.md; write; cut", &text), expected);
}

/// Runs the build loop where the system reports nothing although it is watching.
#[test]
fn two_changes_without_a_report_make_the_build_loop_poll() {
    let mut site = site(true);
    site.is_deaf = true;
    let texts = ["1", "2", "3"].map(page);
    for (text, begin) in texts.iter().zip([1, 4, 7]) {
        let save = steps("empty a.md; write; close");
        site.save(&save, text, Duration::from_secs(begin), FAST);
    }
    let site = BuildLoop::new(PathBuf::from(ROOT), site).run();
    assert_eq!(site.builds.len(), 4);
    let [reason] = &site.reasons_to_poll[..] else {
        panic!("{:?}", site.reasons_to_poll)
    };
    assert!(reason.contains("network disks"), "{reason}");
    // The first scan without a report finds the first change. It waits for a late report, and then
    // takes a second look.
    let found = site.builds[0].0 + BUILD_TIME + SCAN_INTERVAL + SCAN_TIME;
    assert_eq!(
        site.builds[1].0,
        found + LATE_REPORT + STABLE + REFRESH_TIME
    );
}
