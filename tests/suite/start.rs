//! `milepost` without a command, at a terminal and without one. The browser is a script that writes
//! down the address that it gets.

use crate::support::{Site, files_below};
use rustix::fs::{CWD, FileType, Mode, mknodat};
use rustix::pty::{OpenptFlags, grantpt, openpt, ptsname, unlockpt};
use std::ffi::OsStr;
use std::fs::{self, File, OpenOptions};
use std::io::{BufRead, BufReader, Read, Write};
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdout, Command, Stdio};
use tempfile::TempDir;

/// A browser that writes the address that it gets into a pipe.
struct Browser {
    folder: TempDir,
}

impl Browser {
    fn new() -> Self {
        let folder = TempDir::new().expect("a folder");
        let pipe = folder.path().join("opened");
        mknodat(CWD, &pipe, FileType::Fifo, Mode::RWXU, 0).expect("a pipe");
        fs::write(
            folder.path().join("browser"),
            format!("printf %s \"$1\" > '{}'\n", pipe.display()),
        )
        .expect("a script");
        Browser { folder }
    }

    /// Returns the value of the variable `BROWSER`. Its first command does not exist.
    fn command(&self) -> String {
        format!("{0}/missing:sh {0}/browser", self.folder.path().display())
    }

    /// Waits for the address that the browser gets.
    fn opened(&self) -> String {
        fs::read_to_string(self.folder.path().join("opened")).expect("the pipe")
    }
}

/// A run of the program in a folder. It ends when the value is dropped.
struct Run {
    child: Child,
    output: BufReader<ChildStdout>,
}

impl Run {
    fn start(
        arguments: &[&str],
        folder: &Path,
        browser: &Browser,
        input: Stdio,
        errors: Stdio,
    ) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_milepost"));
        command
            .args(arguments)
            .current_dir(folder)
            .env("BROWSER", browser.command())
            .env_remove("SOURCE_DATE_EPOCH");
        let mut child = command
            .stdin(input)
            .stderr(errors)
            .stdout(Stdio::piped())
            .spawn()
            .expect("the program");
        let output = BufReader::new(child.stdout.take().expect("it was piped"));
        Run { child, output }
    }

    /// Waits for the address that the program prints.
    fn address(&mut self) -> String {
        let mut line = String::new();
        self.output.read_line(&mut line).expect("a line");
        line.split_whitespace()
            .find(|word| word.starts_with("http://"))
            .unwrap_or_else(|| panic!("{line:?}"))
            .to_owned()
    }

    fn code(&mut self) -> Option<i32> {
        self.child.wait().expect("it ends").code()
    }
}

