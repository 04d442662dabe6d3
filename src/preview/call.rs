//! What threads of the preview say to the one that makes builds.

use crate::path::OutputPath;
use crate::report::Located;
use std::path::PathBuf;

/// That something changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Ring {
    /// Where, perhaps.
    pub hints: Vec<PathBuf>,
    /// Whether whoever did it may still be at it, if that is known.
    pub pen: Option<Pen>,
}

/// Whether a file that was written is still being written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Pen {
    /// Somebody wrote into it and has not closed it.
    Down,
    /// It was closed, or it is another file now.
    Up,
}

/// What threads of the preview say to the one that makes builds.
#[derive(Debug)]
pub(super) enum Call {
    /// Something changed.
    Rung(Ring),
    /// The system no longer reports changes, for this reason.
    Blind(String),
    /// Somebody looks at this page.
    Looking(OutputPath),
    /// Somebody stopped looking at it.
    Left(OutputPath),
    /// What is wrong with a build, as far as it was rendered.
    Judged {
        /// The generation of the build.
        generation: u64,
        /// What is wrong with it.
        located: Vec<Located>,
        /// Whether all of it was rendered.
        complete: bool,
    },
    /// It is over.
    Stop,
}
