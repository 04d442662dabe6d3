//! Cleaning: removing the published site from its folder again.

use super::disk::{PathKind, path_kind};
use super::execution::{Executor, remove_emptied};
use super::inventory;
use super::journal_file::PreviousManifest;
use super::layout::Layout;
use super::lock::{self, Holder};
use super::recovery;
use crate::path::OutputPath;
use crate::publish::error::{PublishError, cannot};
use crate::publish::manifest::Manifest;
use crate::publish::steps::Ownership;
use std::fs;
use std::io::ErrorKind;
use std::path::Path;

/// The result of cleaning.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CleanSummary {
    /// The number of files that were removed.
    pub removed: usize,
    /// Files that Milepost wrote and that were changed by hand since. They stay, and are foreign
    /// from now on.
    pub edited: Vec<OutputPath>,
    /// True if `.milepost/kept/` still holds files that were edited earlier.
    pub has_backups: bool,
}

/// Removes exactly the files in a folder that Milepost wrote and that were not changed since, then
/// Milepost's own folder there, then the folders that this emptied, the output too. Does nothing
/// where Milepost never wrote. Waits for another writer as [`open`](super::open()) does.
///
/// # Errors
/// When the manifest is damaged (nothing is removed then), or when the disk or the system refuses.
pub fn clean(
    output: &Path,
    waiting: &mut dyn FnMut(&Holder),
) -> Result<CleanSummary, PublishError> {
    let Ok(output) = fs::canonicalize(output) else {
        return Ok(CleanSummary::default());
    };
    let layout = Layout::of(output);
    if path_kind(&layout.state_dir())? != PathKind::Folder {
        return Ok(CleanSummary::default());
    }
    let lock = lock::acquire(&layout, waiting)?;
    recovery::finish_or_discard(&layout)?;
    let previous = PreviousManifest::read(&layout)?;
    if previous.is_damaged {
        return Err(PublishError::DamagedManifest(layout.manifest()));
    }
    let mut summary = remove_site(&layout, &previous)?;
    summary.has_backups = remove_state(&layout)?;
    drop(lock);
    Ok(summary)
}

/// Removes what Milepost wrote, and the folders that this empties.
fn remove_site(layout: &Layout, previous: &PreviousManifest) -> Result<CleanSummary, PublishError> {
    let nothing = Manifest::default();
    let inventory = inventory::take(layout, previous, &nothing, std::iter::empty())?;
    let mut executor = Executor::new(layout, &nothing);
    let mut summary = CleanSummary::default();
    for path in previous.manifest.in_removal_order() {
        match inventory.get(path.as_str()) {
            Some(Ownership::Ours(stamp)) => {
                summary.removed += usize::from(executor.remove(path, *stamp)?);
            }
            Some(Ownership::Edited(_)) => summary.edited.push(path.clone()),
            _ => {}
        }
    }
    // Files behind a link are not in the inventory, and their folders are not touched.
    let reached = previous
        .manifest
        .files
        .keys()
        .filter(|path| inventory.contains_key(path.as_str()));
    remove_emptied(layout, reached)?;
    Ok(summary)
}

/// Removes Milepost's own folder, and the output if nothing else is in it. Returns true if there
/// are backups, which stay.
fn remove_state(layout: &Layout) -> Result<bool, PublishError> {
    // The manifest goes last but for the lock: while it exists, cleaning can be done again.
    for path in [layout.manifest(), layout.lock()] {
        if path_kind(&path)? != PathKind::Missing {
            fs::remove_file(&path).map_err(cannot("remove", &path))?;
        }
    }
    let has_backups = path_kind(&layout.backups())? != PathKind::Missing;
    if !has_backups {
        match fs::remove_dir(layout.state_dir()) {
            // A process that waited for the lock has come already.
            Err(cause) if cause.kind() == ErrorKind::DirectoryNotEmpty => {}
            result => result.map_err(cannot("remove", &layout.state_dir()))?,
        }
        // It may hold foreign files, have a disk mounted on it, or lie in a folder that may not be
        // changed.
        let _ = fs::remove_dir(layout.output());
    }
    Ok(has_backups)
}