impl Drop for Run {
    fn drop(&mut self) {
        // The program may have ended already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A terminal, from the side of the user.
struct Terminal {
    user: File,
    device: PathBuf,
    /// The output of the program that was read so far.
    seen: String,
}

impl Terminal {
    fn new() -> Self {
        let user = openpt(OpenptFlags::RDWR | OpenptFlags::NOCTTY).expect("a terminal");
        grantpt(&user).expect("a terminal");
        unlockpt(&user).expect("a terminal");
        let device = ptsname(&user, Vec::new()).expect("a name");
        Terminal {
            device: OsStr::from_bytes(device.to_bytes()).into(),
            user: user.into(),
            seen: String::new(),
        }
    }

    fn end(&self) -> Stdio {
        OpenOptions::new()
            .read(true)
            .write(true)
            .open(&self.device)
            .expect("the terminal")
            .into()
    }

    /// Waits for a question of the program and answers it.
    fn answer(&mut self, question: &str, answer: &str) {
        let from = self.seen.len();
        while !self.seen[from..].contains(question) {
            let mut bytes = [0; 1024];
            let count = self.user.read(&mut bytes).expect("the program writes");
            self.seen
                .push_str(&String::from_utf8_lossy(&bytes[..count]));
        }
        self.user
            .write_all(answer.as_bytes())
            .expect("the program reads");
    }
}

/// Starts the program in an empty folder at a terminal and answers its questions.
fn asked(answers: &[&str], folder: &Path, browser: &Browser) -> (Run, Terminal) {
    let mut terminal = Terminal::new();
    let run = Run::start(&[], folder, browser, terminal.end(), terminal.end());
    for answer in answers {
        terminal.answer("(yes or no) ", answer);
    }
    (run, terminal)
}

#[test]
fn a_site_is_shown_in_the_browser() {
    let site = Site::new(&[("content/_index.md", "# Home\n")]);
    let browser = Browser::new();
    for arguments in [&[][..], &["serve", "--open", "--port", "0"]] {
        let mut run = Run::start(
            arguments,
            &site.root(),
            &browser,
            Stdio::null(),
            Stdio::null(),
        );
        assert_eq!(browser.opened(), run.address(), "{arguments:?}");
    }
}

#[test]
fn without_a_site_and_a_terminal_it_names_the_commands() {
    let (folder, browser) = (TempDir::new().expect("a folder"), Browser::new());
    let mut run = Run::start(&[], folder.path(), &browser, Stdio::null(), Stdio::piped());
    assert_eq!(run.code(), Some(2));
    let mut errors = String::new();
    run.child
        .stderr
        .take()
        .expect("it was piped")
        .read_to_string(&mut errors)
        .expect("text");
    assert!(
        errors.contains("`milepost init`") && errors.contains("`milepost --help`"),
        "{errors}"
    );
    let mut printed = String::new();
    run.output.read_to_string(&mut printed).expect("text");
    assert_eq!(
        (printed.as_str(), files_below(folder.path()).as_slice()),
        ("", &[][..])
    );
}

#[test]
fn without_a_site_it_makes_one_if_the_user_says_yes() {
    let (folder, browser) = (TempDir::new().expect("a folder"), Browser::new());
    let (mut run, terminal) = asked(&["\n", "what?\n", "Yes\n"], folder.path(), &browser);
    let address = run.address();
    assert_eq!(browser.opened(), address, "{}", terminal.seen);
    let files = files_below(folder.path());
    for file in ["site.yaml", "content/_index.md", "content/first-page.md"] {
        assert!(
            files.iter().any(|known| known == file),
            "{file} is missing in {files:?}"
        );
    }
}

#[test]
fn without_a_site_it_makes_none_if_the_user_says_no() {
    // The last answer is the end of the input, Ctrl-D.
    for answer in ["no\n", "N\n", "\u{4}"] {
        let (folder, browser) = (TempDir::new().expect("a folder"), Browser::new());
        let (mut run, _terminal) = asked(&[answer], folder.path(), &browser);
        assert_eq!(run.code(), Some(0), "{answer:?}");
        assert!(files_below(folder.path()).is_empty(), "{answer:?}");
    }
}

#[test]
fn site_yaml_may_name_the_port_and_have_the_browser_open() {
    let taken = std::net::TcpListener::bind(("127.0.0.1", 0)).expect("a port");
    let port = taken.local_addr().expect("it is bound").port();
    let site = Site::new(&[
        ("content/_index.md", "# Home\n"),
        (
            "site.yaml",
            &format!("preview:\n  port: {port}\n  open: true\n"),
        ),
    ]);
    let browser = Browser::new();
    let mut refused = Run::start(
        &["serve"],
        &site.root(),
        &browser,
        Stdio::null(),
        Stdio::piped(),
    );
    assert_eq!(
        refused.code(),
        Some(1),
        "a port that the user named is not replaced by another"
    );
    drop(taken);
    let mut run = Run::start(
        &["serve"],
        &site.root(),
        &browser,
        Stdio::null(),
        Stdio::null(),
    );
    assert_eq!(run.address(), format!("http://127.0.0.1:{port}/"));
    assert_eq!(browser.opened(), format!("http://127.0.0.1:{port}/"));
}
