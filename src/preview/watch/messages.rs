//! The messages that other threads of the preview send to the build thread.

use crate::path::OutputPath;
use crate::report::Located;
use std::path::PathBuf;

/// A change below the site's folder, as the system reported it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ChangeEvent {
    /// The paths that may have changed. None if the system lost reports.
    pub paths: Vec<PathBuf>,
    /// The state of the files at these paths, if the event contains it.
    pub write_state: Option<WriteState>,
}

/// The state of a file that a program wrote.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum WriteState {
    /// A program wrote into the file and has not closed it.
    Open,
    /// The program closed the file, or another file took its place.
    Closed,
}

/// A message to the build thread.
#[derive(Debug)]
pub(crate) enum BuildMessage {
    /// Something changed below the site's folder.
    Changed(ChangeEvent),
    /// The system no longer reports changes, for this reason.
    WatcherFailed(String),
    /// A browser opened this page.
    PageOpened(OutputPath),
    /// A browser closed this page.
    PageClosed(OutputPath),
    /// The idle thread checked a build, as far as it was rendered.
    Checked {
        /// The generation of the build.
        generation: u64,
        /// The diagnostics of the build.
        located: Vec<Located>,
        /// True if all of the build was rendered.
        complete: bool,
    },
    /// The preview ends.
    Stop,
}
