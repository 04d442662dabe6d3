//! Reasons why an image cannot be used, and the limits that some of them come from.

use super::header::Size;
use crate::diagnostic::{Diagnostic, Place};
use crate::path::SourcePath;
use std::{fmt, io};

/// The most pixels of an image: a hundred million.
pub(super) const MAX_PIXELS: u64 = 100_000_000;

/// The longest side of an image, in pixels.
pub(super) const MAX_SIDE: u32 = 16_384;

/// The largest file that is read, in bytes.
pub(super) const MAX_FILE_SIZE: u64 = 256 * 1024 * 1024;

/// The most characters of a library's message that are shown.
const MAX_REASON: usize = 160;

/// The reason why an image cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Fault {
    /// The image has too many pixels.
    TooLarge(Size),
    /// The file has too many bytes.
    TooHeavy(u64),
    /// The image has so many scans that decoding would take long.
    TooManyScans {
        /// The most scans of an image of this size.
        most: u64,
        /// The size.
        size: Size,
    },
    /// The bytes cannot be decoded. The reason ends a sentence that begins with the image.
    Unreadable(String),
    /// The file could not be read now, or is another one than the scan saw. The next attempt may
    /// succeed, so this is the one fault that must not be remembered under a digest.
    Transient(String),
}

impl Fault {
    /// Returns true if the fault comes from the disk and not from the bytes of the image.
    ///
    /// A result with such a fault must not be reused by a later build, even if all digests are
    /// equal: the file is read again instead. This holds for probes and for rendered jobs.
    pub fn is_transient(&self) -> bool {
        matches!(self, Fault::Transient(_))
    }

    /// Makes the fault of a file that is not as it was during the scan.
    pub(super) fn changed() -> Self {
        Fault::Transient("it was changed while the site was built; build again".to_owned())
    }

    /// Makes the fault of a file that the disk does not deliver.
    pub(super) fn io(error: &io::Error) -> Self {
        Fault::Transient(error.to_string())
    }

    /// Makes the fault of bytes that a library rejects. Its message may quote the file, so control
    /// characters are replaced and the length is limited.
    pub(super) fn unreadable(reason: impl fmt::Display) -> Self {
        let reason = reason.to_string();
        let printable = reason.chars().map(|c| if c.is_control() { ' ' } else { c });
        Fault::Unreadable(printable.take(MAX_REASON).collect())
    }

    /// Returns the stable name of the diagnostic.
    pub fn code(&self) -> &'static str {
        match self {
            Fault::TooLarge(_) | Fault::TooHeavy(_) => "image-too-large",
            Fault::TooManyScans { .. } | Fault::Unreadable(_) | Fault::Transient(_) => {
                "unreadable-image"
            }
        }
    }

    /// Returns the advice for the writer.
    pub fn advice(&self) -> &'static str {
        match self {
            Fault::TooLarge(_) | Fault::TooHeavy(_) => {
                "make it smaller in a program for pictures; 3,000 pixels in width are plenty for \
                 any screen"
            }
            Fault::TooManyScans { .. } | Fault::Unreadable(_) | Fault::Transient(_) => {
                "open it in a program for pictures and export it again as JPEG or PNG"
            }
        }
    }

    /// Makes the diagnostic that reports the fault at the image's file.
    pub fn diagnostic(&self, source: &SourcePath) -> Diagnostic {
        Diagnostic::error(self.code(), format!("this picture {self}"))
            .at(Place::File(source.clone()))
            .advise(self.advice())
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Fault::TooLarge(size) => write!(
                f,
                "has {size}; at most {MAX_SIDE} a side and 100 million in all can be taken"
            ),
            Fault::TooHeavy(bytes) => write!(
                f,
                "has {} MB; at most {} can be taken",
                bytes >> 20,
                MAX_FILE_SIZE >> 20
            ),
            Fault::TooManyScans { most, size } => write!(
                f,
                "is a progressive JPEG of {size} with more than {most} scans, which would take \
                 long to decode"
            ),
            Fault::Unreadable(reason) | Fault::Transient(reason) => {
                write!(f, "cannot be read: {reason}")
            }
        }
    }
}
