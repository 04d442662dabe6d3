//! Reading one file in such a way that the bytes in memory were on the disk at one moment.

use super::names;
use super::snapshot::{Content, Kind, SourceFile, Stamp};
use crate::diagnostic::{Diagnostic, Place};
use crate::digest::Digest;
use crate::path::SourcePath;
use std::fs::{File, Metadata};
use std::io::{self, Read};
use std::path::Path;
use std::sync::Arc;

/// The size of the largest text, in bytes. No author writes a larger one.
const TEXT_LIMIT: u64 = 64 * 1024 * 1024;

/// The number of attempts to read a file that changes meanwhile. The last one counts.
const ATTEMPTS: usize = 3;

/// Reads a file. Every error becomes the `fault` of the source. `None` if the file is gone.
pub(super) fn read(
    path: &SourcePath,
    kind: Kind,
    file: &Path,
    scan_began: i128,
) -> Option<SourceFile> {
    for attempt in 1.. {
        match read_once(path, kind, file, scan_began) {
            Ok((source, settled)) if settled || attempt == ATTEMPTS => return Some(source),
            Ok(_) => {}
            Err(error) if error.kind() == io::ErrorKind::NotFound => return None,
            Err(error) => return Some(unreadable(path, kind, &error)),
        }
    }
    None
}

/// Reads a file once. The flag is true if the file did not change meanwhile.
fn read_once(
    path: &SourcePath,
    kind: Kind,
    file: &Path,
    scan_began: i128,
) -> io::Result<(SourceFile, bool)> {
    let mut handle = open(file)?;
    let before = handle.metadata()?;
    if !before.is_file() {
        return Err(io::Error::new(
            io::ErrorKind::InvalidInput,
            "it is not an ordinary file",
        ));
    }
    let is_text = names::is_text(kind, path.as_str());
    let mut source = if is_text {
        text(path, kind, &mut handle, &before)?
    } else {
        binary(kind, file, &mut handle, &before)?
    };
    let after = handle.metadata()?;
    source.stamp = stamp(&before, scan_began);
    Ok((
        source,
        stamp(&after, scan_began) == stamp(&before, scan_began),
    ))
}

fn text(
    path: &SourcePath,
    kind: Kind,
    handle: &mut File,
    before: &Metadata,
) -> io::Result<SourceFile> {
    if before.len() > TEXT_LIMIT {
        return Err(io::Error::new(
            io::ErrorKind::FileTooLarge,
            "it is larger than 64 MiB, too large for a text",
        ));
    }
    let mut bytes = Vec::with_capacity(before.len() as usize + 1);
    handle.take(TEXT_LIMIT).read_to_end(&mut bytes)?;
    Ok(decoded(path, kind, bytes))
}

/// Returns a text file of these bytes.
pub(super) fn decoded(path: &SourcePath, kind: Kind, bytes: Vec<u8>) -> SourceFile {
    let digest = Digest::of_bytes(&bytes);
    let (text, fault) = match String::from_utf8(bytes) {
        Ok(text) => (text, None),
        Err(error) => {
            let at = error.utf8_error().valid_up_to();
            (
                String::from_utf8_lossy(error.as_bytes()).into_owned(),
                Some(not_utf8(path, at)),
            )
        }
    };
    SourceFile {
        kind,
        digest,
        content: Content::Text(text.into()),
        fault,
        stamp: Stamp::default(),
    }
}

fn binary(kind: Kind, file: &Path, handle: &mut File, before: &Metadata) -> io::Result<SourceFile> {
    let mut hasher = blake3::Hasher::new();
    hasher.update_reader(handle)?;
    let digest = hasher.finalize().into();
    let content = Content::Binary {
        size: before.len(),
        file: file.to_owned(),
    };
    Ok(SourceFile {
        kind,
        digest,
        content,
        fault: None,
        stamp: Stamp::default(),
    })
}

/// Opens a file without following a link in the last part of the path, and without waiting for the
/// other end of a pipe.
#[cfg(unix)]
fn open(file: &Path) -> io::Result<File> {
    use rustix::fs::{Mode, OFlags};
    let flags = OFlags::RDONLY | OFlags::NONBLOCK | OFlags::NOFOLLOW | OFlags::CLOEXEC;
    Ok(rustix::fs::open(file, flags, Mode::empty())?.into())
}

#[cfg(not(unix))]
fn open(file: &Path) -> io::Result<File> {
    File::open(file)
}

/// Opens a source again, to read the bytes that the scan only digested.
///
/// Everything that reads a source after the scan goes through this function: probing and encoding
/// images, serving files, publishing. Meanwhile the user may have put a link or a named pipe in the
/// file's place. So it follows no link in the last part of the path, which could lead out of the
/// site, and it never waits for the other end of a pipe.
///
/// The caller still has to expect other bytes than those that were scanned.
///
/// # Errors
/// If the file is gone, is not an ordinary file, or cannot be opened for reading.
pub fn reopen(file: &Path) -> io::Result<File> {
    let handle = open(file)?;
    match handle.metadata()?.is_file() {
        true => Ok(handle),
        false => Err(io::Error::new(
            io::ErrorKind::InvalidInput,
            "it is not an ordinary file",
        )),
    }
}

impl SourceFile {
    /// Returns true if an opened file is still as the scan found it, by its size, times and inode.
    pub fn is_unchanged(&self, opened: &File) -> bool {
        let now = opened.metadata().map(|now| stamp(&now, self.stamp.read));
        now.is_ok_and(|now| now == self.stamp)
    }
}

/// Returns the stamp of a file.
#[cfg(unix)]
pub(super) fn stamp(metadata: &Metadata, scan_began: i128) -> Stamp {
    use std::os::unix::fs::MetadataExt;
    let nanoseconds =
        |seconds: i64, rest: i64| i128::from(seconds) * 1_000_000_000 + i128::from(rest);
    Stamp {
        size: metadata.len(),
        modified: nanoseconds(metadata.mtime(), metadata.mtime_nsec()),
        changed: nanoseconds(metadata.ctime(), metadata.ctime_nsec()),
        inode: metadata.ino(),
        read: scan_began,
    }
}

#[cfg(not(unix))]
pub(super) fn stamp(metadata: &Metadata, scan_began: i128) -> Stamp {
    let modified = metadata
        .modified()
        .ok()
        .and_then(|time| time.duration_since(std::time::UNIX_EPOCH).ok())
        .map_or(0, |since| since.as_nanos() as i128);
    Stamp {
        size: metadata.len(),
        modified,
        changed: modified,
        inode: 0,
        read: scan_began,
    }
}

fn not_utf8(path: &SourcePath, at: usize) -> Diagnostic {
    Diagnostic::error("not-utf8", "the file has bytes that are not UTF-8 text")
        .at(Place::Span {
            file: path.clone(),
            span: at..at + '\u{FFFD}'.len_utf8(),
        })
        .advise(
            "save the file again with the encoding UTF-8 \
             (in most editors: Save As, Encoding, UTF-8)",
        )
}

fn unreadable(path: &SourcePath, kind: Kind, error: &io::Error) -> SourceFile {
    let fault = Diagnostic::error(
        "unreadable-file",
        format!("the file cannot be read: {error}"),
    )
    .at(Place::File(path.clone()))
    .advise("check that the file is there, is an ordinary file and that you may read it");
    let content = Content::Text(Arc::from(""));
    SourceFile {
        kind,
        digest: Digest::of(&fault),
        content,
        fault: Some(fault),
        stamp: Stamp::default(),
    }
}
