//! Ctrl-C and SIGTERM while a command is busy. They are caught by nobody, so the system ends the
//! program at once and not when its threads have done their work.

use super::*;
use crate::program::Server;
use std::io::{BufRead, BufReader};
use std::thread::park_timeout;

/// A template for pages that is rendered for longer than any page may take.
const SLOW: &str = "{% for a in range(end=90000) %}{% for b in range(end=90000) %}\
                    {% set x = a + b %}{% endfor %}{% endfor %}";

/// Returns the site with which a command is busy for long.
fn slow() -> Place {
    let place = Place::new();
    place.write("content/_index.md", "# Home\n");
    place.write("content/a.md", "# A\n");
    place.write("templates/page.html", SLOW);
    place
}

/// Waits until something is so.
fn wait_until(is_so: impl Fn() -> bool) {
    while !is_so() {
        park_timeout(Duration::from_millis(1));
    }
}

/// Demands that a signal ends a program, and that it says nothing of that.
#[track_caller]
fn assert_ends(program: Child, signal: Signal) {
    let (ended, _) = Sender::start().end(program, signal);
    let report = String::from_utf8_lossy(&ended.stderr);
    assert!(
        is_ended_by(ended.status, signal),
        "{signal:?}: {:?}, {report}",
        ended.status
    );
    assert_eq!(report, "");
}

#[test]
fn a_command_that_renders_a_slow_page_ends() {
    let place = slow();
    let (stage, nothing) = (place.path("public/.milepost/stage"), Files::new());
    for signal in [Signal::Interrupt, Signal::Terminate] {
        let program = place.command(&["build"]).spawn().expect("the program");
        wait_until(|| stage.exists());
        assert_ends(program, signal);
        place.run(&["clean"]);
        assert_eq!(place.output(), nothing);
        place.assert_tidy();
    }
}

#[test]
fn a_preview_that_renders_a_slow_page_ends() {
    let place = slow();
    for signal in [Signal::Interrupt, Signal::Terminate] {
        let mut command = place.command(&["serve", "--port", "0"]);
        let mut program = command.stdout(Stdio::piped()).spawn().expect("the program");
        let mut output = BufReader::new(program.stdout.take().expect("it was piped"));
        let mut line = String::new();
        output.read_line(&mut line).expect("a line");
        let address = line.split("http://").nth(1).expect("an address").trim_end();
        let mut browser = std::net::TcpStream::connect(address.trim_end_matches('/'))
            .expect("the preview listens");
        write!(browser, "GET /a/ HTTP/1.1\r\nHost: {address}\r\n\r\n").expect("it reads");
        assert_ends(program, signal);
        place.assert_tidy();
    }
}

#[test]
fn a_command_that_reads_a_huge_file_ends() {
    let place = Place::new();
    place.write("content/_index.md", "# Home\n");
    place.write("static/huge", "");
    let huge = fs::File::options()
        .write(true)
        .open(place.path("static/huge"));
    huge.and_then(|file| file.set_len(900 << 20))
        .expect("a sparse file");
    for arguments in [&["check"][..], &["build"], &["serve", "--port", "0"]] {
        for signal in [Signal::Interrupt, Signal::Terminate] {
            let program = place.command(arguments).spawn().expect("the program");
            wait_until(|| has_opened(&program, "static/huge"));
            assert_ends(program, signal);
            place.assert_tidy();
        }
    }
}

#[test]
fn a_command_that_encodes_a_large_photograph_ends() {
    let photo = jpeg(&quarters(4_000, 3_000));
    for signal in [Signal::Interrupt, Signal::Terminate] {
        let place = Place::new();
        place.write("content/_index.md", "# Home\n\n![A photo](photo.jpg)\n");
        place.write("content/photo.jpg", &photo);
        let program = place.command(&["build"]).spawn().expect("the program");
        // The first of its versions is done, and the other thread encodes a larger one.
        wait_until(|| has_cached(&place));
        assert_ends(program, signal);
        assert!(!place.path("public/.milepost/manifest").exists());
        place.succeed(&["clean"]);
        assert_eq!(place.output(), Files::new());
        place.assert_tidy();
    }
}

/// True if the cache of a site has an image.
fn has_cached(place: &Place) -> bool {
    let files = walkdir::WalkDir::new(place.path(".milepost/cache")).into_iter();
    let mut images = files.filter_map(Result::ok);
    images.any(|entry| entry.depth() > 1 && entry.file_type().is_file())
}

/// True if a program has a file open.
fn has_opened(program: &Child, path: &str) -> bool {
    let opened = fs::read_dir(format!("/proc/{}/fd", program.id()));
    let mut targets = opened
        .into_iter()
        .flatten()
        .filter_map(|entry| fs::read_link(entry.ok()?.path()).ok());
    targets.any(|target| target.ends_with(path))
}

#[test]
fn a_command_that_waits_for_another_ends() {
    let place = slow();
    let mut first = place.command(&["build"]).spawn().expect("the program");
    let stage = place.path("public/.milepost/stage");
    wait_until(|| stage.exists());
    for command in ["build", "clean"] {
        for signal in [Signal::Interrupt, Signal::Terminate] {
            let mut waiting = place.command(&[command]).spawn().expect("the program");
            let mut errors = BufReader::new(waiting.stderr.take().expect("it was piped"));
            let mut line = String::new();
            errors.read_line(&mut line).expect("a line");
            assert!(line.starts_with("Waiting: "), "{line}");
            assert_ends(waiting, signal);
            assert!(stage.exists(), "the stage of the other command");
        }
    }
    first.kill().expect("a process");
    first.wait().expect("a process");
}

