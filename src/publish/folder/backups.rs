//! Files that somebody changed by hand and that had to make room: where they go, and what is said
//! about them.

use super::disk::{Thing, look};
use super::layout::{HOUSE, Layout};
use crate::diagnostic::{Diagnostic, Place};
use crate::path::OutputPath;
use crate::publish::error::{PublishError, cannot};
use std::fs;
use std::io::ErrorKind;

/// A file that made room.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::publish) struct Kept {
    /// Where it stood, relative to the output.
    pub(in crate::publish) path: String,
    /// Where it is now, relative to the output.
    pub(in crate::publish) now: String,
}

/// A new folder in `kept/`, relative to the output. Each publishing that needs one has its own, so
/// that nothing there is ever written over.
pub(in crate::publish) fn new_keep(layout: &Layout) -> Result<String, PublishError> {
    let kept = layout.kept();
    match fs::create_dir(&kept) {
        Err(cause)
            if cause.kind() == ErrorKind::AlreadyExists
                && matches!(look(&kept), Ok(Thing::Folder)) => {}
        result => result.map_err(cannot("create the folder", &kept))?,
    }
    let mut number = 1u32;
    loop {
        let folder = kept.join(number.to_string());
        match fs::create_dir(&folder) {
            Ok(()) => return Ok(format!("{}/kept/{number}", HOUSE)),
            Err(cause) if cause.kind() == ErrorKind::AlreadyExists => number += 1,
            Err(cause) => return Err(cannot("create the folder", &folder)(cause)),
        }
    }
}

/// What a person has to know about files that made room.
pub(in crate::publish) fn tell(kept: Vec<Kept>) -> Vec<Diagnostic> {
    kept.into_iter()
        .map(|Kept { path, now }| {
            let message = format!("`{path}` in the output folder was not as Milepost wrote it; that version is now `{now}` there");
            let diagnostic = Diagnostic::warning("edited-output", message).advise(
                "Pages are made from the files in `content/`, `static/` and the theme: make the change there, and delete the kept file when you no longer need it",
            );
            match OutputPath::new(&path) {
                Ok(path) => diagnostic.at(Place::Output(path)),
                Err(_) => diagnostic,
            }
        })
        .collect()
}
