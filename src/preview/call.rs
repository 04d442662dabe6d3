//! What threads of the preview say to the one that makes builds.

use crate::path::OutputPath;
use crate::report::Located;
use std::path::PathBuf;

/// What threads of the preview say to the one that makes builds.
#[derive(Debug)]
pub(super) enum Call {
    /// Something changed, perhaps here.
    Rung(Vec<PathBuf>),
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
