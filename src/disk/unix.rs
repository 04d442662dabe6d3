//! The calls to the system, on Unix: each takes an opened folder and a name below it.

use super::refusal::Refusal;
use super::status::{Kind, Status};
use super::walk;
use rustix::fs::{Access, AtFlags, Dir, FileType, Mode, OFlags, Stat};
use rustix::io::{Errno, retry_on_intr};
use std::ffi::{OsStr, OsString};
use std::fs::File;
use std::io;
use std::os::fd::{AsFd, OwnedFd};
use std::os::unix::ffi::OsStringExt;
use std::path::Path;

/// An opened folder.
pub(super) type Handle = OwnedFd;

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

/// The mode of new files and folders, of which the user's mask takes away.
const NEW_FILE: u32 = 0o666;
const NEW_FOLDER: u32 = 0o777;

/// Opens a folder by a path of the file system, and follows links.
pub(super) fn open_top(path: &Path) -> io::Result<Handle> {
    Ok(retry_on_intr(|| {
        rustix::fs::open(path, walk::FOLDER, Mode::empty())
    })?)
}

/// Opens a folder below another.
pub(super) fn open_folder(at: &Handle, path: &Path) -> io::Result<Handle> {
    reach(at, path, walk::FOLDER | OFlags::NOFOLLOW, Mode::empty())
}

/// Opens a file below a folder.
pub(super) fn open_file(at: &Handle, path: &Path, opening: Opening) -> io::Result<File> {
    let how = match opening {
        Opening::Read => OFlags::RDONLY,
        Opening::New => OFlags::WRONLY | OFlags::CREATE | OFlags::EXCL,
        Opening::Existing => OFlags::RDWR,
        Opening::Shared => OFlags::RDWR | OFlags::CREATE,
    };
    let mode = match opening {
        Opening::Read | Opening::Existing => Mode::empty(),
        Opening::New | Opening::Shared => Mode::from_raw_mode(NEW_FILE),
    };
    let never_wait = OFlags::NONBLOCK | OFlags::NOCTTY;
    let flags = how | never_wait | OFlags::NOFOLLOW | OFlags::CLOEXEC;
    let opened = match reach(at, path, flags, mode) {
        // A socket, or a device that nothing drives.
        Err(error) if is(&error, Errno::NXIO) => return Err(Refusal::NotAFile.into()),
        Err(error) if is(&error, Errno::ISDIR) => return Err(Refusal::NotAFile.into()),
        result => result?,
    };
    let file = File::from(opened);
    if opening != Opening::New && !status_of(&file)?.is_ordinary() {
        return Err(Refusal::NotAFile.into());
    }
    Ok(file)
}

fn is(error: &io::Error, errno: Errno) -> bool {
    error.raw_os_error() == Some(errno.raw_os_error())
}

/// Opens a name below a folder. The kernel refuses links on the way where it can.
#[cfg(target_os = "linux")]
fn reach(at: &Handle, path: &Path, flags: OFlags, mode: Mode) -> io::Result<OwnedFd> {
    use rustix::fs::{ResolveFlags, openat2};
    use std::sync::atomic::{AtomicBool, Ordering};
    /// True once the kernel did not know the call.
    static IS_OLD: AtomicBool = AtomicBool::new(false);
    let resolve = ResolveFlags::BENEATH | ResolveFlags::NO_SYMLINKS;
    while !walk::is_forced() && !IS_OLD.load(Ordering::Relaxed) {
        match openat2(at, path, flags, mode, resolve) {
            // Another process renames something just now.
            Err(Errno::INTR | Errno::AGAIN) => {}
            // The kernel is older than 5.6, or a sandbox does not know the call.
            Err(Errno::NOSYS | Errno::PERM) => IS_OLD.store(true, Ordering::Relaxed),
            Err(Errno::LOOP) => return Err(Refusal::Link.into()),
            result => return Ok(result?),
        }
    }
    walk::reach(at, path, flags, mode)
}

#[cfg(not(target_os = "linux"))]
fn reach(at: &Handle, path: &Path, flags: OFlags, mode: Mode) -> io::Result<OwnedFd> {
    walk::reach(at, path, flags, mode)
}

/// Returns the state of the folder itself.
pub(super) fn status_of_folder(at: &Handle) -> io::Result<Status> {
    Ok(status_from(&rustix::fs::fstat(at)?))
}

/// Returns the state of an opened file.
///
/// # Errors
/// When the system refuses.
pub fn status_of(file: &File) -> io::Result<Status> {
    Ok(status_from(&rustix::fs::fstat(file)?))
}

/// Returns the state of a name in a folder.
pub(super) fn status(at: &Handle, name: &OsStr) -> io::Result<Status> {
    let found = retry_on_intr(|| rustix::fs::statat(at, name, AtFlags::SYMLINK_NOFOLLOW))?;
    Ok(status_from(&found))
}

/// Takes the state from the system's. The types of its numbers differ between systems.
#[allow(clippy::unnecessary_cast, clippy::cast_possible_wrap)]
fn status_from(found: &Stat) -> Status {
    let time = |seconds: i64, rest: i64| seconds.saturating_mul(1_000_000_000).saturating_add(rest);
    Status {
        kind: kind_of(FileType::from_raw_mode(
            found.st_mode as rustix::fs::RawMode,
        )),
        size: u64::try_from(found.st_size).unwrap_or_default(),
        modified: time(found.st_mtime as i64, found.st_mtime_nsec as i64),
        changed: time(found.st_ctime as i64, found.st_ctime_nsec as i64),
        device: found.st_dev as u64,
        inode: found.st_ino as u64,
    }
}

fn kind_of(file_type: FileType) -> Kind {
    match file_type {
        FileType::RegularFile => Kind::File,
        FileType::Directory => Kind::Folder,
        FileType::Symlink => Kind::Link,
        _ => Kind::Other,
    }
}

