//! An opened folder, and all that is done below it.

use super::refusal::{Refusal, is_absence};
use super::status::{Kind, Status};
use super::system::{self, Handle, Opening};
use std::ffi::{OsStr, OsString};
use std::fs::File;
use std::io::{self, Read};
use std::path::{Component, Path, PathBuf};

/// A folder that was opened once.
///
/// All names are paths below it, with folders between them and never a link; `..` is refused. A
/// path that is empty means the folder itself. Several threads may share the value.
#[derive(Debug)]
pub struct Folder {
    handle: Handle,
    path: PathBuf,
}

impl Folder {
    /// Opens a folder that the user named. Links in that name are followed.
    ///
    /// # Errors
    /// When there is no such folder, or it cannot be opened.
    pub fn open(path: &Path) -> io::Result<Self> {
        Ok(Folder {
            handle: system::open_top(path)?,
            path: path.to_owned(),
        })
    }

    /// Opens a folder that the user named, and creates it and those above it if they are missing.
    ///
    /// # Errors
    /// When it cannot be created or opened.
    pub fn open_or_create(path: &Path) -> io::Result<Self> {
        match Folder::open(path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            result => return result,
        }
        let (Some(above), Some(name)) = (path.parent(), path.file_name()) else {
            return Err(io::ErrorKind::NotFound.into());
        };
        let above = match above.as_os_str().is_empty() {
            true => Path::new("."),
            false => above,
        };
        match system::create_folder(&Folder::open_or_create(above)?.handle, name) {
            Err(error) if error.kind() != io::ErrorKind::AlreadyExists => Err(error),
            _ => Folder::open(path),
        }
    }

    /// Opens a folder by its canonical path, without following a link.
    ///
    /// # Errors
    /// When it is missing, or a link has come on the way to it.
    pub fn open_exactly(path: &Path) -> io::Result<Self> {
        let (top, below) = from_root(path)?;
        Folder::open(top)?.folder(below)
    }

    /// Opens a folder by its canonical path as [`Folder::open_exactly`] does, and creates it and
    /// those above it if they are missing.
    ///
    /// # Errors
    /// When a link or a file is in the way, or when the system refuses.
    pub fn create_exactly(path: &Path) -> io::Result<Self> {
        let (top, below) = from_root(path)?;
        Folder::open(top)?.create_folders(below)
    }

    /// Returns the path of the folder, for messages.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Returns the path of a name below the folder, for messages.
    pub fn path_of(&self, path: impl AsRef<Path>) -> PathBuf {
        self.path.join(path)
    }

    /// Opens a folder below this one.
    ///
    /// # Errors
    /// When it is missing or a link, or lies behind one.
    pub fn folder(&self, path: impl AsRef<Path>) -> io::Result<Folder> {
        let path = path.as_ref();
        refuse_odd(path)?;
        let below = if path.as_os_str().is_empty() {
            Path::new(".")
        } else {
            path
        };
        Ok(Folder {
            handle: system::open_folder(&self.handle, below)?,
            path: self.path.join(path),
        })
    }

    /// Returns the state of the folder itself.
    ///
    /// # Errors
    /// When the system refuses.
    pub fn own_status(&self) -> io::Result<Status> {
        system::status_of_folder(&self.handle)
    }

