//! Opening a file of the site again to serve its bytes: the same file that the snapshot holds, and
//! as long.

use std::fs::File;
use std::io;
use std::path::Path;

/// Opens it.
///
/// # Errors
/// When it cannot be opened, or is not the ordinary file of `size` bytes that was scanned.
pub(crate) fn open(path: &Path, size: u64) -> io::Result<File> {
    let file = open_unfollowed(path)?;
    let metadata = file.metadata()?;
    match metadata.is_file() && metadata.len() == size {
        true => Ok(file),
        false => Err(io::Error::new(
            io::ErrorKind::InvalidData,
            "it is not the file that was scanned",
        )),
    }
}

/// Without following a link in the last place and without waiting at a pipe.
#[cfg(unix)]
fn open_unfollowed(path: &Path) -> io::Result<File> {
    use rustix::fs::{Mode, OFlags};
    let flags = OFlags::RDONLY | OFlags::NONBLOCK | OFlags::NOFOLLOW | OFlags::CLOEXEC;
    Ok(rustix::fs::open(path, flags, Mode::empty())?.into())
}

#[cfg(not(unix))]
fn open_unfollowed(path: &Path) -> io::Result<File> {
    File::open(path)
}
