//! Waiting for a file that somebody is still writing.
//!
//! Many programs save in steps: they empty the file and write it, move it away and write another in
//! its place, write one beside it that goes away again. What is seen between the steps is not what
//! anybody wrote, so what may be such a step is believed only when it is still so after a moment of
//! quiet.

use crate::digest::Digest;
use crate::merge::merge_join;
use crate::source::{Content, Snapshot, SourceFile, refresh, scan};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

/// The moment.
pub(super) const MOMENT: Duration = Duration::from_millis(50);

/// More hints than this are no hints: walking everything is faster.
const HINTS: usize = 200;

/// Which changes are looked at once more.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Doubt {
    /// What a step of a save may leave behind. The rest was quiet before it was read.
    Steps,
    /// Everything: nobody told that it is quiet.
    All,
}

/// Doubtful files, with what was seen there.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Doubtful(BTreeMap<PathBuf, Option<Digest>>);

impl Doubtful {
    /// What of a snapshot is doubtful to who believed the one before.
    pub(super) fn of(root: &Path, previous: &Snapshot, snapshot: &Snapshot, doubt: Doubt) -> Self {
        let doubtful = merge_join(previous.files(), snapshot.files())
            .filter(|(_, before, now)| is_doubtful(*before, *now, doubt))
            .map(|(path, _, now)| (root.join(path.as_str()), now.map(|now| now.digest)));
        Doubtful(doubtful.collect())
    }

    /// Whether all of it was seen a moment ago as it is now.
    pub(super) fn is_as(&self, before: &Doubtful) -> bool {
        self.0
            .iter()
            .all(|(file, now)| before.0.get(file) == Some(now))
    }

    /// The files that may have come back or changed. What is still away is believed to be.
    pub(super) fn hints(&self) -> impl Iterator<Item = PathBuf> {
        let is_there = |(file, now): &(&PathBuf, &Option<Digest>)| {
            now.is_some() || file.symlink_metadata().is_ok()
        };
        self.0.iter().filter(is_there).map(|(file, _)| file.clone())
    }
}

/// What lies at the hinted places now, and elsewhere what was seen before.
pub(super) fn look(root: &Path, previous: &Snapshot, hints: &BTreeSet<PathBuf>) -> Snapshot {
    match hints.len() > HINTS {
        true => scan(root, Some(previous)),
        false => refresh(root, previous, &hints.iter().cloned().collect::<Vec<_>>()),
    }
}

fn is_doubtful(
    before: Option<&Arc<SourceFile>>,
    now: Option<&Arc<SourceFile>>,
    doubt: Doubt,
) -> bool {
    let (Some(before), Some(now)) = (before, now) else {
        return true;
    };
    if Arc::ptr_eq(before, now) || (before.digest == now.digest && before.fault == now.fault) {
        return false;
    }
    doubt == Doubt::All
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
