//! Questions to the file system, and ways to rename, which the standard library does not have in
//! one call.

use crate::digest::Digest;
use crate::publish::error::{PublishError, cannot};
use crate::publish::manifest::Stamp;
use std::fs::{self, File, Metadata};
use std::io::{self, ErrorKind, Read};
use std::path::Path;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// The kind of thing at a path. A link is not followed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum PathKind {
    /// Nothing, or something on the way to it is no folder.
    Missing,
    /// A regular file.
    File(Stamp),
    Folder,
    /// A link, a pipe, a device.
    Other(Stamp),
}

/// Reads the size and the time of last change from metadata.
pub(super) fn stamp(metadata: &Metadata) -> io::Result<Stamp> {
    let modified = metadata.modified()?;
    let nanoseconds = |span: Duration| i64::try_from(span.as_nanos()).unwrap_or(i64::MAX);
    let modified = match modified.duration_since(UNIX_EPOCH) {
        Ok(after) => nanoseconds(after),
        Err(before) => -nanoseconds(before.duration()),
    };
    Ok(Stamp {
        size: metadata.len(),
        modified,
    })
}

/// Finds out the kind of thing at a path.
pub(super) fn path_kind(path: &Path) -> Result<PathKind, PublishError> {
    kind(path).map_err(cannot("look at", path))
}

fn kind(path: &Path) -> io::Result<PathKind> {
    let metadata = match fs::symlink_metadata(path) {
        Ok(metadata) => metadata,
        Err(cause) if is_absence(&cause) => return Ok(PathKind::Missing),
        Err(cause) => return Err(cause),
    };
    Ok(match metadata.file_type() {
        kind if kind.is_dir() => PathKind::Folder,
        kind if kind.is_file() => PathKind::File(stamp(&metadata)?),
        _ => PathKind::Other(stamp(&metadata)?),
    })
}

/// True if an error says that there is nothing at the path.
pub(super) fn is_absence(cause: &io::Error) -> bool {
    matches!(cause.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory)
}

/// Takes the digest of a file's bytes, piece by piece.
pub(super) fn digest_of(path: &Path) -> Result<Digest, PublishError> {
    File::open(path)
        .and_then(|mut file| copy(&mut file, &mut io::sink()))
        .map_err(cannot("read", path))
}

/// True if a file holds no byte but zeros: a power cut leaves such a file when it comes between a
/// file's name and its data.
pub(super) fn is_blank(path: &Path) -> Result<bool, PublishError> {
    let mut is_blank = true;
    let check = |piece: &[u8]| {
        is_blank = piece.iter().all(|byte| *byte == 0);
        Ok(is_blank)
    };
    File::open(path)
        .and_then(|mut file| each_piece(&mut file, check))
        .map_err(cannot("read", path))?;
    Ok(is_blank)
}

/// Copies all that is left to read. Returns the digest of exactly those bytes.
pub(super) fn copy(from: &mut impl Read, to: &mut impl io::Write) -> io::Result<Digest> {
    let mut hasher = blake3::Hasher::new();
    each_piece(from, |piece| {
        hasher.update(piece);
        to.write_all(piece)?;
        Ok(true)
    })?;
    Ok(hasher.finalize().into())
}

/// Calls a function for each piece that is left to read, as long as it returns true.
fn each_piece(
    from: &mut impl Read,
    mut take: impl FnMut(&[u8]) -> io::Result<bool>,
) -> io::Result<()> {
    let mut buffer = vec![0; 64 * 1024];
    loop {
        match from.read(&mut buffer) {
            Ok(0) => return Ok(()),
            Ok(length) => {
                if !take(&buffer[..length])? {
                    return Ok(());
                }
            }
            Err(cause) if cause.kind() == ErrorKind::Interrupted => {}
            Err(cause) => return Err(cause),
        }
    }
}

/// Renames a file over another.
///
/// A folder of the site may be a disk of its own, and renaming ends at its border. Then the file is
/// copied beside its place first, so that the place changes at once there too.
pub(super) fn rename_over(from: &Path, to: &Path) -> io::Result<()> {
    match fs::rename(from, to) {
        Err(cause) if cause.kind() == ErrorKind::CrossesDevices => {
            across_disks(from, to, |near, to| fs::rename(near, to))
        }
        result => result,
    }
}

/// Renames a file to a path at which there is nothing; fails with `AlreadyExists` if there is
/// something.
pub(super) fn rename_to_vacant(from: &Path, to: &Path) -> io::Result<()> {
    match rename_on_one_disk(from, to) {
        Err(cause) if cause.kind() == ErrorKind::CrossesDevices => {
            across_disks(from, to, rename_on_one_disk)
        }
        result => result,
    }
}

fn across_disks(
    from: &Path,
    to: &Path,
    finish: impl FnOnce(&Path, &Path) -> io::Result<()>,
) -> io::Result<()> {
    let metadata = fs::symlink_metadata(from)?;
    if !metadata.is_file() {
        return Err(ErrorKind::CrossesDevices.into());
    }
    let name = from.file_name().unwrap_or_default().to_string_lossy();
    let near = to.with_file_name(format!(".milepost-{name}"));
    let mut copy = File::create(&near)?;
    io::copy(&mut File::open(from)?, &mut copy)?;
    // The manifest names the time of last change that the file had in the stage.
    copy.set_modified(metadata.modified().unwrap_or(SystemTime::UNIX_EPOCH))?;
    drop(copy);
    finish(&near, to)?;
    fs::remove_file(from)
}

#[cfg(target_os = "linux")]
fn rename_on_one_disk(from: &Path, to: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    use rustix::io::Errno;
    match renameat_with(CWD, from, CWD, to, RenameFlags::NOREPLACE) {
        // Some file systems (NFS, some of FUSE) do not know the flag.
        Err(Errno::INVAL | Errno::NOSYS | Errno::NOTSUP) => rename_after_looking(from, to),
        result => Ok(result?),
    }
}

#[cfg(not(target_os = "linux"))]
fn rename_on_one_disk(from: &Path, to: &Path) -> io::Result<()> {
    rename_after_looking(from, to)
}

fn rename_after_looking(from: &Path, to: &Path) -> io::Result<()> {
    match kind(to)? {
        PathKind::Missing => fs::rename(from, to),
        _ => Err(ErrorKind::AlreadyExists.into()),
    }
}

/// Checks that names in a folder may be made and removed; the error says why not.
#[cfg(unix)]
pub(super) fn check_may_change(folder: &Path) -> io::Result<()> {
    use rustix::fs::{Access, access};
    Ok(access(folder, Access::WRITE_OK | Access::EXEC_OK)?)
}

/// Checks nothing: on this system the steps themselves find out.
#[cfg(not(unix))]
pub(super) fn check_may_change(_folder: &Path) -> io::Result<()> {
    Ok(())
}
