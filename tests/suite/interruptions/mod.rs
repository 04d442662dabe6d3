//! Commands that are ended before they are done: with Ctrl-C, by the system, or killed. Whatever
//! they were doing, the sources are the old ones or the edited ones, the output is the old site or
//! the new one once another command has run, and nothing else is left.

mod calls;
mod moments;
#[cfg(target_os = "linux")]
mod signals;

use crate::photos::{jpeg, quarters};
use crate::program::MILEPOST;
use crate::publish::{Files, tree};
use std::fs;
use std::io::Write;
use std::os::unix::process::ExitStatusExt;
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Command, ExitStatus, Output, Stdio};
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// A page with a slip, and the page as it is meant.
const SLIP: &str = "---\ntitle: Sleep: why it helps\ndescription: Words.\n---\n\nText.\n";
const MEANT: &str = "---\ntitle: \"Sleep: why it helps\"\ndescription: Words.\n---\n\nText.\n";

/// A folder with a site in it, and a file beside the site that belongs to somebody else.
pub struct Place {
    folder: TempDir,
}

impl Place {
    pub fn new() -> Self {
        // Hundreds of kills are fast on a disk in memory, if the system has one. `TMPDIR` chooses
        // another disk.
        let memory = Path::new("/dev/shm");
        let folder = if memory.is_dir() && std::env::var_os("TMPDIR").is_none() {
            TempDir::new_in(memory)
        } else {
            TempDir::new()
        };
        let place = Place {
            folder: folder.expect("a folder"),
        };
        fs::write(place.folder.path().join("canary"), "mine").expect("a file");
        fs::create_dir(place.site()).expect("a folder");
        place
    }

    pub fn site(&self) -> PathBuf {
        self.folder.path().join("site")
    }

    pub fn path(&self, path: &str) -> PathBuf {
        self.site().join(path)
    }

    pub fn write(&self, path: &str, bytes: impl AsRef<[u8]>) {
        let file = self.path(path);
        fs::create_dir_all(file.parent().expect("a folder")).expect("a folder");
        fs::write(file, bytes).expect("a file");
    }

    pub fn remove(&self, path: &str) {
        let path = self.path(path);
        let _ = fs::remove_file(&path).or_else(|_| fs::remove_dir_all(&path));
    }

    /// Writes one of two sites, each with files that the other lacks.
    pub fn write_version(&self, version: &str) {
        self.write(
            "site.yaml",
            format!("title: {version}\nbase_url: https://example.org/\n"),
        );
        self.write(
            "content/_index.md",
            format!("---\ntitle: Home {version}\n---\n\n![A square](photo.jpg)\n"),
        );
        let width = if version == "a" { 60 } else { 50 };
        self.write("content/photo.jpg", jpeg(&quarters(width, 40)));
        for page in 0..8 {
            let words = format!("Words of version {version}. ").repeat(40);
            self.write(
                &format!("content/p{page}.md"),
                format!("---\ntitle: Page {page} {version}\n---\n\n{words}\n"),
            );
        }
        self.write("static/large.bin", version.repeat(1_000_000));
        self.write("assets/extra.css", format!("body {{ --it: {version} }}"));
        self.remove("static/turns");
        let (mine, other, turns) = match version {
            "a" => ("only-a", "only-b", "static/turns"),
            _ => ("only-b", "only-a", "static/turns/more"),
        };
        self.write(turns, "A file in one site, a folder in the other.");
        self.write(&format!("content/{mine}.md"), "# Here today\n");
        self.remove(&format!("content/{other}.md"));
    }

