//! The model: pages in their sections, in a total order, with every link resolved.
//!
//! [`assemble`] receives the heads of documents, never their bodies, so an edit of a body cannot
//! reach it.

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
use crate::path::{SourcePath, parent};
use crate::template::Viewed;
use std::iter::successors;
use std::ops::Deref;

/// All pages of a site.
#[derive(Debug, Clone)]
pub struct Site {
    /// Pages in reading order: the home, then each section before its pages.
    pub pages: Vec<Page>,
    /// Pages that have a source, in the order of their sources.
    by_source: Vec<PageId>,
    /// What is not published now, and why.
    pub held_back: Vec<HeldBack>,
}

/// A page's number in [`Site::pages`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PageId(usize);

/// The kind of a page. It decides the page's template and is `page.kind` there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PageKind {
    /// The page at `/`.
    Home,
    /// The page of a folder, from its `_index.md`.
    Section,
    /// The page of any other document.
    Page,
    /// The page that a server answers with where there is none. It is not part of [`Site`].
    NotFound,
    /// A page at an old address that leads on to the new one. It is not part of [`Site`].
    Redirect,
}

impl PageKind {
    /// Returns the name that templates see.
    pub fn as_str(self) -> &'static str {
        match self {
            PageKind::Home => "home",
            PageKind::Section => "section",
            PageKind::Page => "page",
            PageKind::NotFound => "404",
            PageKind::Redirect => "redirect",
        }
    }

    /// True for the kinds whose pages have other pages below them.
    pub fn is_section(self) -> bool {
        matches!(self, PageKind::Home | PageKind::Section)
    }

    /// True for the kinds whose pages are part of [`Site`].
    pub fn is_in_site(self) -> bool {
        !matches!(self, PageKind::NotFound | PageKind::Redirect)
    }
}

/// A page and its relations.
#[derive(Debug, Clone)]
pub struct Page {
    /// What it is by itself.
    pub data: Digested<PageData>,
    /// The section that it belongs to; for sections and the home, itself.
    pub section: PageId,
    /// The section that it stands in; none for the home.
    pub parent: Option<PageId>,
    /// A section's pages and sections, in order.
    pub children: Vec<PageId>,
}

/// What a page is by itself: by its document, its address and what its links lead to. It is
/// digested once, however many builds show it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct PageData {
    /// The document; none for a page that nobody wrote.
    pub source: Option<SourcePath>,
    /// What kind of page it is.
    pub kind: PageKind,
    /// Where it is published.
    pub route: Digested<Route>,
    /// What its document says of it.
    pub head: Digested<Head>,
    /// What other pages show of it.
    pub card: Viewed<Card>,
    /// Its links, resolved, in the order of the document.
    pub links: Digested<Vec<Resolved>>,
    /// Its images, resolved, in the order of the document.
    pub images: Digested<Vec<Resolved>>,
}

impl PageData {
    /// A page that nobody wrote: it has a title and nothing else.
    pub fn synthetic(route: Digested<Route>, card: Card) -> Self {
        PageData {
            source: None,
            kind: card.kind,
            route,
            head: Digested::new(Head::synthetic(&card.title)),
            card: Viewed::new(card),
            links: Digested::new(Vec::new()),
            images: Digested::new(Vec::new()),
        }
    }

    /// The folder below `content/` whose section it is; for pages, the folder that they lie in. An
    /// `index.md` is a page of the folder above its own.
    pub fn folder(&self) -> &str {
        let Some(source) = &self.source else {
            return "";
        };
        let folder = match source.file_name().split('.').next() {
            Some("index") => parent(source.folder()),
            _ => source.folder(),
        };
        folder
            .strip_prefix("content")
            .map_or("", |below| below.trim_start_matches('/'))
    }
}

/// A page is above all what it is by itself.
impl Deref for Page {
    type Target = PageData;
    fn deref(&self) -> &PageData {
        &self.data
    }
}

impl Site {
    /// A page by its number.
    pub fn page(&self, id: PageId) -> &Page {
        &self.pages[id.0]
    }

    /// Pages with their numbers, in reading order.
    pub fn numbered(&self) -> impl Iterator<Item = (PageId, &Page)> {
        self.pages
            .iter()
            .enumerate()
            .map(|(index, page)| (PageId(index), page))
    }

    /// The page made from a source.
    pub fn of_source(&self, source: &SourcePath) -> Option<&Page> {
        let found = self
            .by_source
            .binary_search_by(|id| self.page(*id).source.as_ref().cmp(&Some(source)));
        found.ok().map(|index| self.page(self.by_source[index]))
    }

    /// Returns the pages from the home down to this one.
    pub fn breadcrumbs(&self, id: PageId) -> Vec<&Page> {
        let upwards = successors(Some(self.page(id)), |page| Some(self.page(page.parent?)));
        let mut breadcrumbs: Vec<&Page> = upwards.collect();
        breadcrumbs.reverse();
        breadcrumbs
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
