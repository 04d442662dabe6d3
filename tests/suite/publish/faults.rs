//! Faults at each call to the system. Every call fails once, or is the last one before a kill (the
//! method of SQLite): call n for n = 1, 2, … until a run ends without the fault.
//! `MILEPOST_FAULTS=all` takes every n and every error, `MILEPOST_REQUIRE_STRACE=1` fails without
//! strace.

use super::child::{ARGUMENTS, BEGIN, Task, assert_never_torn, command, new, old, program};
use super::*;
use milepost::publish::{Abandonment, Recovery, abandon, recover};
use std::process::{Command, Output};

/// Calls that change something, and calls that only ask.
const CHANGES: [&str; 9] = [
    "openat2",
    "write",
    "mkdirat",
    "renameat",
    "renameat2",
    "unlinkat",
    "fsync",
    "flock",
    "ftruncate",
];
const QUESTIONS: [&str; 8] = [
    "openat",
    "newfstatat",
    "fstat",
    "read",
    "faccessat",
    "getdents64",
    "readlink",
    "statx",
];

/// The content of the folder before the run.
#[derive(Clone, Copy, PartialEq)]
enum Before {
    Nothing,
    Old,
    /// The old site with a complete stage of the new one, half in place.
    Halfway,
}

#[test]
fn a_kill_at_any_call_of_a_first_publishing() {
    kill_at_each_call(Before::Nothing);
}

#[test]
fn a_kill_at_any_call_of_an_update() {
    kill_at_each_call(Before::Old);
}

#[test]
fn a_kill_at_any_call_of_a_recovery() {
    kill_at_each_call(Before::Halfway);
}

#[test]
fn an_error_at_any_call_of_a_first_publishing() {
    fail_at_each_call(Before::Nothing);
}

#[test]
fn an_error_at_any_call_of_an_update() {
    fail_at_each_call(Before::Old);
}

#[test]
fn an_error_at_any_call_of_a_recovery() {
    fail_at_each_call(Before::Halfway);
}

#[test]
fn folders_on_other_disks_are_published_into() {
    if !has_strace() {
        return;
    }
    for before in [Before::Nothing, Before::Old] {
        let fixture = prepare(before);
        let run = trace(
            &fixture,
            "renameat2",
            &["-e", "inject=renameat2:error=EXDEV:when=1+2"],
        );
        assert!(
            run.status.success(),
            "{}",
            String::from_utf8_lossy(&run.stderr)
        );
        fixture.assert_is(&new());
    }
}

/// From the n-th folder on the disk takes none.
#[test]
fn a_disk_that_takes_no_more_folders_is_noticed_before_the_site_is_touched() {
    if !has_strace() {
        return;
    }
    for before in [Before::Nothing, Before::Old] {
        let mut refused = 0;
        for n in first("mkdirat").. {
            let fixture = prepare(before);
            if before == Before::Old {
                fs::write(fixture.at("index.html"), "edited by hand").unwrap();
            }
            let left = |fixture: &Fixture| match fixture.output().is_dir() {
                true => tree(&fixture.output()),
                false => Files::new(),
            };
            let old = left(&fixture);
            let fault = format!("inject=mkdirat:error=ENOSPC:when={n}+");
            let run = trace(&fixture, "mkdirat", &["-e", &fault]);
            if run.status.success() {
                assert_eq!(left(&fixture), new());
                break;
            }
            refused += 1;
            let message = String::from_utf8_lossy(&run.stderr);
            assert!(
                !message.contains("A part of the new site"),
                "{n}: {message}"
            );
            assert_eq!(left(&fixture), old, "{n}: {message}");
        }
        assert!(refused > 2, "{refused}");
    }
}

/// A power cut may take the bytes of files whose names are on the disk already.
#[test]
fn a_stage_that_a_power_cut_tore_does_not_tear_the_site() {
    if !has_strace() {
        return;
    }
    for take in [0, 1, 2] {
        let fixture = prepare(Before::Halfway);
        let staged = fs::read_dir(fixture.at(".milepost/stage"))
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .filter(|path| path.is_file());
        for (n, file) in staged
            .enumerate()
            .filter(|(n, _)| take == 0 || n % 2 == take - 1)
        {
            let bytes = fs::read(&file).unwrap();
            let torn = if n % 3 == 0 {
                vec![0; bytes.len()]
            } else {
                bytes[..bytes.len() / n.min(2)].to_vec()
            };
            fs::write(&file, torn).unwrap();
        }
        let recovery = recover(&fixture.output()).unwrap();
        assert_eq!(recovery, Recovery::Finished(Vec::new()));
        for (path, bytes) in tree(&fixture.output()) {
            assert!(
                path.ends_with('/')
                    || [old(), new()]
                        .iter()
                        .any(|site| site.get(&path) == Some(&bytes)),
                "`{path}` is torn"
            );
        }
        assert_eq!(state_files(&fixture.output()), ["lock", "manifest"]);
        let folder = open(&fixture.output(), fixture.root.path(), &mut |_| {}).unwrap();
        assert!(!folder.is_current(inputs(&new())) || tree(&fixture.output()) == new());
        drop(folder);
        assert!(fixture.publish(&new()).unwrap().diagnostics.is_empty());
        fixture.assert_is(&new());
    }
}