    /// Returns a command on the site.
    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(MILEPOST);
        command
            .arg("-r")
            .arg(self.site())
            .args(arguments)
            .env("RAYON_NUM_THREADS", "2")
            .env_remove("SOURCE_DATE_EPOCH")
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::piped());
        command
    }

    pub fn run(&self, arguments: &[&str]) -> Output {
        self.command(arguments).output().expect("the program")
    }

    #[track_caller]
    pub fn succeed(&self, arguments: &[&str]) {
        let ended = self.run(arguments);
        let report = String::from_utf8_lossy(&ended.stderr);
        assert!(ended.status.success(), "{arguments:?}: {report}");
    }

    /// Demands that `init` makes the site that is expected of what another one left.
    #[track_caller]
    pub fn assert_init_finishes(&self, expected: &Files, moment: &str) {
        let next = self.run(&["init"]);
        let report = String::from_utf8_lossy(&next.stderr);
        assert!(
            next.status.success() || report.contains("holds a site already"),
            "{moment}: {report}"
        );
        assert_eq!(tree(&self.site()), *expected, "{moment}");
    }

    /// Returns the output folder; nothing if it is missing.
    pub fn output(&self) -> Files {
        match self.path("public").is_dir() {
            true => tree(&self.path("public")),
            false => Files::new(),
        }
    }

    /// Returns the sources.
    pub fn sources(&self) -> Files {
        let mut files = tree(&self.site());
        files.retain(|path, _| !path.starts_with("public/") && !path.ends_with('/'));
        files
    }

    /// Demands that nothing lies about that a command needed for a moment only, and that nothing
    /// beside the site has changed.
    #[track_caller]
    pub fn assert_tidy(&self) {
        let all = walkdir::WalkDir::new(self.folder.path()).into_iter();
        for entry in all.map(|entry| entry.expect("an entry")) {
            let name = entry.file_name().to_string_lossy();
            let is_left = name.starts_with(".milepost-")
                || name.ends_with(".tmp")
                || ["stage", "journal"].contains(&&*name);
            assert!(!is_left, "{} was left", entry.path().display());
        }
        let mut beside: Vec<_> = fs::read_dir(self.folder.path())
            .expect("a folder")
            .map(|entry| entry.expect("an entry").file_name())
            .collect();
        beside.sort();
        assert_eq!(beside, ["canary", "site"]);
        let canary = fs::read(self.folder.path().join("canary")).expect("the canary");
        assert_eq!(canary, b"mine");
    }
}

/// The output folder of a site, kept aside with all of its times.
struct Spare(TempDir);

impl Spare {
    fn of(place: &Place) -> Self {
        let beside = place.folder.path().parent().expect("a folder");
        let spare = Spare(TempDir::new_in(beside).expect("a folder"));
        copy(&place.path("public"), spare.0.path());
        spare
    }

    fn put_back(&self, place: &Place) {
        place.remove("public");
        copy(&self.0.path().join("public"), &place.site());
    }
}

/// Copies a folder into another, with all times.
fn copy(from: &Path, into: &Path) {
    let copied = Command::new("cp").arg("-a").arg(from).arg(into).status();
    assert!(copied.expect("cp").success());
}

/// A signal that ends a program.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Signal {
    Interrupt = 2,
    Kill = 9,
    Terminate = 15,
}

const SIGNALS: [Signal; 3] = [Signal::Interrupt, Signal::Kill, Signal::Terminate];

/// A shell that sends signals.
struct Sender {
    shell: Child,
    input: ChildStdin,
}

impl Sender {
    fn start() -> Self {
        let mut shell = Command::new("sh")
            .stdin(Stdio::piped())
            .spawn()
            .expect("a shell");
        let input = shell.stdin.take().expect("it was piped");
        Sender { shell, input }
    }

    /// Sends a signal to a program and waits for its end. Returns the time that the end took.
    fn end(&mut self, program: Child, signal: Signal) -> (Output, Duration) {
        let began = Instant::now();
        writeln!(
            self.input,
            "kill -{} {} 2>/dev/null",
            signal as i32,
            program.id()
        )
        .expect("the shell reads");
        let ended = program.wait_with_output().expect("it ends");
        (ended, began.elapsed())
    }
}

impl Drop for Sender {
    fn drop(&mut self) {
        let _ = self.shell.kill();
        let _ = self.shell.wait();
    }
}

/// True if a signal ended a program, and nothing caught it.
fn is_ended_by(status: ExitStatus, signal: Signal) -> bool {
    status.signal() == Some(signal as i32)
}
