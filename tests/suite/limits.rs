//! Limits of the system: a program that gets no more threads, no larger files or too few of them
//! says so.
#![cfg(target_os = "linux")]

use crate::program::MILEPOST;
use crate::support::Site;
use std::process::{Command, Output};

/// Runs a command on a site under a limit of the shell's `ulimit`.
fn limited(limit: &str, program: &str, site: &Site, command: &str) -> Output {
    let script = format!("ulimit {limit} && exec {program} \"$0\" -q -r \"$1\" {command}");
    Command::new("bash")
        .args(["-c", &script, MILEPOST])
        .arg(site.root())
        .output()
        .expect("a shell")
}

/// Returns the program that runs another as a user whose processes are counted: those of the
/// administrator are not.
fn counted_user(site: &Site) -> &'static str {
    use std::os::unix::fs::MetadataExt;
    let owner = site
        .root()
        .metadata()
        .expect("the folder of the test")
        .uid();
    if owner == 0 {
        "setpriv --reuid=65534 --clear-groups"
    } else {
        ""
    }
}

/// Demands that every command ends with words about what the system does not give, and with the
/// option of `ulimit` that raises it.
fn assert_told(limit: &str, program: impl Fn(&Site) -> &'static str, missing: &str, option: &str) {
    let site = Site::new(&[("content/_index.md", "# Home")]);
    for command in ["build", "check", "serve --port 0"] {
        let ended = limited(limit, program(&site), &site, command);
        let report = String::from_utf8_lossy(&ended.stderr);
        assert_eq!(ended.status.code(), Some(1), "{command}: {report}");
        let told = format!("error: the system gives Milepost {missing}");
        assert!(
            report.starts_with(&told) && report.contains(&format!("ulimit {option}")),
            "{command}: {report}"
        );
        assert!(!report.contains("panicked"), "{command}: {report}");
    }
}

#[test]
fn a_system_without_threads_is_told() {
    assert_told("-u 1", counted_user, "no threads", "-u");
}

#[test]
fn a_system_that_opens_too_few_files_is_told() {
    assert_told("-n 5", |_| "", "too few open files", "-n");
}

#[test]
fn a_small_first_stack_is_enough() {
    let site = Site::new(&[("content/_index.md", "# Home")]);
    let ended = limited("-s 64", "", &site, "check");
    let report = String::from_utf8_lossy(&ended.stderr);
    assert!(ended.status.success(), "{:?}: {report}", ended.status);
}

#[test]
fn a_file_larger_than_the_system_allows_is_told() {
    let site = Site::new(&[("content/_index.md", "# Home")]);
    site.write("static/large.txt", &"x".repeat(200_000));
    // In blocks of 1,024 bytes.
    let ended = limited("-f 100", "", &site, "build");
    let report = String::from_utf8_lossy(&ended.stderr);
    assert_eq!(ended.status.code(), Some(1), "{report}");
    assert!(
        report.contains("File too large") && report.contains("ulimit -f"),
        "{report}"
    );
    assert!(!site.path("public/index.html").exists(), "{report}");
    let ended = limited("-f unlimited", "", &site, "build");
    assert!(
        ended.status.success(),
        "{}",
        String::from_utf8_lossy(&ended.stderr)
    );
}
