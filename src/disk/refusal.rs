//! The errors that this room itself makes, in words for people.

use std::fmt;
use std::io::{self, ErrorKind};

/// The reason for which a name below a folder is not used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// A link is at the name, or on the way to it.
    Link,
    /// A folder, a pipe, a socket or a device is in the place of a file.
    NotAFile,
    /// A link leads out of the folder.
    LeadsOut,
    /// A link leads to nothing.
    LeadsNowhere,
    /// The name is absolute, or has a part `..`.
    Name,
    /// The file has more bytes than are read.
    TooLarge,
    /// The file was changed after it was read.
    Changed,
    /// The file has a further name, which would keep the old bytes.
    FurtherName,
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Refusal::Link => "a link is in its place, or on the way to it",
            Refusal::NotAFile => "it is not an ordinary file",
            Refusal::LeadsOut => "a link leads out of the site's folder",
            Refusal::LeadsNowhere => "a link leads to nothing",
            Refusal::Name => "it does not lie below the folder",
            Refusal::TooLarge => "it is too large",
            Refusal::Changed => "it was changed meanwhile",
            Refusal::FurtherName => "it has a further name (a hard link) that would part from it",
        })
    }
}

impl std::error::Error for Refusal {}

impl From<Refusal> for io::Error {
    fn from(refusal: Refusal) -> Self {
        let kind = match refusal {
            Refusal::LeadsOut | Refusal::LeadsNowhere => ErrorKind::PermissionDenied,
            Refusal::TooLarge => ErrorKind::FileTooLarge,
            Refusal::Link | Refusal::NotAFile | Refusal::Name => ErrorKind::InvalidInput,
            Refusal::Changed | Refusal::FurtherName => ErrorKind::Other,
        };
        io::Error::new(kind, refusal)
    }
}

/// Returns the refusal in an error, if it is one.
pub fn refusal_of(error: &io::Error) -> Option<Refusal> {
    error.get_ref()?.downcast_ref().copied()
}

/// True if an error says that this process, or the system, has as many open files as it may have.
/// The standard library has no kind for that.
pub fn is_lack_of_files(error: &io::Error) -> bool {
    /// ENFILE and EMFILE on Linux, macOS and the BSDs.
    const CODES: [i32; 2] = [23, 24];
    let code = error.raw_os_error();
    cfg!(unix) && code.is_some_and(|code| CODES.contains(&code))
}

/// True if an error says that there is nothing at a name, or that something on the way to it is no
/// folder.
pub fn is_absence(error: &io::Error) -> bool {
    matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory)
        || refusal_of(error) == Some(Refusal::Link)
}
