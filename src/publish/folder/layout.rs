//! The places of things in an output folder: the one file that knows their names.

use crate::digest::Digest;
use crate::path::OutputPath;
use crate::publish::manifest::STATE_DIR;
use std::path::{Path, PathBuf};

/// An output folder, known by its canonical path.
#[derive(Debug, Clone)]
pub(super) struct Layout {
    output: PathBuf,
}

impl Layout {
    /// Takes the canonical path of an output folder.
    pub(super) fn of(output: PathBuf) -> Self {
        Self { output }
    }

    /// Returns the output folder itself.
    pub(super) fn output(&self) -> &Path {
        &self.output
    }

    /// Returns the place of a file or folder of the site.
    pub(super) fn site(&self, path: &str) -> PathBuf {
        self.output.join(path)
    }

    /// Returns the folder that Milepost keeps for itself.
    pub(super) fn state_dir(&self) -> PathBuf {
        self.output.join(STATE_DIR)
    }

    /// Returns the file that the writer holds locked.
    pub(super) fn lock(&self) -> PathBuf {
        self.state_dir().join("lock")
    }

    pub(super) fn manifest(&self) -> PathBuf {
        self.state_dir().join("manifest")
    }

    /// Returns the mark that the stage is complete.
    pub(super) fn journal(&self) -> PathBuf {
        self.state_dir().join("journal")
    }

    /// Returns the folder of the backups, relative to the output.
    pub(super) fn backups_below_output() -> String {
        format!("{STATE_DIR}/kept")
    }

    /// Returns the folder of the backups.
    pub(super) fn backups(&self) -> PathBuf {
        self.site(&Self::backups_below_output())
    }

    /// Returns the folder of outputs that are not in place yet.
    pub(super) fn stage(&self) -> PathBuf {
        self.state_dir().join("stage")
    }

    /// Returns the place of an output in the stage. The stage is flat, so that staging makes no
    /// folders and each thread can stage without asking another.
    pub(super) fn staged(&self, path: &OutputPath) -> PathBuf {
        let name = Digest::of_bytes(path.as_str().as_bytes()).short(32);
        self.stage().join(name)
    }
}
