//! The calls to the system where it is no Unix: a path is looked at name by name before it is used.
//! That guards against links which are there, and not against a process that swaps them.

use super::refusal::Refusal;
use super::status::{Kind, Status};
use std::ffi::{OsStr, OsString};
use std::fs::{self, File, Metadata};
use std::io;
use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

/// A folder, by its path.
pub(super) type Handle = PathBuf;

/// The ways to open a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Opening {
    /// To be read.
    Read,
    /// A file that does not exist yet, to be written.
    New,
    /// To be read and written.
    Existing,
    /// To be read and written. It is created if it is missing.
    Shared,
}

/// Opens a folder by a path of the file system, and follows links.
pub(super) fn open_top(path: &Path) -> io::Result<Handle> {
    let real = fs::canonicalize(path)?;
    match real.is_dir() {
        true => Ok(real),
        false => Err(io::ErrorKind::NotADirectory.into()),
    }
}

/// Opens a folder below another.
pub(super) fn open_folder(at: &Handle, path: &Path) -> io::Result<Handle> {
    let mut reached = at.clone();
    for name in path {
        reached.push(name);
        match status_from(&fs::symlink_metadata(&reached)?).kind {
            Kind::Folder => {}
            Kind::Link => return Err(Refusal::Link.into()),
            Kind::File | Kind::Other => return Err(io::ErrorKind::NotADirectory.into()),
        }
    }
    Ok(reached)
}

/// Opens a file below a folder.
pub(super) fn open_file(at: &Handle, path: &Path, opening: Opening) -> io::Result<File> {
    let above = open_folder(at, path.parent().unwrap_or(Path::new("")))?;
    let file = above.join(path.file_name().unwrap_or_default());
    match fs::symlink_metadata(&file).map(|found| status_from(&found).kind) {
        Ok(Kind::Link) => return Err(Refusal::Link.into()),
        Ok(Kind::Folder | Kind::Other) => return Err(Refusal::NotAFile.into()),
        Ok(Kind::File) => {}
        Err(error)
            if error.kind() == io::ErrorKind::NotFound
                && matches!(opening, Opening::New | Opening::Shared) => {}
        Err(error) => return Err(error),
    }
    match opening {
        Opening::Read => File::open(file),
        Opening::New => File::create_new(file),
        Opening::Existing => File::options().read(true).write(true).open(file),
        Opening::Shared => File::options()
            .read(true)
            .write(true)
            .create(true)
            .truncate(false)
            .open(file),
    }
}

/// Returns the state of the folder itself.
pub(super) fn status_of_folder(at: &Handle) -> io::Result<Status> {
    Ok(status_from(&fs::metadata(at)?))
}

/// Returns the state of an opened file.
///
/// # Errors
/// When the system refuses.
pub fn status_of(file: &File) -> io::Result<Status> {
    Ok(status_from(&file.metadata()?))
}

/// Returns the state of a name in a folder.
pub(super) fn status(at: &Handle, name: &OsStr) -> io::Result<Status> {
    Ok(status_from(&fs::symlink_metadata(at.join(name))?))
}

fn status_from(found: &Metadata) -> Status {
    let kind = match found.file_type() {
        kind if kind.is_symlink() => Kind::Link,
        kind if kind.is_dir() => Kind::Folder,
        kind if kind.is_file() => Kind::File,
        _ => Kind::Other,
    };
    let modified = nanoseconds(found.modified().unwrap_or(UNIX_EPOCH));
    Status {
        kind,
        size: found.len(),
        modified,
        changed: modified,
        device: 0,
        inode: 0,
    }
}

fn nanoseconds(time: SystemTime) -> i64 {
    let number = |span: std::time::Duration| i64::try_from(span.as_nanos()).unwrap_or(i64::MAX);
    match time.duration_since(UNIX_EPOCH) {
        Ok(after) => number(after),
        Err(before) => -number(before.duration()),
    }
}

/// Lists the names in a folder, each with its kind.
pub(super) fn names(at: &Handle) -> io::Result<Vec<(OsString, Kind)>> {
    fs::read_dir(at)?
        .map(|entry| {
            let name = entry?.file_name();
            let kind = status(at, &name)?.kind;
            Ok((name, kind))
        })
        .collect()
}

/// Creates a folder.
pub(super) fn create_folder(at: &Handle, name: &OsStr) -> io::Result<()> {
    fs::create_dir(at.join(name))
}

/// Removes a file or a link.
pub(super) fn remove_file(at: &Handle, name: &OsStr) -> io::Result<()> {
    fs::remove_file(at.join(name))
}

/// Removes an empty folder.
pub(super) fn remove_folder(at: &Handle, name: &OsStr) -> io::Result<()> {
    match status(at, name)?.kind {
        Kind::Folder => fs::remove_dir(at.join(name)),
        _ => Err(io::ErrorKind::NotADirectory.into()),
    }
}

/// Renames a file or a folder over another.
pub(super) fn rename(at: &Handle, name: &OsStr, to: &Handle, new: &OsStr) -> io::Result<()> {
    fs::rename(at.join(name), to.join(new))
}

/// Renames a file or a folder to a name at which there is nothing.
pub(super) fn rename_to_vacant(
    at: &Handle,
    name: &OsStr,
    to: &Handle,
    new: &OsStr,
) -> io::Result<()> {
    match status(to, new) {
        Ok(_) => Err(io::ErrorKind::AlreadyExists.into()),
        Err(error) if error.kind() == io::ErrorKind::NotFound => rename(at, name, to, new),
        Err(error) => Err(error),
    }
}

/// Checks nothing: on this system the steps themselves find out.
pub(super) fn check_may_change(_: &Handle) -> io::Result<()> {
    Ok(())
}

/// Gives a new file the permissions of another.
pub(super) fn take_properties(of: &File, to: &File) -> io::Result<()> {
    to.set_permissions(of.metadata()?.permissions())
}

/// True if an opened file has more than one name. Not every system tells.
pub(super) fn has_further_name(_: &File) -> io::Result<bool> {
    Ok(false)
}
