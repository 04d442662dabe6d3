//! The places of things in an output folder: the one file that knows their names.
//!
//! The output is opened once. All places are names below it, which lead through no link.

use crate::digest::Digest;
use crate::disk::{Folder, Kind};
use crate::path::OutputPath;
use crate::publish::error::{PublishError, cannot};
use crate::publish::manifest::STATE_DIR;
use std::io;
use std::path::{Path, PathBuf};

/// The file that the writer holds locked.
pub(super) const LOCK: &str = ".milepost/lock";

/// The list of the files that Milepost wrote.
pub(super) const MANIFEST: &str = ".milepost/manifest";

/// The mark that the stage is complete.
pub(super) const JOURNAL: &str = ".milepost/journal";

/// The folder of outputs that are not in place yet.
pub(super) const STAGE: &str = ".milepost/stage";

/// An output folder, opened once.
#[derive(Debug)]
pub(super) struct Layout {
    output: Folder,
}

impl Layout {
    /// Opens an output folder by its canonical path. `None` if it is missing.
    pub(super) fn open(output: &Path) -> Result<Option<Self>, PublishError> {
        match Folder::open_exactly(output) {
            Ok(output) => Ok(Some(Self { output })),
            Err(cause) if cause.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(cause) => Err(cannot("open the folder", output)(cause)),
        }
    }

    /// Opens an output folder by its canonical path, and creates it if it is missing.
    pub(super) fn open_or_create(output: &Path) -> Result<Self, PublishError> {
        match Self::open(output)? {
            Some(layout) => Ok(layout),
            None => Folder::create_exactly(output)
                .map(|output| Self { output })
                .map_err(cannot("create the folder", output)),
        }
    }

    /// Returns the output folder itself.
    pub(super) fn output(&self) -> &Folder {
        &self.output
    }

    /// Returns the path of a place on this machine, for messages.
    pub(super) fn shown(&self, place: &str) -> PathBuf {
        self.output.path_of(place)
    }

    /// Calls a function with the output folder; an error names the place that it was about.
    pub(super) fn attempt<T>(
        &self,
        attempt: &'static str,
        place: &str,
        call: impl FnOnce(&Folder) -> io::Result<T>,
    ) -> Result<T, PublishError> {
        call(&self.output).map_err(|cause| cannot(attempt, &self.shown(place))(cause))
    }

    /// True if Milepost has a folder of its own there.
    pub(super) fn has_state(&self) -> Result<bool, PublishError> {
        let found = self.attempt("look at", STATE_DIR, |output| output.status(STATE_DIR))?;
        Ok(found.is_some_and(|found| found.kind == Kind::Folder))
    }
}

/// Returns the name of an output in the stage. The stage is flat, so that staging makes no folders
/// and each thread can stage without asking another.
pub(super) fn staged_name(path: &OutputPath) -> String {
    Digest::of_bytes(path.as_str().as_bytes()).short(32)
}

/// Returns the place of an output in the stage.
pub(super) fn staged(path: &OutputPath) -> String {
    format!("{STAGE}/{}", staged_name(path))
}
