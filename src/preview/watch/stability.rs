//! The stability check: distinguishes a finished file from a step of a save.
//!
//! Many programs save in steps. They empty the file and write it, move it away and write another
//! in its place, or write one beside it and delete it again. A snapshot between two steps shows
//! something that the user never wrote. A file that may be such a step is *unstable*. It is
//! believed only when a second look, after a while of quiet, finds it unchanged.
//!
//! The check compares snapshots. It reads no disk and no clock.

use crate::digest::Digest;
use crate::merge::merge_join;
use crate::path::SourcePath;
use crate::source::{Content, Snapshot, SourceFile};
use std::collections::BTreeMap;
use std::sync::Arc;

/// The changes that need a second look.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Scope {
    /// Files that came, went, became empty or became unreadable: a step of a save may look so. All
    /// other files were quiet before they were read.
    Steps,
    /// All changes: no event has confirmed that the writing is finished.
    All,
}

/// Unstable files with the digests that were seen, or nothing for a file that is gone.
type Unstable = BTreeMap<SourcePath, Option<Digest>>;

/// A stability check in progress.
#[derive(Debug)]
pub(super) struct StabilityCheck {
    scope: Scope,
    seen: Unstable,
}

/// The result of comparing a snapshot.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Stability {
    /// Each file is as it was seen before, or needs no second look.
    Stable,
    /// These files need another look after a while of quiet.
    Unstable(Unstable),
}

impl StabilityCheck {
    /// Returns a check that has seen nothing.
    pub(super) fn new(scope: Scope) -> Self {
        StabilityCheck {
            scope,
            seen: Unstable::new(),
        }
    }

    /// Compares a snapshot with the one that is shown and with the look before.
    pub(super) fn compare(&mut self, shown: &Snapshot, snapshot: &Snapshot) -> Stability {
        let unstable: Unstable = merge_join(shown.files(), snapshot.files())
            .filter(|(_, before, now)| needs_second_look(*before, *now, self.scope))
            .map(|(path, _, now)| (path.clone(), now.map(|now| now.digest)))
            .collect();
        let mut files = unstable.iter();
        if files.all(|(path, now)| self.seen.get(path) == Some(now)) {
            return Stability::Stable;
        }
        self.seen.clone_from(&unstable);
        Stability::Unstable(unstable)
    }
}

fn needs_second_look(
    before: Option<&Arc<SourceFile>>,
    now: Option<&Arc<SourceFile>>,
    scope: Scope,
) -> bool {
    let (Some(before), Some(now)) = (before, now) else {
        return true;
    };
    if Arc::ptr_eq(before, now) || (before.digest == now.digest && before.fault == now.fault) {
        return false;
    }
    scope == Scope::All
        || (is_empty(now) && !is_empty(before))
        || (now.fault.is_some() && before.fault.is_none())
}

fn is_empty(file: &SourceFile) -> bool {
    match &file.content {
        Content::Text(text) => text.is_empty(),
        Content::Embedded(bytes) => bytes.is_empty(),
        Content::Binary { size, .. } => *size == 0,
    }
}
