//! Links that a site has inside itself: they are resolved here, to a path that has none.

use super::folder::{Folder, refuse_odd};
use super::refusal::Refusal;
use super::status::Kind;
use std::io;
use std::path::{Path, PathBuf};

impl Folder {
    /// Resolves the links in a path below this folder. Returns a path below it that has none.
    ///
    /// # Errors
    /// When it leads to nothing, or out of this folder.
    pub fn resolve(&self, path: impl AsRef<Path>) -> io::Result<PathBuf> {
        let path = path.as_ref();
        refuse_odd(path)?;
        // Nothing is opened: what comes of it is opened without following a link.
        let real = std::fs::canonicalize(self.path_of(path))?;
        let below = real.strip_prefix(std::fs::canonicalize(self.path())?);
        below
            .map(Path::to_owned)
            .map_err(|_| Refusal::LeadsOut.into())
    }

    /// Creates a folder as [`Folder::create_folders`] does. Links on the way are followed as long
    /// as they stay below this folder.
    ///
    /// # Errors
    /// When a link leads out of this folder or to nothing, and as for the other.
    pub fn create_folders_through_links(&self, path: impl AsRef<Path>) -> io::Result<Folder> {
        self.create_folders(self.resolve_existing(path.as_ref())?)
    }

    /// Resolves the links in a path of which the last names may be missing.
    ///
    /// # Errors
    /// When a link leads out of this folder or to nothing, or when the system refuses.
    pub fn resolve_existing(&self, path: impl AsRef<Path>) -> io::Result<PathBuf> {
        let mut real = PathBuf::new();
        for name in path.as_ref() {
            let here = real.join(name);
            let kind = self.status(&here)?.map(|status| status.kind);
            real = match kind {
                Some(Kind::Link) => self.resolve(&here).map_err(|error| match error.kind() {
                    io::ErrorKind::NotFound => Refusal::LeadsNowhere.into(),
                    _ => error,
                })?,
                _ => here,
            };
        }
        Ok(real)
    }
}
