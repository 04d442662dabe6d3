//! Paths that the user named, or that the system did: they are followed wherever they lead.

use super::folder::read_opened;
use super::status::Status;
use super::system;
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

/// Returns a path with all links resolved.
///
/// # Errors
/// When nothing is there.
pub fn canonical(path: &Path) -> io::Result<PathBuf> {
    fs::canonicalize(path)
}

/// True if a path leads to anything.
pub fn exists(path: &Path) -> bool {
    path.exists()
}

/// True if a path leads to a folder.
pub fn is_folder(path: &Path) -> bool {
    path.is_dir()
}

/// True if a path leads to a file.
pub fn is_file(path: &Path) -> bool {
    path.is_file()
}

/// Returns the state of the last name of a path, which is not followed if it is a link. `None` if
/// nothing is there.
pub fn status_of_named(path: &Path) -> Option<Status> {
    let (above, name) = (path.parent()?, path.file_name()?);
    let above = match above.as_os_str().is_empty() {
        true => Path::new("."),
        false => above,
    };
    system::status(&system::open_top(above).ok()?, name).ok()
}

/// Reads a file of the machine that has at most `limit` bytes, such as the program itself.
///
/// # Errors
/// When it is missing, larger or cannot be read.
pub fn read_named(path: &Path, limit: u64) -> io::Result<Vec<u8>> {
    read_opened(&mut File::open(path)?, limit)
}

/// Yields the home folders that are known, with links resolved.
pub fn homes() -> impl Iterator<Item = PathBuf> {
    let own = std::env::home_dir().and_then(|home| fs::canonicalize(home).ok());
    own.into_iter()
        .chain([PathBuf::from("/root")])
        .filter(|home| home.parent().is_some())
}
