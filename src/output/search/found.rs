//! The pages that search finds.

use super::layout::Layout;
use crate::document::Documents;
use crate::site::{Page, PageId, Site};

/// The pages that search finds, in reading order.
#[derive(Hash)]
pub struct Found(Vec<FoundPage>);

/// A page that search finds.
#[derive(Hash)]
pub(super) struct FoundPage {
    pub id: PageId,
    /// The position of its document, if it has one.
    pub document: Option<usize>,
}

impl Found {
    /// Finds the pages; none if the site has no search.
    pub fn of(search: bool, site: &Site) -> Option<Self> {
        let found = |(id, page): (PageId, &Page)| {
            is_found(page).then_some(FoundPage {
                id,
                document: page.document,
            })
        };
        search.then(|| Found(site.numbered().filter_map(found).collect()))
    }

    /// Returns the pages.
    pub(super) fn pages(&self) -> &[FoundPage] {
        &self.0
    }

    /// Counts the files of the search.
    pub fn layout(&self, documents: &Documents) -> Layout {
        let all = documents.entries();
        let positions = self.0.iter().filter_map(|page| page.document);
        let words = positions.map(|position| all[position].words);
        Layout::of(self.0.len(), words.sum())
    }
}

/// Returns true for a page that search finds. A group of pages without a text tells no more than
/// these pages do.
fn is_found(page: &Page) -> bool {
    let has_text = page.document.is_some() || !page.kind.is_group();
    page.kind.is_in_site() && page.head.front_matter.search && has_text
}