/// Lists the names in a folder, each with its kind.
pub(super) fn names(at: &Handle) -> io::Result<Vec<(OsString, Kind)>> {
    let flags = OFlags::RDONLY | OFlags::DIRECTORY | OFlags::CLOEXEC;
    let opened = retry_on_intr(|| rustix::fs::openat(at, ".", flags, Mode::empty()))?;
    let mut names = Vec::new();
    for entry in Dir::new(opened)? {
        let entry = entry?;
        let name = entry.file_name().to_bytes();
        if matches!(name, b"." | b"..") {
            continue;
        }
        let name = OsString::from_vec(name.to_vec());
        let kind = match entry.file_type() {
            // Some disks do not tell the kind in a list.
            FileType::Unknown => match status(at, &name) {
                Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
                found => found?.kind,
            },
            known => kind_of(known),
        };
        names.push((name, kind));
    }
    Ok(names)
}

/// Creates a folder.
pub(super) fn create_folder(at: &Handle, name: &OsStr) -> io::Result<()> {
    let mode = Mode::from_raw_mode(NEW_FOLDER);
    Ok(retry_on_intr(|| rustix::fs::mkdirat(at, name, mode))?)
}

/// Removes a file, a link or a pipe.
pub(super) fn remove_file(at: &Handle, name: &OsStr) -> io::Result<()> {
    Ok(retry_on_intr(|| {
        rustix::fs::unlinkat(at, name, AtFlags::empty())
    })?)
}

/// Removes an empty folder.
pub(super) fn remove_folder(at: &Handle, name: &OsStr) -> io::Result<()> {
    Ok(retry_on_intr(|| {
        rustix::fs::unlinkat(at, name, AtFlags::REMOVEDIR)
    })?)
}

/// Renames a file or a folder over another.
pub(super) fn rename(at: &Handle, name: &OsStr, to: &Handle, new: &OsStr) -> io::Result<()> {
    Ok(retry_on_intr(|| rustix::fs::renameat(at, name, to, new))?)
}

/// Renames a file or a folder to a name at which there is nothing.
pub(super) fn rename_to_vacant(
    at: &Handle,
    name: &OsStr,
    to: &Handle,
    new: &OsStr,
) -> io::Result<()> {
    match retry_on_intr(|| rename_in_one_call(at, name, to, new)) {
        // Some file systems (NFS, some of FUSE) do not know the flag.
        Err(Errno::INVAL | Errno::NOSYS | Errno::NOTSUP) => link_to_vacant(at, name, to, new),
        result => Ok(result?),
    }
}

#[cfg(any(target_os = "linux", target_os = "android", target_vendor = "apple"))]
fn rename_in_one_call(at: &Handle, name: &OsStr, to: &Handle, new: &OsStr) -> Result<(), Errno> {
    use rustix::fs::{RenameFlags, renameat_with};
    renameat_with(at, name, to, new, RenameFlags::NOREPLACE)
}

#[cfg(not(any(target_os = "linux", target_os = "android", target_vendor = "apple")))]
fn rename_in_one_call(_: &Handle, _: &OsStr, _: &Handle, _: &OsStr) -> Result<(), Errno> {
    Err(Errno::NOSYS)
}

/// Gives a file a further name at which there is nothing, and takes the old one away.
pub(super) fn link_to_vacant(
    at: &Handle,
    name: &OsStr,
    to: &Handle,
    new: &OsStr,
) -> io::Result<()> {
    match retry_on_intr(|| rustix::fs::linkat(at, name, to, new, AtFlags::empty())) {
        Ok(()) => remove_file(at, name).inspect_err(|_| {
            let _ = remove_file(to, new);
        }),
        // A folder has one name only, and so have the files of some disks.
        Err(Errno::PERM | Errno::NOSYS | Errno::NOTSUP | Errno::ACCESS | Errno::MLINK) => {
            rename_after_looking(at, name, to, new)
        }
        Err(error) => Err(error.into()),
    }
}

/// Renames what cannot have two names. The new one may be taken between the two calls.
fn rename_after_looking(at: &Handle, name: &OsStr, to: &Handle, new: &OsStr) -> io::Result<()> {
    match status(to, new) {
        Ok(_) => Err(io::ErrorKind::AlreadyExists.into()),
        Err(error) if error.kind() == io::ErrorKind::NotFound => rename(at, name, to, new),
        Err(error) => Err(error),
    }
}

/// Checks that names in a folder may be made and removed; the error says why not.
pub(super) fn check_may_change(at: &Handle) -> io::Result<()> {
    let access = Access::WRITE_OK | Access::EXEC_OK;
    Ok(rustix::fs::accessat(at, ".", access, AtFlags::empty())?)
}

/// True if an opened file has more than one name.
pub(super) fn has_further_name(file: &File) -> io::Result<bool> {
    Ok(rustix::fs::fstat(file)?.st_nlink > 1)
}

/// Gives a new file the owner and the mode of another, as far as this user may.
pub(super) fn take_properties(of: &File, to: &File) -> io::Result<()> {
    let found = rustix::fs::fstat(of)?;
    // Only the superuser may give a file away. A file in a shared folder keeps its group.
    let owner = rustix::fs::Uid::from_raw(found.st_uid);
    let group = rustix::fs::Gid::from_raw(found.st_gid);
    let _ = rustix::fs::fchown(to, Some(owner), Some(group))
        .or_else(|_| rustix::fs::fchown(to, None, Some(group)));
    // A change of the owner takes some modes away, so it comes first.
    let mode = Mode::from_raw_mode(found.st_mode as rustix::fs::RawMode);
    Ok(rustix::fs::fchmod(to.as_fd(), mode)?)
}
