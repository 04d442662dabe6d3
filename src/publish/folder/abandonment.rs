//! Abandonment: giving up a publishing that stopped halfway and cannot be finished.
//!
//! New pages that replaced nothing are removed again. A page that replaced an old one stays, since
//! the old one is gone; so does the backup of a file that was edited by hand. The manifest is
//! written anew to name exactly what is in place, so the next build judges every file rightly.

use super::disk::{PathKind, path_kind, remove_copies};
use super::execution::{Executor, remove_emptied};
use super::journal_file::{self, JournalFile, PreviousManifest};
use super::layout::{JOURNAL, Layout};
use super::lock::{self, Holder};
use super::recovery;
use crate::disk;
use crate::path::OutputPath;
use crate::publish::error::PublishError;
use crate::publish::journal::Journal;
use crate::publish::manifest::Manifest;
use crate::publish::steps::Step;
use std::collections::BTreeSet;
use std::path::Path;

/// The site after an abandonment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Abandonment {
    /// Nothing had stopped halfway.
    Nothing,
    /// The site is the old one, whole.
    Whole,
    /// Files of the site are no longer the old ones: these are new, or gone.
    Mixed(Vec<OutputPath>),
}

/// Gives up a publishing that stopped halfway, and returns to the old site as far as it is still
/// there. Waits for another writer as [`open`](super::open()) does.
///
/// # Errors
/// When the disk or the system refuses. The publishing can be finished or given up later then.
pub fn abandon(
    output: &Path,
    waiting: &mut dyn FnMut(&Holder),
) -> Result<Abandonment, PublishError> {
    let Ok(output) = disk::canonical(output) else {
        return Ok(Abandonment::Nothing);
    };
    match Layout::open(&output)? {
        Some(layout) if layout.has_state()? => {}
        _ => return Ok(Abandonment::Nothing),
    }
    let (layout, _lock) = lock::acquire(&output, waiting)?;
    give_up(&layout)
}

/// Gives up, under the lock.
pub(super) fn give_up(layout: &Layout) -> Result<Abandonment, PublishError> {
    let JournalFile::Whole(journal) = journal_file::read_journal(layout)? else {
        recovery::finish_or_discard(layout)?;
        return Ok(Abandonment::Nothing);
    };
    let old = PreviousManifest::read(layout)?.manifest;
    remove_copies(layout, &journal);
    let (manifest, mixed) = undo(layout, &journal, old)?;
    // Until this is written the next command finishes the publishing instead.
    let in_place = Journal {
        manifest,
        steps: Vec::new(),
    };
    if journal_file::commit_instead(layout, &in_place).is_err() {
        // The stage may hold the room that is missing. Without a journal it is worth nothing, and
        // the files in place count as edited by hand, so that nothing is lost if this fails too.
        if path_kind(layout, JOURNAL)? != PathKind::Missing {
            journal_file::remove_journal(layout)?;
        }
        recovery::discard(layout)?;
        journal_file::write_manifest(layout, &in_place)?;
    }
    recovery::discard(layout)?;
    Ok(match mixed.is_empty() {
        true => Abandonment::Whole,
        false => Abandonment::Mixed(mixed),
    })
}

/// Removes the new files that replaced nothing. Returns the manifest of what is in place, and the
/// files of the old site that are no longer there.
fn undo(
    layout: &Layout,
    journal: &Journal,
    old: Manifest,
) -> Result<(Manifest, Vec<OutputPath>), PublishError> {
    let nothing = Manifest::default();
    let mut executor = Executor::new(layout, &nothing);
    let mut manifest = Manifest {
        inputs: None,
        files: old.files.clone(),
    };
    let mut vacated = Vec::new();
    for step in &journal.steps {
        let Step::Place { path, .. } = step else {
            continue;
        };
        let Some(new) = journal.manifest.files.get(path) else {
            continue;
        };
        if !old.files.contains_key(path) {
            executor.remove(path, new.stamp)?;
            // Its folder may have been made although the file never came.
            vacated.push(path);
        } else if path_kind(layout, path.as_str())? == PathKind::File(new.stamp) {
            manifest.files.insert(path.clone(), *new);
        }
    }
    let touched: BTreeSet<&OutputPath> = journal.steps.iter().map(Step::path).collect();
    let mut mixed = Vec::new();
    for (path, entry) in &old.files {
        if !touched.contains(path) {
            continue;
        }
        match path_kind(layout, path.as_str())? {
            PathKind::File(stamp) if stamp == entry.stamp => continue,
            PathKind::Missing => {
                manifest.files.remove(path);
                vacated.push(path);
            }
            _ => {}
        }
        mixed.push(path.clone());
    }
    remove_emptied(layout, vacated.into_iter())?;
    Ok((manifest, mixed))
}
