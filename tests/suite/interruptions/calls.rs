//! Every moment that differs from the next one: each call that changes the disk, in turn, is the
//! one before which a command is killed.

use super::*;

/// The calls that change the disk.
const CALLS: [&str; 6] = [
    "mkdirat",
    "write",
    "renameat",
    "renameat2",
    "unlinkat",
    "ftruncate",
];

/// Kills a command before each call. `prepare` comes before each run, `judge` after each kill.
fn kill_everywhere(
    place: &Place,
    arguments: &[&str],
    mut prepare: impl FnMut(),
    mut judge: impl FnMut(&str),
) {
    let mut kills = 0;
    for call in CALLS {
        for n in 1.. {
            prepare();
            let Some(has_ended) = killed_before(place, arguments, call, n) else {
                println!("skipped: strace is missing");
                return;
            };
            judge(&format!("{call} {n}"));
            place.assert_tidy();
            if has_ended {
                break;
            }
            kills += 1;
        }
    }
    println!("{arguments:?}: {kills} kills");
    assert!(kills > 2, "hardly anything was tried: {kills}");
}

/// Kills a command before the n-th of a call. True if it ended before that. `None` without strace.
fn killed_before(place: &Place, arguments: &[&str], call: &str, n: usize) -> Option<bool> {
    let (killed, _) = injected(place, arguments, call, &format!("signal=KILL:when={n}"))?;
    Some(killed.status.code().is_some())
}

/// Runs a command that meets a fault in a call. Returns also if it met it. `None` without strace.
fn injected(place: &Place, arguments: &[&str], call: &str, fault: &str) -> Option<(Output, bool)> {
    let trace = tempfile::NamedTempFile::new().expect("a file");
    let ended = Command::new("strace")
        .args(["-f", "-qq", "-e"])
        .arg(format!("trace={call}"))
        .arg("-e")
        .arg(format!("inject={call}:{fault}"))
        .arg("-o")
        .arg(trace.path())
        .args([MILEPOST, "-q", "-r"])
        .arg(place.site())
        .args(arguments)
        .env("RAYON_NUM_THREADS", "1")
        .output()
        .ok()?;
    let trace = fs::read_to_string(trace.path()).expect("a trace");
    Some((ended, trace.contains("(INJECTED)")))
}

#[test]
fn an_init_that_is_killed_anywhere_can_be_finished() {
    let place = Place::new();
    place.succeed(&["init"]);
    let expected = tree(&place.site());
    let prepare = || {
        fs::remove_dir_all(place.site()).expect("removed");
        fs::create_dir(place.site()).expect("a folder");
    };
    let judge = |moment: &str| {
        place.assert_init_finishes(&expected, moment);
    };
    kill_everywhere(&place, &["init"], prepare, judge);
}

#[test]
fn a_new_page_that_is_killed_anywhere_is_there_or_not() {
    let place = Place::new();
    place.succeed(&["init"]);
    let before = place.sources();
    place.succeed(&["new", "blog/hello.md"]);
    let after = place.sources();
    let prepare = || place.remove("content/blog");
    let judge = |moment: &str| {
        place.succeed(&["check"]);
        assert!([&before, &after].contains(&&place.sources()), "{moment}");
    };
    kill_everywhere(&place, &["new", "blog/hello.md"], prepare, judge);
}

#[test]
fn a_cleaning_that_is_killed_anywhere_leaves_the_site_or_nothing_of_it() {
    let place = Place::new();
    place.succeed(&["init"]);
    place.succeed(&["build"]);
    let site = place.output();
    let mut nothing = site.clone();
    nothing.retain(|path, _| path == ".gitignore");
    let spare = Spare::of(&place);
    let mut are_told = 0;
    let prepare = || spare.put_back(&place);
    let judge = |moment: &str| {
        let next = place.run(&["check"]);
        let report = String::from_utf8_lossy(&next.stderr);
        assert!(next.status.success(), "{moment}: {report}");
        let left = place.output();
        assert!([&site, &nothing].contains(&&left), "{moment}");
        assert!(left == site || !report.contains("is whole"), "{moment}");
        are_told += usize::from(report.contains("is removed"));
    };
    kill_everywhere(&place, &["clean"], prepare, judge);
    println!("{are_told} removals were finished");
}

#[test]
fn a_command_goes_on_where_sockets_are_refused_and_says_if_files_are_too_few() {
    let place = Place::new();
    place.succeed(&["init"]);
    for (error, code) in [("EPERM", 0), ("EMFILE", 1)] {
        let fault = format!("error={error}");
        let Some((ended, is_met)) = injected(&place, &["check"], "socketpair", &fault) else {
            println!("skipped: strace is missing");
            return;
        };
        let report = String::from_utf8_lossy(&ended.stderr);
        assert!(is_met, "{report}");
        assert_eq!(ended.status.code(), Some(code), "{report}");
        assert_eq!(report.contains("too few open files"), code == 1, "{report}");
    }
}

#[test]
fn a_cleaning_that_meets_an_error_hinders_no_other_command() {
    let place = Place::new();
    place.succeed(&["init"]);
    place.succeed(&["build"]);
    let spare = Spare::of(&place);
    let mut faults = 0;
    // The journal cannot be written, or a file cannot be removed.
    for (call, error) in [
        ("mkdirat", "ENOSPC"),
        ("fsync", "EIO"),
        ("renameat", "EACCES"),
        ("unlinkat", "EPERM"),
    ] {
        for n in 1.. {
            spare.put_back(&place);
            let fault = format!("error={error}:when={n}");
            let Some((ended, is_met)) = injected(&place, &["clean"], call, &fault) else {
                println!("skipped: strace is missing");
                return;
            };
            let report = String::from_utf8_lossy(&ended.stderr);
            let about = format!("{call} {n}: {:?}, {report}", ended.status);
            assert!(matches!(ended.status.code(), Some(0 | 1)), "{about}");
            assert!(!report.contains("panicked"), "{about}");
            let checked = place.run(&["check"]);
            let warned = String::from_utf8_lossy(&checked.stderr);
            assert!(
                checked.status.success() && !warned.contains("Warning: "),
                "{about}, then {warned}"
            );
            place.succeed(&["clean"]);
            let left: Vec<_> = place.output().into_keys().collect();
            assert_eq!(left, [".gitignore"], "{about}");
            place.assert_tidy();
            if !is_met {
                break;
            }
            faults += 1;
        }
    }
    assert!(faults > 10, "hardly anything was tried: {faults}");
}