#[test]
fn a_publishing_that_stopped_halfway_is_given_up_wherever_it_stopped() {
    if !has_strace() {
        return;
    }
    let (mut whole, mut mixed) = (0, 0);
    for call in ["renameat2", "renameat", "unlinkat"] {
        for n in first(call).. {
            let fixture = prepare(Before::Old);
            let kill = format!("inject={call}:signal=KILL:when={n}");
            if trace(&fixture, call, &["-e", &kill]).status.success() {
                break;
            }
            if fixture.at(".milepost/journal").exists() {
                match give_up(&fixture) {
                    true => whole += 1,
                    false => mixed += 1,
                }
            }
        }
    }
    assert!(whole > 3 && mixed > 3, "{whole} whole, {mixed} mixed");
}

#[test]
fn a_copy_to_another_disk_that_was_killed_is_finished_or_given_up() {
    if !has_strace() {
        return;
    }
    // Each second renaming ends at the border of a disk. The last call of a copy sets its time.
    let borders = [1, 2].map(|first| format!("inject=renameat2:error=EXDEV:when={first}+2"));
    let mut kills = 0;
    for (border, n) in borders
        .iter()
        .flat_map(|border| (1..9).map(move |n| (border, n)))
    {
        let interrupt = || {
            let fixture = prepare(Before::Old);
            let kill = format!("inject=utimensat:signal=KILL:when={n}");
            let run = trace(
                &fixture,
                "utimensat,renameat2",
                &["-e", border.as_str(), "-e", &kill],
            );
            (!run.status.success()).then_some(fixture)
        };
        let (Some(finished), Some(given_up)) = (interrupt(), interrupt()) else {
            continue;
        };
        kills += 1;
        assert!(matches!(
            recover(&finished.output()).unwrap(),
            Recovery::Finished(_)
        ));
        finished.assert_is(&new());
        give_up(&given_up);
    }
    assert!(kills > 2, "{kills}");
}

/// Gives up a publishing that stopped halfway. Returns true if the site is the old one again.
fn give_up(fixture: &Fixture) -> bool {
    let (old, new) = (old(), new());
    let abandonment = abandon(&fixture.output(), &mut |_| {}).unwrap();
    let left = tree(&fixture.output());
    for (path, bytes) in &left {
        let is_whole = [&old, &new]
            .iter()
            .any(|site| site.get(path) == Some(bytes));
        assert!(path.ends_with('/') || is_whole, "`{path}` is torn");
    }
    match &abandonment {
        Abandonment::Nothing => panic!("a journal is something"),
        Abandonment::Whole => assert_eq!(names(&left), names(&old)),
        Abandonment::Mixed(files) => {
            let is_old = |path: &OutputPath| left.get(path.as_str()) == old.get(path.as_str());
            assert!(!files.iter().any(is_old), "{files:?}");
        }
    }
    assert_eq!(state_files(&fixture.output()), ["lock", "manifest"]);
    assert_eq!(recover(&fixture.output()).unwrap(), Recovery::Nothing);
    // Nothing of what is in place counts as edited by hand.
    assert!(fixture.publish(&new).unwrap().diagnostics.is_empty());
    fixture.assert_is(&new);
    abandonment == Abandonment::Whole
}
fn kill_at_each_call(before: Before) {
    if !has_strace() {
        return;
    }
    let mut runs = 0;
    for call in CHANGES {
        for n in (first(call)..).step_by(if is_all() { 1 } else { 3 }) {
            let fixture = prepare(before);
            let run = trace(
                &fixture,
                call,
                &["-e", &format!("inject={call}:signal=KILL:when={n}")],
            );
            if run.status.success() {
                fixture.assert_is(&new());
                break;
            }
            runs += 1;
            let (earlier, new) = (
                if before == Before::Nothing {
                    Files::new()
                } else {
                    old()
                },
                new(),
            );
            assert_never_torn(&fixture, &[&earlier, &new]);
            recover(&fixture.output()).unwrap();
            if fixture.output().is_dir() {
                let left = tree(&fixture.output());
                assert!(
                    left == earlier || left == new,
                    "{call} {n}: {:?}",
                    names(&left)
                );
            }
            fixture.publish(&new).unwrap();
            fixture.assert_is(&new);
        }
    }
    println!("{runs} kills");
    assert!(runs > 10, "the kills did not reach the task");
}

