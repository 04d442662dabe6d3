//! Edits of sources: bytes of a file are replaced by others, and no other byte changes.
//!
//! An edit is made against the bytes that were judged, as the [`Snapshot`] has them. A file that
//! was changed since is left as it is, and the caller is told. Whoever opens the file finds all of
//! the old text or all of the new.
//!
//! A link inside the site stays, and the file behind it is edited; what leads out of the site is
//! left. A file with a further name (a hard link) is left too: the exchange would part the names,
//! and the other may lie outside of the site.
//!
//! [`Snapshot`]: crate::source::Snapshot

mod exchange;
mod splice;

pub use exchange::{Edited, rewrite};
pub use splice::Splice;

use crate::path::SourcePath;
use std::collections::BTreeMap;

/// The replacements in each file.
pub type Edits = BTreeMap<SourcePath, Vec<Splice>>;
