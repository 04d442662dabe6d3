//! Sources: the one room that reads the site's folder.
//!
//! [`scan`] walks everything and [`refresh`] reads what somebody hinted at; both yield a
//! [`Snapshot`], a value that the rest of the program works on without touching the disk again.

mod names;
mod read;
mod snapshot;
mod theme;
mod walk;

pub use names::{folders, is_scanned};
pub use read::reopen;
pub use snapshot::{Content, Kind, Snapshot, SourceFile, Stamp};
pub use walk::{refresh, scan};
