//! A link's two ends: the document that it stands in, and the page or the file that it leads to.

use super::route::Route;
use super::schedule::Reason;
use crate::digest::Digested;
use crate::path::{SourcePath, join};

/// A document as far as links from others depend on it.
#[derive(Hash)]
pub(super) struct TargetDocument<'a> {
    pub source: &'a SourcePath,
    pub route: &'a Digested<Route>,
    /// The ids that a fragment can name, sorted.
    pub ids: &'a Digested<Vec<String>>,
    /// The reason for which a build that shows no page out of its time leaves it out.
    pub hidden: Option<Reason>,
}

/// The document that contains a link.
pub(super) struct Origin<'a> {
    pub source: &'a SourcePath,
    pub route: &'a Route,
}

impl Origin<'_> {
    /// Returns the path of the source that a link means, if it means one.
    pub(super) fn source_meant(&self, path: &str) -> Option<String> {
        let path = path.trim_end_matches('/');
        match path.strip_prefix('/').or_else(|| path.strip_prefix("@/")) {
            Some(below) => join("content", below),
            None => join(self.source.folder(), path),
        }
    }
}

/// The page or the file that a link leads to.
pub(super) struct Destination<'a> {
    /// Empty for the page itself.
    pub url: String,
    /// The document whose ids a fragment can name; `None` for files.
    pub document: Option<&'a TargetDocument<'a>>,
}