/// Returns a command that runs a program as the first process of a container, if this user may.
fn container() -> Option<Command> {
    let kinds: [&[&str]; 2] = [
        &["--pid", "--fork"],
        &["--user", "--map-root-user", "--pid", "--fork"],
    ];
    kinds.iter().find_map(|kind| {
        let unshare = || {
            let mut command = Command::new("unshare");
            command.args(*kind).arg("--kill-child");
            command
        };
        let tried = unshare().arg("true").output().ok()?;
        tried.status.success().then(unshare)
    })
}

#[test]
fn the_first_process_of_a_container_ends_too() {
    let place = slow();
    for (signal, code) in [(Signal::Interrupt, 130), (Signal::Terminate, 143)] {
        let Some(mut command) = container() else {
            println!("skipped: this user may make no containers");
            return;
        };
        let mut program = command
            .arg(MILEPOST)
            .args(["build", "-r"])
            .arg(place.site())
            .stderr(Stdio::piped())
            .spawn()
            .expect("unshare");
        wait_until(|| place.path("public/.milepost/stage").exists());
        let id = program.id();
        let children = fs::read_to_string(format!("/proc/{id}/task/{id}/children"));
        let children = children.expect("the list of its processes");
        let sent = Command::new("kill")
            .arg(format!("-{}", signal as i32))
            .arg(children.trim())
            .status();
        assert!(sent.expect("kill").success());
        let status = program.wait().expect("it ends");
        assert_eq!(status.code(), Some(code), "{signal:?}");
        place.succeed(&["clean"]);
        place.assert_tidy();
    }
}

#[test]
fn ctrl_c_does_not_reach_a_browser_that_the_preview_opened() {
    let place = Place::new();
    place.write("site.yaml", "preview: {open: true}\n");
    place.write("content/_index.md", "# Home\n");
    let aside = TempDir::new().expect("a folder");
    let pipe = aside.path().join("group");
    rustix::fs::mknodat(
        rustix::fs::CWD,
        &pipe,
        rustix::fs::FileType::Fifo,
        rustix::fs::Mode::RWXU,
        0,
    )
    .expect("a pipe");
    let script = aside.path().join("browser");
    let text = format!("cut -d ' ' -f 5 /proc/self/stat > '{}'\n", pipe.display());
    fs::write(&script, text).expect("a script");
    let mut command = Command::new(MILEPOST);
    command.env("BROWSER", format!("sh {}", script.display()));
    // It prints the address once the browser was started.
    let server = std::thread::scope(|scope| {
        let browser = scope.spawn(|| fs::read_to_string(&pipe).expect("the pipe"));
        let server = Server::of(command, &place.site(), &aside.path().join("log"));
        (server, browser.join().expect("a text"))
    });
    let (server, browser) = server;
    let stat = fs::read_to_string(format!("/proc/{}/stat", server.process()));
    let stat = stat.expect("the process");
    let own = stat.split(' ').nth(4).expect("its group");
    assert_ne!(browser.trim(), own);
}

#[test]
fn a_file_that_is_saved_during_a_cleaning_stays_and_is_named() {
    let place = Place::new();
    place.write("content/_index.md", "# Home\n");
    place.succeed(&["build"]);
    let pages = place.output().len();
    // It stops once it has chosen the files.
    let strace = Command::new("strace")
        .args(["-f", "-qq", "-o", "/dev/null", "-e", "trace=fsync", "-e"])
        .args(["inject=fsync:signal=STOP:when=1", MILEPOST, "-r"])
        .arg(place.site())
        .arg("clean")
        .stderr(Stdio::piped())
        .spawn();
    let Ok(mut strace) = strace else {
        println!("skipped: strace is missing");
        return;
    };
    let id = strace.id();
    let mut ended = None;
    let journal = place.path("public/.milepost/stage/journal");
    while !journal.exists() && ended.is_none() {
        park_timeout(Duration::from_millis(1));
        ended = strace.try_wait().expect("a process");
    }
    place.write("public/index.html", "mine");
    while ended.is_none() {
        let children = fs::read_to_string(format!("/proc/{id}/task/{id}/children"));
        let _ = Command::new("kill")
            .arg("-CONT")
            .args(children.unwrap_or_default().split_whitespace())
            .stderr(Stdio::null())
            .status();
        ended = strace.try_wait().expect("a process");
    }
    let report = strace.wait_with_output().expect("it ends").stderr;
    let report = String::from_utf8_lossy(&report);
    assert!(
        report.contains("index.html was changed by hand and stays"),
        "{report}"
    );
    let left = place.output();
    assert_eq!(
        left.get("index.html").map(Vec::as_slice),
        Some(&b"mine"[..])
    );
    let removed = format!("Removed {} files.", pages - left.len());
    assert!(report.contains(&removed), "{report} {left:?}");
    // It is on the list of edited files, so that the next build keeps it aside.
    place.succeed(&["build"]);
    assert!(place.path("public/.milepost/kept/1/index.html").exists());
}
