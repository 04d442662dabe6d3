//! What an interrupted command left behind: a complete stage is finished, any other is discarded.

use super::Owned;
use super::backups::tell;
use super::disk::{Thing, digest_of, look};
use super::execution::{self, Step};
use super::journal_file::{self as journal, Found};
use super::layout::Layout;
use super::lock::{self, Attempt, Holder};
use crate::diagnostic::Diagnostic;
use crate::path::OutputPath;
use crate::publish::error::{PublishError, cannot};
use crate::publish::manifest::Journal;
use std::collections::BTreeSet;
use std::fs;
use std::io::ErrorKind;
use std::path::Path;

/// What was found in an output folder, and done about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Recovery {
    /// Nothing was left behind.
    Nothing,
    /// A site was half in place; now it is there. The diagnostics name files that had to make room.
    Finished(Vec<Diagnostic>),
    /// A build was interrupted before it was complete; nothing is left of it. The site stands as it
    /// was.
    Discarded,
    /// Somebody is publishing just now; nothing was done.
    Busy(Holder),
}

/// Finishes or discards what an interrupted command left in an output folder: what commands call at
/// their start that do not publish. It creates nothing and waits for nobody.
///
/// # Errors
/// When the disk or the system says no.
pub fn recover(output: &Path) -> Result<Recovery, PublishError> {
    let Ok(output) = fs::canonicalize(output) else {
        return Ok(Recovery::Nothing);
    };
    let layout = Layout::of(output);
    let house = layout.house();
    let stands = |path: &Path| {
        look(path)
            .map(|thing| thing != Thing::Nothing)
            .map_err(cannot("look at", path))
    };
    if look(&house).map_err(cannot("look at", &house))? != Thing::Folder
        || !(stands(&layout.journal())? || stands(&layout.stage())?)
    {
        return Ok(Recovery::Nothing);
    }
    match lock::attempt(&layout)? {
        Attempt::Held(holder) => Ok(Recovery::Busy(holder)),
        Attempt::Taken(_lock) => settle(&layout),
    }
}

/// Finishes or discards, under the lock.
pub(in crate::publish) fn settle(layout: &Layout) -> Result<Recovery, PublishError> {
    let recovery = match journal::find(&layout.journal())? {
        Found::Whole(journal) => Recovery::Finished(finish(layout, journal).map_err(halfway)?),
        Found::Unreadable => {
            journal::drop_journal(layout)?;
            Recovery::Discarded
        }
        Found::Nothing
            if look(&layout.stage()).map_err(cannot("look at", &layout.stage()))?
                == Thing::Nothing =>
        {
            Recovery::Nothing
        }
        Found::Nothing => Recovery::Discarded,
    };
    discard(layout)?;
    Ok(recovery)
}

/// Removes the stage, whatever is in it.
pub(in crate::publish) fn discard(layout: &Layout) -> Result<(), PublishError> {
    let stage = layout.stage();
    match fs::remove_dir_all(&stage) {
        Err(cause) if cause.kind() == ErrorKind::NotFound => Ok(()),
        // A foreign file or link of that name.
        Err(cause) if cause.kind() == ErrorKind::NotADirectory => {
            fs::remove_file(&stage).map_err(cannot("remove", &stage))
        }
        result => result.map_err(cannot("remove", &stage)),
    }
}

/// What `carry_out` and `commit` say once the stage is complete.
pub(in crate::publish) fn halfway(cause: PublishError) -> PublishError {
    PublishError::Halfway(Box::new(cause))
}

fn finish(layout: &Layout, mut journal: Journal) -> Result<Vec<Diagnostic>, PublishError> {
    let torn = torn(layout, &journal)?;
    if torn.is_empty() {
        let kept = execution::carry_out(layout, &journal)?;
        journal::commit(layout)?;
        return Ok(tell(kept));
    }
    journal
        .steps
        .retain(|step| !matches!(step, Step::Place { path, .. } if torn.contains(path)));
    let kept = execution::carry_out(layout, &journal)?;
    let old = Owned::read(layout)?;
    for path in torn {
        match old.entry(&path) {
            Some(entry) => journal.manifest.files.insert(path, *entry),
            None => journal.manifest.files.remove(&path),
        };
    }
    journal.manifest.inputs = None;
    journal::commit_instead(layout, &journal)?;
    Ok(tell(kept))
}

/// The outputs whose bytes a power cut took while they were in the stage. They stay out: the old
/// page is better than half a new one, and the next build makes it anew.
fn torn(layout: &Layout, journal: &Journal) -> Result<BTreeSet<OutputPath>, PublishError> {
    let mut torn = BTreeSet::new();
    for step in &journal.steps {
        let Step::Place { path, .. } = step else {
            continue;
        };
        let file = layout.staged(path);
        let Thing::File(stamp) = look(&file).map_err(cannot("look at", &file))? else {
            continue;
        };
        let entry = journal.manifest.files.get(path);
        let is_whole = match entry {
            Some(entry) if entry.stamp.size == stamp.size => {
                entry.digest == digest_of(&file).map_err(cannot("read", &file))?
            }
            _ => false,
        };
        if !is_whole {
            torn.insert(path.clone());
        }
    }
    Ok(torn)
}
