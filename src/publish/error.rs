//! Errors of publishing, for the user who has to fix the cause: the path, the cause, the remedy.

use crate::disk::{is_lack_of_files, refusal_of};
use crate::path::OutputPath;
use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

/// An error that stopped publishing.
#[derive(Debug)]
pub enum PublishError {
    /// The folder must not become an output. Nothing was created.
    InvalidFolder {
        /// The folder, as it was named.
        output: PathBuf,
        /// The reason, continuing "it ".
        reason: String,
    },
    /// Files that Milepost did not write are in the places of outputs. Nothing of the site was
    /// touched.
    InTheWay {
        /// The output folder.
        output: PathBuf,
        /// All of them, relative to the output, in order.
        files: Vec<String>,
    },
    /// The output has a path that cannot be. Nothing of the site was touched.
    Path {
        /// The output.
        path: OutputPath,
        /// The reason, continuing "it ".
        reason: &'static str,
    },
    /// The manifest is damaged, and nothing else says what Milepost wrote. Nothing of the site was
    /// touched.
    DamagedManifest(PathBuf),
    /// A source was changed after the scan. Nothing of the site was touched.
    SourceChanged(PathBuf),
    /// The disk or the system refused. Nothing of the site was touched.
    Io {
        /// The action that failed, continuing "cannot ".
        attempt: &'static str,
        /// The file or folder of the action.
        path: PathBuf,
        /// The error of the system.
        cause: io::Error,
    },
    /// It stopped after the stage was complete: a part of the new site is in place. The next
    /// command does the rest, or gives it up.
    Halfway(Box<PublishError>),
}

/// Wraps an error of the system, as `map_err` wants it.
pub(super) fn cannot(attempt: &'static str, path: &Path) -> impl FnOnce(io::Error) -> PublishError {
    move |cause| PublishError::Io {
        attempt,
        path: path.to_owned(),
        cause,
    }
}

impl fmt::Display for PublishError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            PublishError::InvalidFolder { output, reason } => write!(
                f,
                "{} cannot be the output folder: it {reason}\n\
                 Choose a folder that holds nothing else, such as `public` in the site's folder.",
                output.display()
            ),
            PublishError::InTheWay { output, files } => {
                writeln!(
                    f,
                    "Milepost did not write these files in {}, \
                     and outputs belong in their places:",
                    output.display()
                )?;
                files.iter().try_for_each(|file| writeln!(f, "  {file}"))?;
                f.write_str(
                    "Move them elsewhere (into `static/`, if they belong to the site) \
                     or delete them, then build again. Nothing was changed.",
                )
            }
            PublishError::Path { path, reason } => write!(
                f,
                "the output `{path}` cannot be written: it {reason}\n\
                 Give its source another name or address. Nothing was changed."
            ),
            PublishError::DamagedManifest(path) => write!(
                f,
                "{} is damaged, so Milepost cannot tell which files are its own\n\
                 Build once, then try again. Nothing was changed.",
                path.display()
            ),
            PublishError::SourceChanged(path) => write!(
                f,
                "{} was changed while it was being copied\n\
                 Build again when it is saved. Nothing was changed.",
                path.display()
            ),
            PublishError::Io {
                attempt,
                path,
                cause,
            } => write!(
                f,
                "cannot {attempt} {}: {cause}\n{}",
                path.display(),
                remedy(cause)
            ),
            PublishError::Halfway(cause) => write!(
                f,
                "{cause}\nA part of the new site is in place already. Mend the cause and build \
                 again: the rest follows. Or give the new site up with \
                 `milepost build --abandon`."
            ),
        }
    }
}

impl std::error::Error for PublishError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            PublishError::Io { cause, .. } => Some(cause),
            PublishError::Halfway(cause) => Some(cause.as_ref()),
            _ => None,
        }
    }
}

fn remedy(cause: &io::Error) -> &'static str {
    if refusal_of(cause).is_some() {
        return "Milepost did not put it there and does not touch it: \
                remove it, then run the command again.";
    }
    match cause.kind() {
        io::ErrorKind::StorageFull => {
            "The disk is full, or takes no more files: free some space, then run the command again."
        }
        io::ErrorKind::QuotaExceeded => {
            "Your share of the disk is used up: delete something, then run the command again."
        }
        io::ErrorKind::PermissionDenied => {
            "You may not write here: change the permissions, or choose another output folder."
        }
        io::ErrorKind::ReadOnlyFilesystem => {
            "This disk can only be read: choose an output folder on another one."
        }
        io::ErrorKind::InvalidFilename | io::ErrorKind::InvalidInput => {
            "This disk does not take such a name: rename the source, \
             or choose an output folder on another disk."
        }
        io::ErrorKind::Unsupported => {
            "This disk cannot do it: choose an output folder on another one."
        }
        io::ErrorKind::FileTooLarge => {
            "The system lets no file grow that large: raise its limit (`ulimit -f`), \
             or choose an output folder on another disk."
        }
        io::ErrorKind::NotFound => {
            "Something removed it while Milepost was at work: run the command again."
        }
        _ if is_lack_of_files(cause) => {
            "The system lets Milepost open too few files: raise their number (`ulimit -n`)."
        }
        _ => {
            "If running the command again does not help, the disk may be failing: \
             choose an output folder on another one."
        }
    }
}
