//! How a command ended.

use std::fmt;

/// How a command ended that could do its work.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// All is well.
    Well,
    /// The site has errors.
    Errors,
    /// Somebody ended it.
    Interrupted,
}

/// Why a command could not do its work.
#[derive(Debug)]
pub enum Failure {
    /// It was called wrongly.
    Usage(String),
    /// A file, a folder or a socket stood in the way.
    Environment(String),
}

impl Failure {
    /// Something of the environment, with what to do about it in its text.
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
