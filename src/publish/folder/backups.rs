//! Backups: files in the output folder that were edited by hand and are in the way of an output.
//! They move to `kept/`, and a warning says where they are.

use super::disk::{PathKind, path_kind};
use super::layout::Layout;
use crate::diagnostic::{Diagnostic, Place};
use crate::path::OutputPath;
use crate::publish::error::{PublishError, cannot};
use std::fs;
use std::io::ErrorKind;

/// A file that was moved out of the way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Backup {
    /// Its path before, relative to the output.
    pub(super) original: String,
    /// Its path now, relative to the output.
    pub(super) backup: String,
}

/// Creates a new folder for backups and returns its path, relative to the output. Each publishing
/// that needs one has its own, so that no backup is ever written over.
pub(super) fn create_folder(layout: &Layout) -> Result<String, PublishError> {
    let backups = layout.backups();
    match fs::create_dir(&backups) {
        Err(cause)
            if cause.kind() == ErrorKind::AlreadyExists
                && matches!(path_kind(&backups), Ok(PathKind::Folder)) => {}
        result => result.map_err(cannot("create the folder", &backups))?,
    }
    let mut number = 1u32;
    loop {
        let folder = backups.join(number.to_string());
        match fs::create_dir(&folder) {
            Ok(()) => return Ok(format!("{}/{number}", Layout::backups_below_output())),
            Err(cause) if cause.kind() == ErrorKind::AlreadyExists => number += 1,
            Err(cause) => return Err(cannot("create the folder", &folder)(cause)),
        }
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
