//! Waiting for a file that somebody is still writing.
//!
//! Many programs save in steps: they empty the file and write it, move it away and write another in its place, write one
//! beside it that goes away again. What is seen between the steps is not what anybody wrote, so what may be such a step is believed
//! only when it is still so a moment later.

use crate::digest::Digest;
use crate::pairs::side_by_side;
use crate::source::{Content, Snapshot, SourceFile, refresh, scan};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread::sleep;
use std::time::Duration;

/// The moment.
const MOMENT: Duration = Duration::from_millis(50);

/// How many moments are waited, at most. What changes for longer is shown as it is.
const MOMENTS: usize = 4;

/// More hints than this are no hints: walking everything is faster.
pub(super) const HINTS: usize = 200;

/// Which changes are looked at once more.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Doubt {
    /// What a step of a save may leave behind. The rest was quiet before it was read.
    Steps,
    /// Everything: nobody told that it is quiet.
    All,
}

/// Doubtful files, with what was seen there.
type Seen = BTreeMap<PathBuf, Option<Digest>>;

/// The snapshot, once it can be believed.
pub(super) fn settled(root: &Path, previous: &Snapshot, mut snapshot: Snapshot, doubt: Doubt) -> Snapshot {
    let mut before = Seen::new();
    for _ in 0..MOMENTS {
        let seen = doubtful(root, previous, &snapshot, doubt);
        if seen.iter().all(|(file, now)| before.get(file) == Some(now)) {
            break;
        }
        sleep(MOMENT);
        // What is still away is believed to be.
        let is_worth_a_look = |file: &PathBuf, now: &Option<Digest>| now.is_some() || file.symlink_metadata().is_ok();
        let hints: Vec<PathBuf> =
            seen.iter().filter(|(file, now)| is_worth_a_look(file, now)).map(|(file, _)| file.clone()).collect();
        snapshot = match hints.len() > HINTS {
            true => scan(root, Some(&snapshot)),
            false => refresh(root, &snapshot, &hints),
        };
        before = seen;
    }
    snapshot
}

/// The files to look at once more.
fn doubtful(root: &Path, previous: &Snapshot, snapshot: &Snapshot, doubt: Doubt) -> Seen {
    side_by_side(previous.files(), snapshot.files())
        .filter(|(_, before, now)| is_doubtful(*before, *now, doubt))
        .map(|(path, _, now)| (root.join(path.as_str()), now.map(|now| now.digest)))
        .collect()
}

fn is_doubtful(before: Option<&Arc<SourceFile>>, now: Option<&Arc<SourceFile>>, doubt: Doubt) -> bool {
    let (Some(before), Some(now)) = (before, now) else { return true };
    if Arc::ptr_eq(before, now) || (before.digest == now.digest && before.fault == now.fault) {
        return false;
    }
    doubt == Doubt::All || (is_empty(now) && !is_empty(before)) || (now.fault.is_some() && before.fault.is_none())
}

fn is_empty(file: &SourceFile) -> bool {
    match &file.content {
        Content::Text(text) => text.is_empty(),
        Content::Embedded(bytes) => bytes.is_empty(),
        Content::Binary { size, .. } => *size == 0,
    }
}
