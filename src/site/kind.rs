//! Kinds of pages.

/// The kind of a page. It decides the page's template and is `page.kind` there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PageKind {
    /// The page at `/`.
    Home,
    /// The page of a folder, from its `_index.md`.
    Section,
    /// The page of any other document.
    Page,
    /// The page of a taxonomy, which lists its terms.
    Taxonomy,
    /// The page of a term, which lists the pages that have it.
    Term,
    /// A file that is no HTML, such as a feed. It is not part of a site's tree.
    File,
    /// The page that a server sends for an address without a page. It is not part of a site's tree.
    NotFound,
    /// A page at an old address that leads on to the new one. It is not part of a site's tree.
    Redirect,
}

impl PageKind {
    /// Returns the name that templates see.
    pub fn as_str(self) -> &'static str {
        match self {
            PageKind::Home => "home",
            PageKind::Section => "section",
            PageKind::Page => "page",
            PageKind::Taxonomy => "taxonomy",
            PageKind::Term => "term",
            PageKind::File => "file",
            PageKind::NotFound => "404",
            PageKind::Redirect => "redirect",
        }
    }

    /// True for the kinds whose pages have other pages below them in the reading order.
    pub fn is_section(self) -> bool {
        matches!(self, PageKind::Home | PageKind::Section)
    }

    /// True for the kinds whose pages list other pages.
    pub fn is_list(self) -> bool {
        self.is_section() || self.is_group()
    }

    /// True for the kinds whose pages group pages that have their place elsewhere.
    pub fn is_group(self) -> bool {
        matches!(self, PageKind::Taxonomy | PageKind::Term)
    }

    /// True for the kinds whose pages have a place in the reading order.
    pub fn is_in_reading_order(self) -> bool {
        self.is_in_site() && !self.is_group()
    }

    /// True for the kinds whose documents make pages that no other page lists.
    pub fn is_apart(self) -> bool {
        matches!(self, PageKind::File | PageKind::NotFound)
    }

    /// True for the kinds whose pages readers can find: those of the tree, and groups of them.
    pub fn is_in_site(self) -> bool {
        !matches!(
            self,
            PageKind::File | PageKind::NotFound | PageKind::Redirect
        )
    }
}
