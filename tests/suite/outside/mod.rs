//! Nothing outside the site: folders that somebody prepared, each with a canary beside it of which
//! no byte may be read into an output, changed or removed.

mod cache;
mod clean;
mod links;
mod pipes;
mod trees;

use crate::program::milepost;
use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::{FileTypeExt, MetadataExt, symlink};
use std::path::{Path, PathBuf};
use std::process::Output;
use tempfile::TempDir;

/// A site in `site/`, and somebody else's files in `canary/` beside it.
struct Hostile {
    top: TempDir,
    /// The names, the times and the bytes of all that must stay.
    before: BTreeMap<PathBuf, String>,
}

impl Hostile {
    /// Returns a site with one page. `canary` are files of somebody else, with their texts.
    fn new(canary: &[(&str, &str)]) -> Self {
        let top = TempDir::new().expect("a folder");
        let mut hostile = Hostile {
            top,
            before: BTreeMap::new(),
        };
        hostile.write("site/content/_index.md", "# A\n");
        for (path, text) in canary {
            hostile.write(&format!("canary/{path}"), text);
        }
        hostile.remember();
        hostile
    }

    fn path(&self, path: &str) -> PathBuf {
        self.top.path().join(path)
    }

    fn site(&self) -> PathBuf {
        self.path("site")
    }

    fn write(&self, path: &str, text: &str) {
        let file = self.path(path);
        fs::create_dir_all(file.parent().expect("a folder")).expect("a folder");
        fs::write(file, text).expect("a file");
    }

    fn read(&self, path: &str) -> String {
        fs::read_to_string(self.path(path)).expect("a text")
    }

    fn link(&self, to: &str, from: &str) {
        let from = self.path(from);
        fs::create_dir_all(from.parent().expect("a folder")).expect("a folder");
        symlink(to, from).expect("a link");
    }

    fn run(&self, arguments: &[&str]) -> Output {
        milepost(&self.site(), arguments)
    }

    /// Runs a command, which has to succeed, and returns its messages.
    #[track_caller]
    fn succeed(&self, arguments: &[&str]) -> String {
        let output = self.run(arguments);
        let text = messages(&output);
        assert!(output.status.success(), "{arguments:?}: {text}");
        text
    }

    /// Runs a command, which has to fail, and returns its messages.
    #[track_caller]
    fn fail(&self, arguments: &[&str]) -> String {
        let output = self.run(arguments);
        let text = messages(&output);
        assert!(
            matches!(output.status.code(), Some(1 | 2)),
            "{arguments:?}: {:?} {text}",
            output.status
        );
        text
    }

    fn remember(&mut self) {
        self.before = state(&self.path("canary"));
    }

    #[track_caller]
    fn assert_canary(&self) {
        assert_eq!(state(&self.path("canary")), self.before);
    }
}

/// Makes a pipe. A program that simply opens it waits until somebody writes into it.
fn pipe(path: &Path) {
    use rustix::fs::{CWD, FileType, Mode, mknodat};
    mknodat(CWD, path, FileType::Fifo, Mode::RWXU, 0).expect("a pipe");
}

fn messages(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// Returns everything below a folder, with its size, its times and the first of its bytes.
fn state(folder: &Path) -> BTreeMap<PathBuf, String> {
    walkdir::WalkDir::new(folder)
        .into_iter()
        .filter_map(Result::ok)
        .map(|entry| {
            let found = entry.metadata().expect("a state");
            let is_pipe = found.file_type().is_fifo();
            let text = match found.is_file() && found.len() < 100_000 {
                true => fs::read(entry.path()).expect("a file"),
                false => Vec::new(),
            };
            let state = format!(
                "{} {} {} {is_pipe} {}",
                found.len(),
                found.mtime(),
                found.mtime_nsec(),
                String::from_utf8_lossy(&text)
            );
            (entry.into_path(), state)
        })
        .collect()
}
