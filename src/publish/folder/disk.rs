//! Questions about the output folder, and ways to rename in it.

use super::layout::Layout;
use crate::digest::Digest;
use crate::disk::{self, File, Folder, Status};
use crate::publish::error::PublishError;
use crate::publish::journal::Journal;
use crate::publish::manifest::Stamp;
use crate::publish::steps::Step;
use std::io::{self, ErrorKind, Read};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// The kind of thing at a place. A link is not followed.
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

/// Takes the size and the time of last change from the state of a file.
pub(super) fn stamp(status: &Status) -> Stamp {
    Stamp {
        size: status.size,
        modified: status.modified,
    }
}

/// Finds out the kind of thing at a place.
pub(super) fn path_kind(layout: &Layout, place: &str) -> Result<PathKind, PublishError> {
    let found = layout.attempt("look at", place, |output| output.status(place))?;
    Ok(found.map_or(PathKind::Missing, |status| match status.kind {
        disk::Kind::Folder => PathKind::Folder,
        disk::Kind::File => PathKind::File(stamp(&status)),
        disk::Kind::Link | disk::Kind::Other => PathKind::Other(stamp(&status)),
    }))
}

/// Takes the digest of a file's bytes, piece by piece.
pub(super) fn digest_of(layout: &Layout, place: &str) -> Result<Digest, PublishError> {
    layout.attempt("read", place, |output| {
        copy(&mut output.file(place)?, &mut io::sink())
    })
}

/// True if a file holds no byte but zeros: a power cut leaves such a file when it comes between a
/// file's name and its data.
pub(super) fn is_blank(layout: &Layout, place: &str) -> Result<bool, PublishError> {
    let mut is_blank = true;
    let check = |piece: &[u8]| {
        is_blank = piece.iter().all(|byte| *byte == 0);
        Ok(is_blank)
    };
    layout.attempt("read", place, |output| {
        each_piece(&mut output.file(place)?, check)
    })?;
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

/// Creates a file, in place of one that an interrupted command left.
pub(super) fn create_anew(folder: &Folder, name: impl AsRef<Path>) -> io::Result<File> {
    let name = name.as_ref();
    match folder.create(name) {
        Err(cause) if cause.kind() == ErrorKind::AlreadyExists => {
            folder.remove_file(name)?;
            folder.create(name)
        }
        result => result,
    }
}

/// Renames a file over another.
///
/// A folder of the site may be a disk of its own, and renaming ends at its border. Then the file is
/// copied beside its place first, so that the place changes at once there too.
pub(super) fn rename_over(from: &Folder, name: &Path, to: &Folder, new: &Path) -> io::Result<()> {
    match from.rename(name, to, new) {
        Err(cause) if cause.kind() == ErrorKind::CrossesDevices => {
            across_disks(from, name, to, |near| to.rename(near, to, new), new)
        }
        result => result,
    }
}

/// Renames a file to a name at which there is nothing; fails with `AlreadyExists` if there is
/// something.
pub(super) fn rename_to_vacant(
    from: &Folder,
    name: &Path,
    to: &Folder,
    new: &Path,
) -> io::Result<()> {
    match from.rename_to_vacant(name, to, new) {
        Err(cause) if cause.kind() == ErrorKind::CrossesDevices => across_disks(
            from,
            name,
            to,
            |near| to.rename_to_vacant(near, to, new),
            new,
        ),
        result => result,
    }
}

fn across_disks(
    from: &Folder,
    name: &Path,
    to: &Folder,
    finish: impl FnOnce(&Path) -> io::Result<()>,
    new: &Path,
) -> io::Result<()> {
    let Ok(mut original) = from.file(name) else {
        return Err(ErrorKind::CrossesDevices.into());
    };
    let status = disk::status_of(&original)?;
    let near = beside(new);
    let mut copied = create_anew(to, &near)?;
    io::copy(&mut original, &mut copied)?;
    // The manifest names the time of last change that the file had in the stage.
    copied.set_modified(time(status.modified))?;
    drop(copied);
    finish(&near)?;
    from.remove_file(name)
}

/// Removes what an interrupted command left of the outputs that it was copying to another disk.
pub(super) fn remove_copies(layout: &Layout, journal: &Journal) {
    for step in &journal.steps {
        if let Step::Place { path, .. } = step {
            // There is none, mostly. One that cannot be removed is told when it is to be written.
            let _ = layout
                .output()
                .remove_file(beside(Path::new(path.as_str())));
        }
    }
}

/// Returns the place beside an output at which its copy is written on another disk. It follows from
/// the output, so that the next command finds what an interrupted one left.
fn beside(output: &Path) -> PathBuf {
    let name = output.file_name().unwrap_or_default();
    let digest = Digest::of_bytes(name.as_encoded_bytes()).short(32);
    output.with_file_name(format!(".milepost-{digest}"))
}

fn time(nanoseconds: i64) -> SystemTime {
    let span = Duration::from_nanos(nanoseconds.unsigned_abs());
    match nanoseconds < 0 {
        true => UNIX_EPOCH - span,
        false => UNIX_EPOCH + span,
    }
}
