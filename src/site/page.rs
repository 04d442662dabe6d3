//! Pages: what each is by itself, and its relations to others.

use super::card::Card;
use super::kind::PageKind;
use super::listing::{Listing, PageId};
use super::references::Resolved;
use super::route::Route;
use crate::digest::Digested;
use crate::document::Head;
use crate::index_file::IndexFile;
use crate::path::{SourcePath, parent};
use crate::template::Viewed;
use std::ops::Deref;

/// A page and its relations.
#[derive(Debug, Clone, Hash)]
pub struct Page {
    /// The page by itself.
    pub data: Digested<PageData>,
    /// The section that the page belongs to; for sections and the home, the page itself.
    pub section: PageId,
    /// The section above the page; none for the home.
    pub parent: Option<PageId>,
    /// A section's pages and sections; empty for other pages.
    pub listing: Listing,
    /// The list that its front matter asks for, beside that of a section.
    pub paged: Option<Listing>,
    /// The position of its document among all documents, in the order of their paths; none for a
    /// page that Milepost generates.
    pub document: Option<usize>,
}

impl Page {
    /// True if the page lists others: a section always does, any other page if `SUMMARY.md` puts
    /// some below it.
    pub fn has_list(&self) -> bool {
        self.kind.is_list() || !self.listing.items.is_empty()
    }
}

/// A page by itself: its document, its address and the targets of its links. It is digested once,
/// however many builds show it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct PageData {
    /// The document; none for a page that Milepost generates.
    pub source: Option<SourcePath>,
    /// The kind of the page.
    pub kind: PageKind,
    /// The address.
    pub route: Digested<Route>,
    /// The head of the document, with the values that sections above it set.
    pub head: Digested<Head>,
    /// The page as other pages show it.
    pub card: Viewed<Card>,
    /// The links, resolved, in the order of the document.
    pub links: Digested<Vec<Resolved>>,
    /// The images, resolved, in the order of the document.
    pub images: Digested<Vec<Resolved>>,
    /// The files that it uses; none if it uses no file.
    pub files: Option<Digested<PageFiles>>,
}

/// The files that a page uses, by their URLs without query and fragment. Some of the URLs may lead
/// nowhere, or to another site.
#[derive(Debug, Default, PartialEq, Eq, Hash)]
pub struct PageFiles {
    /// The images that the content shows.
    pub shown: Vec<String>,
    /// The files that links lead to, and the image that represents the page.
    pub linked: Vec<String>,
    /// The image that represents the page.
    pub representing: Option<String>,
}

impl PageData {
    /// Returns a page that Milepost generates: it has a title and no document.
    pub fn synthetic(route: Digested<Route>, card: Card) -> Self {
        PageData {
            source: None,
            kind: card.kind,
            route,
            head: Digested::new(Head::synthetic(&card.title)),
            card: Viewed::new(card),
            links: Digested::new(Vec::new()),
            images: Digested::new(Vec::new()),
            files: None,
        }
    }

    /// Returns the folder below `content/` that a section is the page of; for other pages, the
    /// folder of the section that they belong to.
    pub fn folder(&self) -> &str {
        self.source.as_ref().map_or("", folder_of)
    }
}

/// Returns the folder below `content/` of a document, as [`PageData::folder`] does of its page.
pub(super) fn folder_of(source: &SourcePath) -> &str {
    let folder = match IndexFile::of(source) {
        Some(IndexFile::Page) => parent(source.folder()),
        Some(IndexFile::Section) | None => source.folder(),
    };
    folder
        .strip_prefix("content")
        .map_or("", |below| below.trim_start_matches('/'))
}

impl PageFiles {
    /// Gathers the files; none if there is no file.
    pub(super) fn of(links: &[Resolved], images: &[Resolved], card: &Card) -> Option<Self> {
        // The URL of a page ends with a slash, and most links lead to pages.
        let links = links.iter().filter_map(Resolved::path);
        let linked = links.filter(|url| !url.ends_with('/')).map(str::to_owned);
        let representing = card.image.as_ref().map(|image| image.src.clone());
        let shown = images.iter().filter_map(Resolved::path);
        let files = PageFiles {
            shown: shown.map(str::to_owned).collect(),
            // A template may show the image of front matter, so its original is published too.
            linked: linked.chain(representing.clone()).collect(),
            representing,
        };
        (files != PageFiles::default()).then_some(files)
    }
}

/// A page shows its own data as if they were its fields.
impl Deref for Page {
    type Target = PageData;
    fn deref(&self) -> &PageData {
        &self.data
    }
}
