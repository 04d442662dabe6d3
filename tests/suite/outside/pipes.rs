//! Nothing waits for a pipe, whoever put it in the place of a file of Milepost's own.

use super::*;

#[test]
fn a_pipe_in_the_place_of_the_manifest_or_the_journal_is_told() {
    for (name, commands) in [
        ("manifest", &["build", "clean"][..]),
        ("journal", &["build", "check", "clean"]),
        ("lock", &["build", "clean"]),
    ] {
        let hostile = Hostile::new(&[]);
        hostile.succeed(&["build"]);
        let file = hostile.site().join("public/.milepost").join(name);
        let _ = fs::remove_file(&file);
        pipe(&file);
        hostile.write("site/content/more.md", "# More\n");
        for command in commands {
            let text = hostile.fail(&[command]);
            assert!(text.contains(file.to_str().expect("text")), "{text}");
            assert!(text.contains("it is not an ordinary file"), "{text}");
        }
        let endless = hostile.site().join("public/.milepost").join(name);
        fs::remove_file(&endless).expect("a pipe");
        symlink("/dev/zero", &endless).expect("a link");
        for command in commands {
            let text = hostile.fail(&[command]);
            assert!(
                text.contains("a link is in its place"),
                "{command} {name}: {text}"
            );
        }
    }
}

/// The size is what matters: the file has no bytes on the disk.
#[test]
fn a_file_that_no_host_takes_is_told_and_not_read() {
    let hostile = Hostile::new(&[]);
    hostile.write("site/static/huge", "");
    let huge = fs::File::create(hostile.path("site/static/huge")).expect("a file");
    huge.set_len(8 * 1024 * 1024 * 1024 * 1024)
        .expect("a sparse file");
    let text = hostile.fail(&["build"]);
    assert!(text.contains("static/huge"), "{text}");
    assert!(text.contains("the file has 8192 GiB"), "{text}");
    assert!(text.contains("up to 2 GiB"), "{text}");
}

/// A pipe takes the place of a file between the scan and the copy. The program is held at the
/// second opening of the file, until the file has been exchanged.
#[test]
fn a_pipe_that_takes_the_place_of_a_source_is_told() {
    let hostile = Hostile::new(&[]);
    hostile.write("site/static/z", "x");
    let file = hostile.path("site/static/z");
    let mut strace = std::process::Command::new("strace");
    let log = hostile.path("log");
    strace
        .args(["-f", "-qq", "-e", "trace=openat2", "-o"])
        .arg(&log)
        .args(["-e", "inject=openat2:delay_exit=100000:when=1+1"])
        .args([crate::program::MILEPOST, "-r"])
        .arg(hostile.site())
        .arg("build")
        .stdout(std::process::Stdio::null())
        .stderr(std::process::Stdio::piped());
    let Ok(mut build) = strace.spawn() else {
        println!("skipped: strace is missing");
        return;
    };
    // The scan has opened the file once it stands in the log.
    let is_scanned = || fs::read_to_string(&log).is_ok_and(|text| text.contains("\"static/z\""));
    while !is_scanned() && build.try_wait().expect("a process").is_none() {
        std::thread::yield_now();
    }
    fs::remove_file(&file).expect("a file");
    pipe(&file);
    let output = build.wait_with_output().expect("the program");
    let text = messages(&output);
    assert_eq!(output.status.code(), Some(1), "{text}");
    assert!(
        text.contains("was changed while it was being copied"),
        "{text}"
    );
}
