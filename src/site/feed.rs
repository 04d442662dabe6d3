//! A feed of the site.

use super::listing::PageId;

/// A feed: the newest pages of the site, of a section or of a term.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Feed {
    /// The page that it is the feed of.
    pub of: PageId,
    /// Its pages, the newest first.
    pub entries: Vec<PageId>,
}
