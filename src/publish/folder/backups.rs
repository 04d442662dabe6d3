//! Backups: files in the output folder that were edited by hand and are in the way of an output.
//! They move to `kept/`, and a warning says where they are.

use super::disk::{PathKind, path_kind};
use super::layout::Layout;
use crate::diagnostic::{Diagnostic, Place};
use crate::path::OutputPath;
use crate::publish::error::{PublishError, cannot};
use crate::publish::manifest::BACKUPS;
use std::io::{self, ErrorKind};

/// A file that was moved out of the way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Backup {
    /// Its path before, relative to the output.
    pub(super) original: String,
    /// Its path now, relative to the output.
    pub(super) backup: String,
}

/// Creates a new folder for backups and returns its path, relative to the output. Each publishing
/// that needs one has its own, so that no backup is ever written over. `put` makes a folder where
/// there is nothing.
pub(super) fn create_folder(
    layout: &Layout,
    mut put: impl FnMut(&str) -> io::Result<()>,
) -> Result<String, PublishError> {
    let mut create = |place: &str| match put(place) {
        Ok(()) => Ok(true),
        Err(cause) if cause.kind() == ErrorKind::AlreadyExists => Ok(false),
        Err(cause) => Err(cannot("create the folder", &layout.shown(place))(cause)),
    };
    if !create(BACKUPS)? && path_kind(layout, BACKUPS)? != PathKind::Folder {
        let cause = ErrorKind::AlreadyExists.into();
        return Err(cannot("create the folder", &layout.shown(BACKUPS))(cause));
    }
    let mut number = 1u32;
    loop {
        let folder = format!("{BACKUPS}/{number}");
        if create(&folder)? {
            return Ok(folder);
        }
        number += 1;
    }
}

/// Returns the warnings that tell the user where the backups are.
pub(super) fn warnings(backups: Vec<Backup>) -> Vec<Diagnostic> {
    backups.into_iter().map(warning).collect()
}

fn warning(Backup { original, backup }: Backup) -> Diagnostic {
    let message = format!(
        "`{original}` in the output folder was not as Milepost wrote it; \
         that version is now `{backup}` there"
    );
    let diagnostic = Diagnostic::warning("edited-output", message).advise(
        "Pages are made from the files in `content/`, `static/` and the theme: \
         make the change there, and delete the kept file when you no longer need it",
    );
    match OutputPath::new(&original) {
        Ok(path) => diagnostic.at(Place::Output(path)),
        Err(_) => diagnostic,
    }
}