fn fail_at_each_call(before: Before) {
    if !has_strace() {
        return;
    }
    let errors: &[&str] = if is_all() {
        &[
            "ENOSPC", "EIO", "EACCES", "EROFS", "EMFILE", "EINTR", "EDQUOT",
        ]
    } else {
        &["ENOSPC", "EIO"]
    };
    let mut runs = 0;
    for (call, error) in CHANGES
        .iter()
        .chain(&QUESTIONS)
        .flat_map(|call| errors.iter().map(move |error| (*call, *error)))
    {
        for n in (first(call)..).step_by(if is_all() { 1 } else { 11 }) {
            let fixture = prepare(before);
            let old = if fixture.output().is_dir() {
                tree(&fixture.output())
            } else {
                Files::new()
            };
            let run = trace(
                &fixture,
                call,
                &[
                    "--seccomp-bpf",
                    "-e",
                    &format!("inject={call}:error={error}:when={n}"),
                ],
            );
            if !fs::read_to_string(fixture.root.path().join("trace"))
                .unwrap()
                .contains("(INJECTED)")
            {
                assert!(run.status.success());
                break;
            }
            runs += 1;
            assert_fails_well(&fixture, &run, before, &old, &format!("{call} {n} {error}"));
        }
    }
    println!("{runs} faults");
    assert!(runs > 10, "the faults did not reach the task");
}

fn assert_fails_well(fixture: &Fixture, run: &Output, before: Before, old: &Files, fault: &str) {
    let message = String::from_utf8_lossy(&run.stderr);
    match run.status.code() {
        Some(0) => assert_eq!(tree(&fixture.output()), new(), "{fault}"),
        Some(1) => {
            assert!(message.contains("error: "), "{fault}: {message}");
            assert!(
                message.contains(fixture.root.path().to_str().unwrap()),
                "{fault} names no path: {message}"
            );
            let is_untouched = !message.contains("A part of the new site is in place");
            if is_untouched && before != Before::Halfway && fixture.output().is_dir() {
                assert_eq!(
                    names(&tree(&fixture.output())),
                    names(old),
                    "{fault}: {message}"
                );
                assert_eq!(&tree(&fixture.output()), old, "{fault}: {message}");
            }
        }
        code => panic!("{fault}: ended with {code:?}: {message}"),
    }
    fixture
        .publish(&new())
        .unwrap_or_else(|error| panic!("{fault}: the next run fails: {error}"));
    fixture.assert_is(&new());
}

fn prepare(before: Before) -> Fixture {
    let fixture = Fixture::new();
    if before != Before::Nothing {
        fixture.publish(&old()).unwrap();
    }
    if before == Before::Halfway {
        let count = first("renameat2") + 3;
        trace(
            &fixture,
            "renameat2",
            &["-e", &format!("inject=renameat2:signal=KILL:when={count}")],
        );
        assert!(fixture.at(".milepost/journal").exists());
    }
    fixture
}

/// Returns the number of the first call that is the task's.
fn first(call: &str) -> usize {
    use std::collections::HashMap;
    use std::sync::{LazyLock, Mutex};
    static KNOWN: LazyLock<Mutex<HashMap<String, usize>>> = LazyLock::new(Mutex::default);
    if let Some(known) = KNOWN.lock().unwrap().get(call) {
        return *known;
    }
    let fixture = Fixture::new();
    trace(&fixture, &format!("openat,{call}"), &[]);
    let text = fs::read_to_string(fixture.root.path().join("trace")).unwrap();
    let lines: Vec<&str> = text.lines().collect();
    let begin = lines.iter().rposition(|line| line.contains(BEGIN)).unwrap();
    let thread = lines[begin].split(' ').next().unwrap();
    let own = |line: &&&str| line.starts_with(thread) && line.contains(&format!(" {call}("));
    let first = lines[..=begin].iter().filter(own).count() + 1;
    KNOWN.lock().unwrap().insert(call.to_owned(), first);
    first
}

fn trace(fixture: &Fixture, calls: &str, options: &[&str]) -> Output {
    let log = fixture.root.path().join("trace");
    let mut strace = command("strace", Task::New, fixture);
    strace
        .args([
            "-f",
            "-o",
            log.to_str().unwrap(),
            "-e",
            &format!("trace={calls}"),
        ])
        .args(options)
        .arg(program())
        .args(ARGUMENTS);
    strace.output().unwrap()
}

fn is_all() -> bool {
    std::env::var("MILEPOST_FAULTS").is_ok_and(|value| value == "all")
}

fn has_strace() -> bool {
    let works = Command::new("strace")
        .args(["-o", "/dev/null", "true"])
        .output()
        .is_ok_and(|run| run.status.success());
    let is_required = std::env::var("MILEPOST_REQUIRE_STRACE").is_ok_and(|value| value == "1");
    assert!(works || !is_required, "strace is missing or may not trace");
    if !works {
        println!("skipped: strace is missing or may not trace");
    }
    works
}
