//! Recovery from an interrupted command: a complete stage is finished, any other is discarded.

use super::backups;
use super::disk::{PathKind, digest_of, path_kind, remove_copies};
use super::execution;
use super::journal_file::{self, JournalFile, PreviousManifest};
use super::layout::{self, JOURNAL, Layout, STAGE};
use super::lock::{self, Holder, LockAttempt};
use crate::diagnostic::Diagnostic;
use crate::disk::{self, Kind};
use crate::path::OutputPath;
use crate::publish::error::PublishError;
use crate::publish::journal::Journal;
use crate::publish::steps::Step;
use std::collections::BTreeSet;
use std::path::Path;

/// The result of looking for an interrupted publishing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Recovery {
    /// Nothing was left behind.
    Nothing,
    /// A site was half in place; now all of it is. The warnings name files that were edited by hand
    /// and moved to the backups.
    Finished(Vec<Diagnostic>),
    /// A site was half removed; now all of it is, but for files that were edited by hand.
    Removed,
    /// A build was interrupted before it was complete; nothing is left of it. The site is as it
    /// was.
    Discarded,
    /// Another process is publishing just now; nothing was done.
    Busy(Holder),
}

/// Finishes or discards what an interrupted command left in an output folder. Commands that do not
/// publish call it at their start. It creates nothing and never waits.
///
/// # Errors
/// When the disk or the system refuses.
pub fn recover(output: &Path) -> Result<Recovery, PublishError> {
    let Ok(output) = disk::canonical(output) else {
        return Ok(Recovery::Nothing);
    };
    let Some(layout) = Layout::open(&output)? else {
        return Ok(Recovery::Nothing);
    };
    if !layout.has_state()?
        || (path_kind(&layout, JOURNAL)? == PathKind::Missing
            && path_kind(&layout, STAGE)? == PathKind::Missing)
    {
        return Ok(Recovery::Nothing);
    }
    match lock::try_acquire(&layout)? {
        Some(LockAttempt::Held(holder)) => Ok(Recovery::Busy(holder)),
        Some(LockAttempt::Taken(_lock)) => finish_or_discard(&layout),
        // `clean` has just removed everything.
        None => Ok(Recovery::Nothing),
    }
}

/// Finishes or discards, under the lock.
pub(super) fn finish_or_discard(layout: &Layout) -> Result<Recovery, PublishError> {
    let recovery = match journal_file::read_journal(layout)? {
        JournalFile::Whole(journal) => {
            // Only a cleaning has none.
            let is_removal = journal.manifest.inputs.is_none();
            let warnings = finish(layout, journal).map_err(halfway)?;
            match is_removal {
                true => Recovery::Removed,
                false => Recovery::Finished(warnings),
            }
        }
        JournalFile::Damaged => {
            journal_file::remove_journal(layout)?;
            Recovery::Discarded
        }
        JournalFile::Missing if path_kind(layout, STAGE)? == PathKind::Missing => Recovery::Nothing,
        JournalFile::Missing => Recovery::Discarded,
    };
    discard(layout)?;
    Ok(recovery)
}

/// Removes the stage with everything in it.
pub(super) fn discard(layout: &Layout) -> Result<(), PublishError> {
    layout.attempt("remove", STAGE, |output| {
        match output.status(STAGE)?.map(|status| status.kind) {
            None => Ok(()),
            Some(Kind::Folder) => output.remove_tree(STAGE),
            // A foreign file or link of that name.
            Some(_) => output.remove_file(STAGE),
        }
    })
}

/// Marks an error as one that came after the stage was complete.
pub(super) fn halfway(cause: PublishError) -> PublishError {
    PublishError::Halfway(Box::new(cause))
}

fn finish(layout: &Layout, mut journal: Journal) -> Result<Vec<Diagnostic>, PublishError> {
    remove_copies(layout, &journal);
    let torn = torn(layout, &journal)?;
    if torn.is_empty() {
        let backups = execution::carry_out(layout, &journal)?;
        journal_file::commit(layout)?;
        return Ok(backups::warnings(backups));
    }
    // Torn outputs stay out: the old page is better than half a new one.
    journal
        .steps
        .retain(|step| !matches!(step, Step::Place { path, .. } if torn.contains(path)));
    let backups = execution::carry_out(layout, &journal)?;
    // The manifest names the files that are in place instead, and no inputs, so that the next build
    // publishes again.
    let previous = PreviousManifest::read(layout)?.manifest;
    for path in torn {
        match previous.files.get(&path) {
            Some(entry) => journal.manifest.files.insert(path, *entry),
            None => journal.manifest.files.remove(&path),
        };
    }
    journal.manifest.inputs = None;
    journal_file::commit_instead(layout, &journal)?;
    Ok(backups::warnings(backups))
}

/// Finds the outputs whose bytes a power cut took while they were in the stage.
fn torn(layout: &Layout, journal: &Journal) -> Result<BTreeSet<OutputPath>, PublishError> {
    let mut torn = BTreeSet::new();
    for step in &journal.steps {
        let Step::Place { path, .. } = step else {
            continue;
        };
        let staged = layout::staged(path);
        let PathKind::File(stamp) = path_kind(layout, &staged)? else {
            continue;
        };
        let is_whole = match journal.manifest.files.get(path) {
            Some(entry) if entry.stamp.size == stamp.size => {
                entry.digest == digest_of(layout, &staged)?
            }
            _ => false,
        };
        if !is_whole {
            torn.insert(path.clone());
        }
    }
    Ok(torn)
}
