//! The history of documents in git: the times at which each was first and last committed.
//!
//! It is read before a build, which has it as an input like its options, and only for a site that
//! asks for it. Commits are read by one run of git; nothing that the repository configures is run.

mod log;

pub use log::FileTimes;

use crate::config::{self, GitDates};
use crate::digest::Digested;
use crate::path::{SITE_FILE, SourcePath};
use crate::programs;
use crate::source::Snapshot;
use std::collections::BTreeMap;
use std::path::Path;

/// The history of the documents of a site.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct History {
    /// The times of each file that was committed.
    pub files: BTreeMap<SourcePath, FileTimes>,
    /// The reason for which there is no history.
    pub problem: Option<Problem>,
}

/// A reason for which there is no history.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Problem {
    /// There is no program `git`.
    NoProgram,
    /// The folder is in no repository, or in one without a commit.
    NoRepository,
    /// The repository has the last commits alone, so that older files would get wrong days.
    Shallow,
}

/// Options for git, so that it neither runs a program that the repository names nor fetches what
/// the repository lacks.
const QUIET: [&str; 7] = [
    "--no-pager",
    "-c",
    "log.showSignature=false",
    "-c",
    "core.fsmonitor=false",
    "-c",
    "core.quotePath=false",
];

/// Reads the history of the site in a folder, if its site.yaml asks for it.
pub fn of_site(root: &Path, snapshot: &Snapshot) -> Option<Digested<History>> {
    let text = snapshot.text(SITE_FILE)?;
    // Hardly a site asks, and to look for a word costs less than to read the settings for each
    // edit. A backslash may write a letter of the word.
    if !text.contains("git_dates") && !text.contains('\\') {
        return None;
    }
    let config = config::read(Some(text)).value;
    (config.git_dates != GitDates::None).then(|| Digested::new(read(root)))
}

fn read(root: &Path) -> History {
    let files = commits(root);
    let (files, problem) = match files {
        Ok(files) => (files, None),
        Err(problem) => (BTreeMap::new(), Some(problem)),
    };
    History { files, problem }
}

fn commits(root: &Path) -> Result<BTreeMap<SourcePath, FileTimes>, Problem> {
    let git = |arguments: &[&str]| {
        let all = QUIET.iter().chain(arguments);
        let output = programs::output("git", all, root, &[("GIT_NO_LAZY_FETCH", "1")]);
        output
            .map_err(|_| Problem::NoProgram)?
            .ok_or(Problem::NoRepository)
    };
    let shallow = git(&["rev-parse", "--is-shallow-repository"])?;
    if shallow.starts_with(b"true") {
        return Err(Problem::Shallow);
    }
    // Only files that are moved unchanged are followed: that needs no content of a file.
    let log = git(&[
        "log",
        "-z",
        "--relative",
        "--name-status",
        "--find-renames=100%",
        "--no-ext-diff",
        "--no-textconv",
        "--no-color",
        "--format=format:%x01%at",
        "--",
        "content",
    ])?;
    Ok(log::times(&String::from_utf8_lossy(&log)))
}
