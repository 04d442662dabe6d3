//! What the file system is asked for, where the standard library does not say it in one call.

use crate::digest::Digest;
use std::fs::{self, File, Metadata};
use std::io::{self, ErrorKind, Read};
use std::path::Path;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// Size and time of last change: equal stamps are taken for equal bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::publish) struct Stamp {
    /// In bytes.
    pub(in crate::publish) size: u64,
    /// In nanoseconds since 1970.
    pub(in crate::publish) modified: i64,
}

impl Stamp {
    /// As the file system tells it.
    pub(in crate::publish) fn of(metadata: &Metadata) -> io::Result<Self> {
        let modified = metadata.modified()?;
        let nanoseconds = |span: Duration| i64::try_from(span.as_nanos()).unwrap_or(i64::MAX);
        let modified = match modified.duration_since(UNIX_EPOCH) {
            Ok(after) => nanoseconds(after),
            Err(before) => -nanoseconds(before.duration()),
        };
        Ok(Self {
            size: metadata.len(),
            modified,
        })
    }
}

/// What stands at a path. A link is not followed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::publish) enum Thing {
    /// Nothing, or something on the way to it is no folder.
    Nothing,
    /// A regular file.
    File(Stamp),
    /// A folder.
    Folder,
    /// A link, a pipe, a device.
    Other(Stamp),
}

/// Looks what stands at a path.
pub(in crate::publish) fn look(path: &Path) -> io::Result<Thing> {
    let metadata = match fs::symlink_metadata(path) {
        Ok(metadata) => metadata,
        Err(cause) if is_absence(&cause) => return Ok(Thing::Nothing),
        Err(cause) => return Err(cause),
    };
    Ok(match metadata.file_type() {
        kind if kind.is_dir() => Thing::Folder,
        kind if kind.is_file() => Thing::File(Stamp::of(&metadata)?),
        _ => Thing::Other(Stamp::of(&metadata)?),
    })
}

/// Whether an error says that there is nothing at the path.
pub(in crate::publish) fn is_absence(cause: &io::Error) -> bool {
    matches!(cause.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory)
}

/// The digest of a file's bytes, read in pieces.
pub(in crate::publish) fn digest_of(path: &Path) -> io::Result<Digest> {
    let mut file = File::open(path)?;
    let mut copier = Copier::new();
    copier.copy(&mut file, &mut io::sink())?;
    Ok(copier.digest())
}

/// Whether a file holds no byte but zeros: what is left when a power cut came between its name and
/// its data.
pub(in crate::publish) fn is_blank(path: &Path) -> io::Result<bool> {
    let mut file = File::open(path)?;
    let mut buffer = vec![0; PIECE];
    loop {
        match file.read(&mut buffer) {
            Ok(0) => return Ok(true),
            Ok(length) if buffer[..length].iter().all(|byte| *byte == 0) => {}
            Ok(_) => return Ok(false),
            Err(cause) if cause.kind() == ErrorKind::Interrupted => {}
            Err(cause) => return Err(cause),
        }
    }
}

const PIECE: usize = 64 * 1024;

/// Copies bytes and takes their digest on the way, so that both are of the same bytes.
pub(in crate::publish) struct Copier(blake3::Hasher);

impl Copier {
    /// Nothing copied yet.
    pub(in crate::publish) fn new() -> Self {
        Self(blake3::Hasher::new())
    }

    /// Copies all that is left to read.
    pub(in crate::publish) fn copy(
        &mut self,
        from: &mut impl Read,
        to: &mut impl io::Write,
    ) -> io::Result<()> {
        let mut buffer = vec![0; PIECE];
        loop {
            match from.read(&mut buffer) {
                Ok(0) => return Ok(()),
                Ok(length) => {
                    self.0.update(&buffer[..length]);
                    to.write_all(&buffer[..length])?;
                }
                Err(cause) if cause.kind() == ErrorKind::Interrupted => {}
                Err(cause) => return Err(cause),
            }
        }
    }

    /// Of everything that was copied.
    pub(in crate::publish) fn digest(&self) -> Digest {
        self.0.finalize().into()
    }
}

/// Renames a file over another.
///
/// A folder of the site may be a disk of its own, where renaming ends at its border; then the file
/// is copied beside its place first, so that the place changes at once there too.
pub(in crate::publish) fn replace(from: &Path, to: &Path) -> io::Result<()> {
    match fs::rename(from, to) {
        Err(cause) if cause.kind() == ErrorKind::CrossesDevices => {
            across(from, to, |near, to| fs::rename(near, to))
        }
        result => result,
    }
}

/// Renames a file to where nothing stands; `AlreadyExists` if something does.
pub(in crate::publish) fn settle(from: &Path, to: &Path) -> io::Result<()> {
    match rename_to_nothing(from, to) {
        Err(cause) if cause.kind() == ErrorKind::CrossesDevices => {
            across(from, to, rename_to_nothing)
        }
        result => result,
    }
}

fn across(
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
    copy.set_modified(metadata.modified().unwrap_or(SystemTime::UNIX_EPOCH))?;
    drop(copy);
    finish(&near, to)?;
    fs::remove_file(from)
}

#[cfg(target_os = "linux")]
fn rename_to_nothing(from: &Path, to: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    use rustix::io::Errno;
    match renameat_with(CWD, from, CWD, to, RenameFlags::NOREPLACE) {
        // Some file systems (NFS, some of FUSE) do not know the flag.
        Err(Errno::INVAL | Errno::NOSYS | Errno::NOTSUP) => rename_after_looking(from, to),
        result => Ok(result?),
    }
}

#[cfg(not(target_os = "linux"))]
fn rename_to_nothing(from: &Path, to: &Path) -> io::Result<()> {
    rename_after_looking(from, to)
}

fn rename_after_looking(from: &Path, to: &Path) -> io::Result<()> {
    match look(to)? {
        Thing::Nothing => fs::rename(from, to),
        _ => Err(ErrorKind::AlreadyExists.into()),
    }
}

/// Whether we may make and remove names in a folder; the error says why not.
#[cfg(unix)]
pub(in crate::publish) fn may_change(folder: &Path) -> io::Result<()> {
    use rustix::fs::{Access, access};
    Ok(access(folder, Access::WRITE_OK | Access::EXEC_OK)?)
}

/// Whether we may make and remove names in a folder: found out later here.
#[cfg(not(unix))]
pub(in crate::publish) fn may_change(_folder: &Path) -> io::Result<()> {
    Ok(())
}
