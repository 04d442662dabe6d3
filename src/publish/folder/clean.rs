//! Cleaning: removing the published site from its folder again.

use super::abandonment;
use super::disk::{PathKind, path_kind};
use super::execution::{self, remove_emptied};
use super::inventory;
use super::journal_file::{self, PreviousManifest};
use super::layout::{LOCK, Layout, MANIFEST, STAGE};
use super::lock::{self, Holder};
use super::recovery;
use crate::disk::{self, Folder, Kind};
use crate::path::OutputPath;
use crate::publish::error::{PublishError, cannot};
use crate::publish::journal::Journal;
use crate::publish::manifest::{BACKUPS, Manifest, STATE_DIR};
use crate::publish::steps::{Ownership, Step};
use std::io::ErrorKind;
use std::path::Path;

/// The result of cleaning.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CleanSummary {
    /// The number of files that were removed.
    pub removed: usize,
    /// Files that Milepost wrote and that were changed by hand since. They stay, and so does their
    /// manifest, so that the next build keeps them aside.
    pub edited: Vec<OutputPath>,
    /// True if `.milepost/kept/` still holds files that were edited earlier.
    pub has_backups: bool,
}

/// Removes exactly the files in a folder that Milepost wrote and that were not changed since, then
/// Milepost's own folder there, then the folders that this emptied, the output too. An output that
/// is named by a link stands: the next build could not publish into a link that leads nowhere. Does
/// nothing where Milepost never wrote. Waits for another writer as [`open`](super::open()) does.
///
/// # Errors
/// When the manifest is damaged (nothing is removed then), or when the disk or the system refuses.
pub fn clean(
    output: &Path,
    waiting: &mut dyn FnMut(&Holder),
) -> Result<CleanSummary, PublishError> {
    let is_link = disk::status_of_named(output).is_some_and(|status| status.kind == Kind::Link);
    let Ok(output) = disk::canonical(output) else {
        return Ok(CleanSummary::default());
    };
    match Layout::open(&output)? {
        Some(layout) if layout.has_state()? => {}
        _ => return Ok(CleanSummary::default()),
    }
    let (layout, lock) = lock::acquire(&output, waiting)?;
    // A site that cannot be finished can be removed all the same: people clean to make room.
    if recovery::finish_or_discard(&layout).is_err() {
        abandonment::give_up(&layout)?;
    }
    let previous = PreviousManifest::read(&layout)?;
    if previous.is_damaged {
        return Err(PublishError::DamagedManifest(layout.shown(MANIFEST)));
    }
    let mut summary = remove_site(&layout, &previous)?;
    summary.has_backups = remove_state(&layout, &summary.edited)?;
    if !summary.has_backups && !is_link {
        remove_output(&output);
    }
    drop(lock);
    Ok(summary)
}

/// Removes the output folder, if it is empty. It may hold foreign files, have a disk mounted on it,
/// or lie in a folder that may not be changed.
fn remove_output(output: &Path) {
    if let (Some(above), Some(name)) = (output.parent(), output.file_name()) {
        let _ = Folder::open_exactly(above).and_then(|above| above.remove_folder(name));
    }
}

/// Removes what Milepost wrote, and the folders that this empties.
fn remove_site(layout: &Layout, previous: &PreviousManifest) -> Result<CleanSummary, PublishError> {
    let mut rest = Manifest::default();
    let inventory = inventory::take(layout, previous, &rest, std::iter::empty())?;
    let mut summary = CleanSummary::default();
    let mut steps = Vec::new();
    for path in previous.manifest.in_removal_order() {
        match inventory.get(path.as_str()) {
            Some(Ownership::Ours(stamp)) => steps.push(Step::Remove {
                path: path.clone(),
                stamp: *stamp,
            }),
            Some(Ownership::Edited(_)) => summary.edited.push(path.clone()),
            _ => {}
        }
    }
    let entry = |path: &OutputPath| Some((path.clone(), *previous.manifest.files.get(path)?));
    rest.files = summary.edited.iter().filter_map(entry).collect();
    let mut journal = Journal {
        manifest: rest,
        steps,
    };
    carry_out(layout, &journal)?;
    let mut late = Vec::new();
    for path in journal.steps.iter().map(Step::path) {
        match path_kind(layout, path.as_str())? {
            PathKind::Missing => summary.removed += 1,
            _ => late.push(path.clone()),
        }
    }
    // These were changed after the inventory.
    if !late.is_empty() {
        journal.manifest.files.extend(late.iter().filter_map(entry));
        journal.steps.clear();
        journal_file::write_manifest(layout, &journal)?;
        recovery::discard(layout)?;
        summary.edited.extend(late);
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

/// Carries out the removals. If they are interrupted, the next command finishes them, so that there
/// is never half a site.
fn carry_out(layout: &Layout, journal: &Journal) -> Result<(), PublishError> {
    if journal.steps.is_empty() {
        return Ok(());
    }
    let sealed = layout
        .attempt("create the folder", STAGE, |output| {
            output.create_folder(STAGE)
        })
        .and_then(|()| journal_file::seal(layout, journal));
    if sealed.is_err() {
        // A full disk has no room for a journal, and people clean to make room.
        recovery::discard(layout)?;
        return execution::carry_out(layout, journal).map(drop);
    }
    // What cannot be removed stays, and hinders no other command.
    let removed = execution::carry_out(layout, journal)
        .and_then(|_| journal_file::commit(layout))
        .or_else(|error| abandonment::give_up(layout).and(Err(error)));
    recovery::discard(layout)?;
    removed
}

/// Removes Milepost's own folder. Returns true if there are backups, which stay. The manifest of
/// edited files stays too.
fn remove_state(layout: &Layout, edited: &[OutputPath]) -> Result<bool, PublishError> {
    // The manifest goes last but for the lock: while it exists, cleaning can be done again.
    let manifest = edited.is_empty().then_some(MANIFEST);
    for place in manifest.into_iter().chain([LOCK]) {
        if path_kind(layout, place)? != PathKind::Missing {
            layout.attempt("remove", place, |output| output.remove_file(place))?;
        }
    }
    let has_backups = path_kind(layout, BACKUPS)? != PathKind::Missing;
    if !has_backups {
        match layout.output().remove_folder(STATE_DIR) {
            // A manifest stays, or a process that waited for the lock has come already.
            Err(cause) if cause.kind() == ErrorKind::DirectoryNotEmpty => {}
            result => result.map_err(cannot("remove", &layout.shown(STATE_DIR)))?,
        }
    }
    Ok(has_backups)
}
