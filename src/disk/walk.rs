//! The way to a name for systems that cannot refuse links in one call: each folder on the way is
//! opened in the one above, without following a link.

use super::refusal::Refusal;
use rustix::fs::{AtFlags, FileType, Mode, OFlags};
use rustix::io::{Errno, retry_on_intr};
use std::ffi::OsStr;
use std::io;
use std::os::fd::{AsFd, BorrowedFd, OwnedFd};
use std::path::Path;

/// The flags for a folder that is only a start for names below it. On Linux that needs no
/// permission to list the folder.
#[cfg(target_os = "linux")]
pub(super) const FOLDER: OFlags = OFlags::PATH.union(OFlags::DIRECTORY).union(OFlags::CLOEXEC);
#[cfg(not(target_os = "linux"))]
pub(super) const FOLDER: OFlags = OFlags::RDONLY
    .union(OFlags::DIRECTORY)
    .union(OFlags::CLOEXEC);

/// Opens a name below a folder.
pub(super) fn reach(at: impl AsFd, path: &Path, flags: OFlags, mode: Mode) -> io::Result<OwnedFd> {
    let flags = flags | OFlags::NOFOLLOW;
    let mut names = path.iter().peekable();
    let mut reached: Option<OwnedFd> = None;
    while let Some(name) = names.next() {
        let from = reached.as_ref().map_or(at.as_fd(), AsFd::as_fd);
        if names.peek().is_none() {
            return step(from, name, flags, mode);
        }
        let next = step(from, name, FOLDER | OFlags::NOFOLLOW, Mode::empty())?;
        reached = Some(next);
    }
    step(at.as_fd(), OsStr::new("."), flags, mode)
}

fn step(from: BorrowedFd<'_>, name: &OsStr, flags: OFlags, mode: Mode) -> io::Result<OwnedFd> {
    match retry_on_intr(|| rustix::fs::openat(from, name, flags, mode)) {
        // Systems have different errors for a link that is not followed.
        Err(Errno::LOOP | Errno::NOTDIR | Errno::MLINK) if is_link(from, name) => {
            Err(Refusal::Link.into())
        }
        result => Ok(result?),
    }
}

fn is_link(from: BorrowedFd<'_>, name: &OsStr) -> bool {
    rustix::fs::statat(from, name, AtFlags::SYMLINK_NOFOLLOW)
        .is_ok_and(|found| FileType::from_raw_mode(found.st_mode) == FileType::Symlink)
}

/// True while a test of this thread goes this way on a system that could do it in one call.
#[cfg(all(test, target_os = "linux"))]
pub(super) fn is_forced() -> bool {
    FORCED.get()
}

#[cfg(all(not(test), target_os = "linux"))]
pub(super) fn is_forced() -> bool {
    false
}

#[cfg(all(test, target_os = "linux"))]
thread_local! {
    pub(super) static FORCED: std::cell::Cell<bool> = const { std::cell::Cell::new(false) };
}
