//! Sources: this room alone decides which files of the site's folder are sources, and of what kind.
//!
//! [`scan`] walks the whole folder. [`refresh`] reads only the paths that the watcher reports. Both
//! return a [`Snapshot`], the value that the rest of the program works on. It holds the text of
//! each text source, and only the size and the digest of other files: rooms that need their bytes
//! open them with [`SiteFile::open`].
//!
//! Links inside the site are resolved here; a link that leads out of it is told. What is found
//! through links is bounded in number, so that links to folders of links cost no more than they
//! are.

mod in_memory;
mod limits;
mod names;
mod paths;
mod problems;
mod read;
mod scan;
mod site_file;
mod snapshot;
mod theme;
mod walk;

pub use names::{folders, is_scanned};
pub use scan::{refresh, scan};
pub use site_file::SiteFile;
pub use snapshot::{Content, Kind, Snapshot, SourceFile};
