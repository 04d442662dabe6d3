//! All that steps need and a disk may refuse, before the journal is sealed: afterwards the steps
//! would have to be finished.
//!
//! The files are in the stage by then, and renaming them takes no room. The folders that are
//! missing are made in the stage too, empty, and renamed into place by the steps. So a disk that
//! takes no more folders is noticed while the site is whole, and a kill leaves none of them.

use super::layout::{Layout, STAGE};
use crate::disk::{Kind, is_absence};
use crate::publish::error::PublishError;
use crate::publish::manifest::BACKUPS;
use crate::publish::steps::{Step, folders_above};
use std::collections::BTreeSet;
use std::io::{self, ErrorKind};
use std::path::Path;

/// The names of prepared folders begin with this. Staged outputs have digests as names.
const PREFIX: &str = "folder-";

/// Refuses steps into folders that cannot be changed, and prepares the folders that are missing.
pub(super) fn prepare(layout: &Layout, steps: &[Step]) -> Result<(), PublishError> {
    let missing = missing_folders(layout, steps)? + backup_folders(steps);
    for number in 0..missing {
        let place = format!("{STAGE}/{PREFIX}{number}");
        layout.attempt("create the folder", &place, |output| {
            output.create_folder(&place)
        })?;
    }
    Ok(())
}

/// Counts the folders that are missing, and checks that the ones above them can be changed.
fn missing_folders(layout: &Layout, steps: &[Step]) -> Result<usize, PublishError> {
    let mut seen = BTreeSet::new();
    let mut missing = 0;
    for step in steps {
        // A folder that is missing will be put into the folder above.
        for folder in folders_above(step.path().as_str()).chain([""]) {
            if !seen.insert(folder) {
                break;
            }
            match layout.output().folder(folder) {
                Err(cause) if is_absence(&cause) => missing += 1,
                opened => {
                    layout.attempt("write into", folder, |_| opened?.check_may_change())?;
                    break;
                }
            }
        }
    }
    Ok(missing)
}

/// Counts the folders that backups need: their own, its number, and those above the files in it.
fn backup_folders(steps: &[Step]) -> usize {
    let files = steps.iter().filter_map(|step| match step {
        Step::BackUp { path, .. } => Some(path.as_str()),
        _ => None,
    });
    let (mut above, mut own) = (BTreeSet::new(), 0);
    for file in files {
        own = BACKUPS.split('/').count();
        above.extend(folders_above(file));
    }
    own + above.len()
}

/// The prepared folders that are left in the stage.
pub(super) struct PreparedFolders(Vec<String>);

impl PreparedFolders {
    /// Finds them.
    pub(super) fn find(layout: &Layout) -> Self {
        let names = layout
            .output()
            .folder(STAGE)
            .and_then(|stage| stage.names());
        let names = names.unwrap_or_default().into_iter();
        let prepared = names.filter_map(|(name, kind)| {
            let name = name.into_string().ok()?;
            (kind == Kind::Folder && name.starts_with(PREFIX)).then_some(name)
        });
        PreparedFolders(prepared.collect())
    }

    /// Puts one into a place at which there is nothing. Where there is none, or renaming does not
    /// lead, a new one is made.
    pub(super) fn put(&mut self, layout: &Layout, place: &str) -> io::Result<()> {
        let output = layout.output();
        let Some(name) = self.0.last() else {
            return output.create_folder(place);
        };
        let prepared = format!("{STAGE}/{name}");
        match output.rename_to_vacant(Path::new(&prepared), output, Path::new(place)) {
            Ok(()) => {
                self.0.pop();
                Ok(())
            }
            Err(cause) if cause.kind() == ErrorKind::AlreadyExists => Err(cause),
            Err(_) => output.create_folder(place),
        }
    }
}
