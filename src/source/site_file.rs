//! Files of the site on the disk, which are opened again after the scan.

use crate::disk::{File, Folder, Status};
use std::fmt;
use std::hash::{Hash, Hasher};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The folder of a site, opened once.
#[derive(Debug)]
pub(super) struct SiteFolder {
    pub(super) folder: Folder,
    /// The numbers of its disk and of itself. No other folder has them while this one is open.
    identity: (u64, u64),
}

impl SiteFolder {
    /// Opens the folder of a site.
    pub(super) fn open(path: &Path) -> io::Result<Self> {
        let folder = Folder::open(path)?;
        let status = folder.own_status()?;
        Ok(SiteFolder {
            folder,
            identity: (status.device, status.inode),
        })
    }

    /// True if both are one folder, reached by one path.
    pub(super) fn is(&self, other: &SiteFolder) -> bool {
        self.identity == other.identity && self.folder.path() == other.folder.path()
    }
}

/// A file of the site: the folder of the site, opened once, and the path below it, without links.
#[derive(Clone)]
pub struct SiteFile {
    site: Arc<SiteFolder>,
    path: PathBuf,
}

impl SiteFile {
    /// Names a file below the folder of a site by a path that has no links.
    pub(super) fn new(site: &Arc<SiteFolder>, path: &Path) -> Self {
        SiteFile {
            site: Arc::clone(site),
            path: path.to_owned(),
        }
    }

    /// Names a file below a folder.
    ///
    /// # Errors
    /// If there is no such folder.
    pub fn of_folder(folder: &Path, path: &Path) -> io::Result<Self> {
        Ok(SiteFile::new(&Arc::new(SiteFolder::open(folder)?), path))
    }

    /// Opens the file, to read the bytes that the scan only digested.
    ///
    /// Everything that reads a source after the scan comes this way: probing and encoding images,
    /// serving files, publishing. Meanwhile the user may have put a link or a named pipe in the
    /// file's place, or in the place of a folder above it. No link is followed, and nothing waits
    /// for the other end of a pipe.
    ///
    /// The caller still has to expect other bytes than those that were scanned.
    ///
    /// # Errors
    /// If the file is gone, is not an ordinary file, or cannot be opened for reading.
    pub fn open(&self) -> io::Result<File> {
        self.site.folder.file(&self.path)
    }

    /// Replaces the bytes of the file at once. `opened` is the file that was read, and `seen` its
    /// state before that.
    ///
    /// # Errors
    /// If the file was changed meanwhile, has a further name, or cannot be written.
    pub fn replace(&self, opened: &File, seen: Status, bytes: &[u8]) -> io::Result<()> {
        let folder = &self.site.folder;
        folder.replace(&self.path, opened, seen, bytes)
    }

    /// Returns the path on this machine, for messages.
    pub fn path(&self) -> PathBuf {
        self.site.folder.path_of(&self.path)
    }

    /// Returns the path below the folder of the site.
    pub(super) fn below(&self) -> &Path {
        &self.path
    }
}

/// Files of two folders differ, even if one has taken the path of the other: what was opened in the
/// old one must not be taken for the new.
impl Hash for SiteFile {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (self.site.identity, &self.path).hash(state);
    }
}

impl fmt::Debug for SiteFile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.path.fmt(f)
    }
}
