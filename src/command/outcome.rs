//! Outcomes of commands.

use std::fmt;

/// The outcome of a command that could do its work.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// The command did its work, and the site has no errors.
    Success,
    /// The command did its work, and the site has errors.
    SiteErrors,
}

/// The reason for which a command could not do its work.
#[derive(Debug)]
pub enum Failure {
    /// The user called the command wrongly.
    Usage(String),
    /// A file, a folder or a socket was not usable.
    Environment(String),
}

impl Failure {
    /// Returns a failure of the environment; its text contains the advice.
    pub fn environment(error: impl fmt::Display) -> Self {
        Failure::Environment(error.to_string())
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Failure::Usage(text) | Failure::Environment(text) => f.write_str(text),
        }
    }
}
