//! The model: pages in their sections, in a total order, with every link resolved.
//!
//! [`assemble`] receives the heads of documents, never their bodies, so an edit of a body cannot reach it.

mod assemble;
mod card;
mod cascade;
mod menu;
mod order;
mod references;
mod route;
mod schedule;

pub use assemble::{Assembled, SiteInputs, assemble};
pub use card::Card;
pub use menu::{MenuItem, Menus, menus};
pub use references::{FileTargets, Resolved};
pub use route::Route;
pub use schedule::{HeldBack, Reason, Schedule, Timing};

use crate::digest::Digested;
use crate::document::Head;
use crate::path::SourcePath;
use crate::template::Shown;
use std::collections::HashMap;

/// All pages of a site.
#[derive(Debug, Clone)]
pub struct Site {
    /// Pages in reading order: the home, then each section before its pages.
    pub pages: Vec<Page>,
    /// The page made from a source.
    by_source: HashMap<SourcePath, PageId>,
    /// What is not published now, and why.
    pub held_back: Vec<HeldBack>,
}

/// A page's number in [`Site::pages`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PageId(usize);

/// What kind of page it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PageKind {
    /// The page at `/`.
    Home,
    /// A folder with an `_index.md`.
    Section,
    /// Any other page.
    Page,
}

impl PageKind {
    /// As templates see it.
    pub fn as_str(self) -> &'static str {
        match self {
            PageKind::Home => "home",
            PageKind::Section => "section",
            PageKind::Page => "page",
        }
    }
}

/// A page and its relations.
#[derive(Debug, Clone)]
pub struct Page {
    /// The document; none for a home that nobody wrote.
    pub source: Option<SourcePath>,
    /// What kind of page it is.
    pub kind: PageKind,
    /// Where it is published.
    pub route: Digested<Route>,
    /// What its document says of it.
    pub head: Digested<Head>,
    /// What other pages show of it.
    pub card: Shown<Card>,
    /// The folder below `content/` whose section it is; for pages, the folder that they lie in.
    pub folder: String,
    /// The section that it belongs to; for sections and the home, itself.
    pub section: PageId,
    /// From the home down to its parent.
    pub ancestors: Vec<PageId>,
    /// A section's pages and sections, in order.
    pub children: Vec<PageId>,
    /// Its links, resolved, in the order of the document.
    pub links: Digested<Vec<Resolved>>,
    /// Its images, resolved, in the order of the document.
    pub images: Digested<Vec<Resolved>>,
}

impl Site {
    /// A page by its number.
    pub fn page(&self, id: PageId) -> &Page {
        &self.pages[id.0]
    }

    /// Pages with their numbers, in reading order.
    pub fn numbered(&self) -> impl Iterator<Item = (PageId, &Page)> {
        self.pages.iter().enumerate().map(|(index, page)| (PageId(index), page))
    }

    /// The page made from a source.
    pub fn of_source(&self, source: &SourcePath) -> Option<&Page> {
        self.by_source.get(source).map(|id| self.page(*id))
    }

    /// The page at `/`.
    pub fn home(&self) -> &Page {
        &self.pages[0]
    }

    /// The page before one in reading order.
    pub fn before(&self, id: PageId) -> Option<&Page> {
        self.pages.get(id.0.checked_sub(1)?)
    }

    /// The page after one in reading order.
    pub fn after(&self, id: PageId) -> Option<&Page> {
        self.pages.get(id.0 + 1)
    }
}
