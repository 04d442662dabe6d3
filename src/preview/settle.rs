//! Waiting for a file that somebody is still writing.
//!
//! Many programs save in steps: they empty the file and write it, or move it away and write another in its place. What is
//! seen between the steps is not what anybody wrote, so a file that became empty, became no text, or went away is believed
//! only when it is still so a moment later.

use crate::pairs::side_by_side;
use crate::source::{Content, Snapshot, SourceFile, refresh};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread::sleep;
use std::time::Duration;

/// The moment.
const MOMENT: Duration = Duration::from_millis(50);

/// The snapshot, once it can be believed.
pub(super) fn settled(root: &Path, previous: &Snapshot, snapshot: Snapshot) -> Snapshot {
    let mut doubtful = doubtful(root, previous, &snapshot);
    if doubtful.is_empty() {
        return snapshot;
    }
    sleep(MOMENT);
    // What is still away is believed to be.
    doubtful.retain(|file| file.symlink_metadata().is_ok());
    refresh(root, &snapshot, &doubtful)
}

/// The files to look at once more, as hints.
fn doubtful(root: &Path, previous: &Snapshot, snapshot: &Snapshot) -> Vec<PathBuf> {
    let is_doubtful = |before: &Arc<SourceFile>, now: Option<&Arc<SourceFile>>| match now {
        None => true,
        Some(now) if Arc::ptr_eq(now, before) => false,
        Some(now) => (is_empty(now) && !is_empty(before)) || (now.fault.is_some() && before.fault.is_none()),
    };
    side_by_side(previous.files(), snapshot.files())
        .filter(|(_, before, now)| before.is_some_and(|before| is_doubtful(before, *now)))
        .map(|(path, _, _)| root.join(path.as_str()))
        .collect()
}

fn is_empty(file: &SourceFile) -> bool {
    match &file.content {
        Content::Text(text) => text.is_empty(),
        Content::Embedded(bytes) => bytes.is_empty(),
        Content::Binary { size, .. } => *size == 0,
    }
}