    /// Returns the state of a file or folder. `None` if it is missing, or lies behind a link or
    /// below a file.
    ///
    /// # Errors
    /// When the system refuses.
    pub fn status(&self, path: impl AsRef<Path>) -> io::Result<Option<Status>> {
        match self.at(path.as_ref(), system::status) {
            Ok(status) => Ok(Some(status)),
            Err(error) if is_absence(&error) => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// Lists the names in this folder with their kinds, in order.
    ///
    /// # Errors
    /// When the system refuses.
    pub fn names(&self) -> io::Result<Vec<(OsString, Kind)>> {
        let mut names = system::names(&self.handle)?;
        names.sort_unstable();
        Ok(names)
    }

    /// Opens a file to read it. It does not wait for the other end of a pipe.
    ///
    /// # Errors
    /// When it is missing, is no ordinary file, is a link or lies behind one.
    pub fn file(&self, path: impl AsRef<Path>) -> io::Result<File> {
        self.open_file(path.as_ref(), Opening::Read)
    }

    /// Reads a file that has at most `limit` bytes.
    ///
    /// # Errors
    /// As for [`Folder::file`], and when it is larger.
    pub fn read(&self, path: impl AsRef<Path>, limit: u64) -> io::Result<Vec<u8>> {
        read_opened(&mut self.file(path)?, limit)
    }

    /// Creates a file that does not exist yet, to write it.
    ///
    /// # Errors
    /// When something is there already, a link too, or when the system refuses.
    pub fn create(&self, path: impl AsRef<Path>) -> io::Result<File> {
        self.open_file(path.as_ref(), Opening::New)
    }

    /// Opens a file that several processes share, and creates it if it is missing.
    ///
    /// # Errors
    /// When it is no ordinary file or a link, or when the system refuses.
    pub fn shared_file(&self, path: impl AsRef<Path>) -> io::Result<File> {
        self.open_file(path.as_ref(), Opening::Shared)
    }

    /// Opens a file that exists, to read, write and lock it.
    ///
    /// # Errors
    /// When it is missing, is no ordinary file or a link, or when the system refuses.
    pub(super) fn existing_file(&self, path: impl AsRef<Path>) -> io::Result<File> {
        self.open_file(path.as_ref(), Opening::Existing)
    }

    fn open_file(&self, path: &Path, opening: Opening) -> io::Result<File> {
        refuse_odd(path)?;
        if path.as_os_str().is_empty() {
            return Err(Refusal::NotAFile.into());
        }
        system::open_file(&self.handle, path, opening)
    }

    /// Creates one folder.
    ///
    /// # Errors
    /// When something is there already, or when the system refuses.
    pub fn create_folder(&self, path: impl AsRef<Path>) -> io::Result<()> {
        self.at(path.as_ref(), system::create_folder)
    }

    /// Creates a folder and those above it where they are missing, and opens it.
    ///
    /// # Errors
    /// When a link or a file is in the way, or when the system refuses.
    pub fn create_folders(&self, path: impl AsRef<Path>) -> io::Result<Folder> {
        let path = path.as_ref();
        match self.folder(path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            result => return result,
        }
        let (Some(above), Some(name)) = (path.parent(), path.file_name()) else {
            return Err(Refusal::Name.into());
        };
        let above = self.create_folders(above)?;
        match system::create_folder(&above.handle, name) {
            Err(error) if error.kind() != io::ErrorKind::AlreadyExists => Err(error),
            _ => self.folder(path),
        }
    }

    /// Removes a file, or a link itself.
    ///
    /// # Errors
    /// When it is missing or a folder, or when the system refuses.
    pub fn remove_file(&self, path: impl AsRef<Path>) -> io::Result<()> {
        self.at(path.as_ref(), system::remove_file)
    }

    /// Removes an empty folder.
    ///
    /// # Errors
    /// When it is missing, is not empty or no folder, or when the system refuses.
    pub fn remove_folder(&self, path: impl AsRef<Path>) -> io::Result<()> {
        self.at(path.as_ref(), system::remove_folder)
    }

    /// Removes a folder with everything in it. Links in it are removed and not followed.
    ///
    /// # Errors
    /// When it is missing or no folder, or when the system refuses.
    pub fn remove_tree(&self, path: impl AsRef<Path>) -> io::Result<()> {
        let top = path.as_ref();
        // Folders that were listed, each after the one above it.
        let mut emptied = vec![top.to_owned()];
        let mut next = 0;
        while let Some(path) = emptied.get(next).cloned() {
            let folder = self.folder(&path)?;
            for (name, kind) in folder.names()? {
                match kind {
                    Kind::Folder => emptied.push(path.join(name)),
                    _ => folder.remove_file(name)?,
                }
            }
            next += 1;
        }
        emptied
            .iter()
            .rev()
            .try_for_each(|path| self.remove_folder(path))
    }

    /// Renames a file or a folder to a name below another folder, over a file that is there.
    ///
    /// # Errors
    /// When the system refuses.
    pub fn rename(&self, path: &Path, to: &Folder, new: &Path) -> io::Result<()> {
        self.at(path, |from, name| {
            to.at(new, |to, new| system::rename(from, name, to, new))
        })
    }

    /// Renames a file or a folder to a name below another folder at which there is nothing.
    ///
    /// # Errors
    /// With `AlreadyExists` when something is there, and when the system refuses.
    pub fn rename_to_vacant(&self, path: &Path, to: &Folder, new: &Path) -> io::Result<()> {
        self.at(path, |from, name| {
            to.at(new, |to, new| system::rename_to_vacant(from, name, to, new))
        })
    }

    /// Checks that names in this folder may be made and removed; the error says why not.
    ///
    /// # Errors
    /// When they may not.
    pub fn check_may_change(&self) -> io::Result<()> {
        system::check_may_change(&self.handle)
    }

    /// Opens the folder in which a name lies, and calls a function with it and the name.
    fn at<T>(
        &self,
        path: &Path,
        call: impl FnOnce(&Handle, &OsStr) -> io::Result<T>,
    ) -> io::Result<T> {
        refuse_odd(path)?;
        let (Some(above), Some(name)) = (path.parent(), path.file_name()) else {
            return Err(Refusal::Name.into());
        };
        if above.as_os_str().is_empty() {
            return call(&self.handle, name);
        }
        call(&system::open_folder(&self.handle, above)?, name)
    }
}

/// Cuts an absolute path into the root of the file system and the rest.
fn from_root(path: &Path) -> io::Result<(&Path, &Path)> {
    path.ancestors()
        .last()
        .filter(|_| path.is_absolute())
        .and_then(|top| Some((top, path.strip_prefix(top).ok()?)))
        .ok_or_else(|| Refusal::Name.into())
}

/// Reads all that is left of an opened file, if that is at most `limit` bytes.
///
/// # Errors
/// When it is larger, or when the system refuses.
pub fn read_opened(file: &mut File, limit: u64) -> io::Result<Vec<u8>> {
    let size = system::status_of(file)?.size;
    if size > limit {
        return Err(Refusal::TooLarge.into());
    }
    let mut bytes = Vec::with_capacity(usize::try_from(size).unwrap_or_default() + 1);
    file.take(limit.saturating_add(1)).read_to_end(&mut bytes)?;
    match bytes.len() as u64 > limit {
        true => Err(Refusal::TooLarge.into()),
        false => Ok(bytes),
    }
}

/// Refuses a path that could lead out of a folder.
pub(super) fn refuse_odd(path: &Path) -> io::Result<()> {
    let is_plain = path
        .components()
        .all(|part| matches!(part, Component::Normal(_)));
    match is_plain {
        true => Ok(()),
        false => Err(Refusal::Name.into()),
    }
}
