//! Reading one file in such a way that the bytes in memory were on the disk at one moment.

use super::names;
use super::site_file::SiteFile;
use super::snapshot::{Content, Kind, SourceFile, Stamp, UNREADABLE};
use crate::diagnostic::{Diagnostic, Place};
use crate::digest::Digest;
use crate::disk::{File, Refusal, read_opened, refusal_of, status_of};
use crate::path::SourcePath;
use std::io::{self, Read};
use std::sync::Arc;

/// The size of the largest text, in bytes. No author writes a larger one.
const TEXT_LIMIT: u64 = 64 * 1024 * 1024;

/// The number of attempts to read a file that changes meanwhile. The last one counts.
const ATTEMPTS: usize = 3;

/// Reads a file. Every error becomes the `fault` of the source. `None` if the file is gone.
pub(super) fn read(
    path: &SourcePath,
    kind: Kind,
    file: &SiteFile,
    scan_began: i64,
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
    file: &SiteFile,
    scan_began: i64,
) -> io::Result<(SourceFile, bool)> {
    let mut handle = file.open()?;
    let before = status_of(&handle)?;
    let is_text = names::is_text(kind, path.as_str());
    let mut source = if is_text {
        text(path, kind, &mut handle)?
    } else {
        binary(kind, file, &mut handle, before.size)?
    };
    source.stamp = Stamp {
        status: Some(before),
        read: scan_began,
    };
    Ok((source, status_of(&handle)? == before))
}

fn text(path: &SourcePath, kind: Kind, handle: &mut File) -> io::Result<SourceFile> {
    match read_opened(handle, TEXT_LIMIT) {
        Ok(bytes) => Ok(decoded(path, kind, bytes)),
        Err(error) if refusal_of(&error) == Some(Refusal::TooLarge) => Err(io::Error::new(
            io::ErrorKind::FileTooLarge,
            "it is larger than 64 MiB, too large for a text",
        )),
        Err(error) => Err(error),
    }
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

fn binary(kind: Kind, file: &SiteFile, handle: &mut File, size: u64) -> io::Result<SourceFile> {
    let mut hasher = blake3::Hasher::new();
    // What grows while it is read would never end.
    hasher.update_reader(handle.take(size))?;
    let digest = hasher.finalize().into();
    let content = Content::Binary {
        size,
        file: file.clone(),
    };
    Ok(SourceFile {
        kind,
        digest,
        content,
        fault: None,
        stamp: Stamp::default(),
    })
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
    let fault = Diagnostic::error(UNREADABLE, format!("the file cannot be read: {error}"))
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
