//! Where things lie in an output folder: the one place that knows the names.

use crate::digest::Digest;
use crate::path::OutputPath;
use std::path::{Path, PathBuf};

/// The folder in the output that is ours.
pub(in crate::publish) const HOUSE: &str = ".milepost";

/// An output folder by its canonical path.
#[derive(Debug, Clone)]
pub(in crate::publish) struct Layout {
    output: PathBuf,
}

impl Layout {
    /// Of an output folder, given by its canonical path.
    pub(in crate::publish) fn of(output: PathBuf) -> Self {
        Self { output }
    }

    /// The output folder itself.
    pub(in crate::publish) fn output(&self) -> &Path {
        &self.output
    }

    /// Where a file or folder of the site lies.
    pub(in crate::publish) fn site(&self, path: &str) -> PathBuf {
        self.output.join(path)
    }

    /// The folder that is ours.
    pub(in crate::publish) fn house(&self) -> PathBuf {
        self.output.join(HOUSE)
    }

    /// The file that the writer holds locked.
    pub(in crate::publish) fn lock(&self) -> PathBuf {
        self.house().join("lock")
    }

    /// What we wrote.
    pub(in crate::publish) fn manifest(&self) -> PathBuf {
        self.house().join("manifest")
    }

    /// The mark that the stage is complete.
    pub(in crate::publish) fn journal(&self) -> PathBuf {
        self.house().join("journal")
    }

    /// Where the files of hands are kept.
    pub(in crate::publish) fn kept(&self) -> PathBuf {
        self.house().join("kept")
    }

    /// Outputs that are not in place yet.
    pub(in crate::publish) fn stage(&self) -> PathBuf {
        self.house().join("stage")
    }

    /// An output that is not in place yet. The stage is flat, so that staging makes no folders and
    /// any thread can stage without asking another.
    pub(in crate::publish) fn staged(&self, path: &OutputPath) -> PathBuf {
        self.stage().join(staged_name(path))
    }
}

/// The name of an output in the stage.
pub(in crate::publish) fn staged_name(path: &OutputPath) -> String {
    Digest::of_bytes(path.as_str().as_bytes()).short(32)
}

/// Whether a path of the site would lie in our folder, on disks that do not tell cases apart too.
pub(in crate::publish) fn is_reserved(path: &OutputPath) -> bool {
    path.as_str()
        .split('/')
        .next()
        .is_some_and(|first| first.eq_ignore_ascii_case(HOUSE))
}
