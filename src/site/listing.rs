//! Listings: ordered lists of pages that are shown together.

/// The number of a page in the reading order of its site.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PageId(pub(super) usize);

/// An ordered list of pages, such as those of a section and its sections.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct Listing {
    /// The listed pages, in their order.
    pub items: Vec<PageId>,
    /// The number of items that one page shows; `None` for all of them.
    pub page_size: Option<usize>,
}
