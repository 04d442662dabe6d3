//! The tree of pages: each in its section, and all in reading order.

use super::arrangement::{self, Arrangement, Taxonomy};
use super::feed::Feed;
use super::kind::PageKind;
use super::listing::{Listing, PageId};
use super::outline::{self, OutlinePart};
use super::page::{Page, PageData};
use super::schedule::HeldBack;
use super::terms::PageTerms;
use crate::diagnostic::Diagnostic;
use crate::digest::Digested;
use crate::path::SourcePath;
use crate::summary::Summary;
use std::borrow::Cow;
use std::iter::successors;

/// All pages of a site.
#[derive(Debug, Clone, Hash)]
pub struct Site {
    /// The pages in reading order: the home, then each section before its pages. After them the
    /// page of each taxonomy, before those of its terms. At the end those that no page lists.
    pub pages: Vec<Page>,
    /// The number of pages in reading order.
    in_reading_order: usize,
    home: PageId,
    /// The taxonomies that have pages, by their names.
    pub taxonomies: Vec<(String, PageId)>,
    /// The terms of a page that has none.
    pub no_terms: Digested<PageTerms>,
    /// The feeds.
    pub feeds: Vec<Feed>,
    /// The pages that have a source, in the order of their sources.
    by_source: Vec<PageId>,
    /// The documents that are not published now, and why.
    pub held_back: Vec<HeldBack>,
    /// The list of pages in `SUMMARY.md`, if there is one.
    pub outline: Option<Vec<OutlinePart>>,
}

impl Site {
    /// Returns a page by its number.
    pub fn page(&self, id: PageId) -> &Page {
        &self.pages[id.0]
    }

    /// Returns the pages with their numbers, in reading order.
    pub fn numbered(&self) -> impl Iterator<Item = (PageId, &Page)> {
        self.pages
            .iter()
            .enumerate()
            .map(|(index, page)| (PageId(index), page))
    }

    /// Returns the pages that have a source, in the order of their sources.
    pub fn in_order_of_sources(&self) -> impl Iterator<Item = &Page> {
        self.by_source.iter().map(|id| self.page(*id))
    }

    /// Returns the page made from a source.
    pub fn of_source(&self, source: &SourcePath) -> Option<&Page> {
        self.id_of_source(source).map(|id| self.page(id))
    }

    /// Returns the number of the page made from a source.
    pub fn id_of_source(&self, source: &SourcePath) -> Option<PageId> {
        let found = self
            .by_source
            .binary_search_by(|id| self.page(*id).source.as_ref().cmp(&Some(source)));
        found.ok().map(|index| self.by_source[index])
    }

    /// Returns the pages from the home down to this one.
    pub fn breadcrumbs(&self, id: PageId) -> Vec<PageId> {
        let upwards = successors(Some(id), |id| self.page(*id).parent);
        let mut breadcrumbs: Vec<PageId> = upwards.collect();
        breadcrumbs.reverse();
        breadcrumbs
    }

    /// Returns the page that a configured target means: a URL, or a file below `content/`.
    pub fn meant(&self, target: &str) -> Option<&Page> {
        let (path, _) = target.split_at(target.find(['?', '#']).unwrap_or(target.len()));
        if path.len() < target.len() || !path.starts_with('/') {
            return None;
        }
        let by_url = self.pages.iter().find(|page| page.card.url == path);
        by_url.or_else(|| {
            let source = format!("content{path}");
            self.of_source(&SourcePath::new(&source).ok()?)
        })
    }

    /// Returns the page at `/`.
    pub fn home(&self) -> &Page {
        self.page(self.home)
    }

    /// Returns the pages that have a place in the reading order.
    pub fn in_reading_order(&self) -> &[Page] {
        &self.pages[..self.in_reading_order]
    }

    /// Returns the pages that a page lists, without sections.
    pub fn listed(&self, page: &Page) -> Vec<PageId> {
        let items = page.listing.items.iter().copied();
        items
            .filter(|id| !self.page(*id).kind.is_section())
            .collect()
    }

    /// Returns the list that a page shows over one or more list pages, with the number of items on
    /// each; `None` if it shows no list.
    pub fn paged<'a>(&'a self, page: &'a Page) -> Option<(Cow<'a, [PageId]>, Option<usize>)> {
        if let Some(Listing { items, page_size }) = &page.paged {
            return Some((items.into(), *page_size));
        }
        let items = page.kind.is_list().then(|| self.listed(page))?;
        Some((items.into(), page.listing.page_size))
    }

    /// Returns the page before one in reading order.
    pub fn before(&self, id: PageId) -> Option<PageId> {
        let before = id.0.checked_sub(1)?;
        (id.0 < self.in_reading_order).then_some(PageId(before))
    }

    /// Returns the page after one in reading order.
    pub fn after(&self, id: PageId) -> Option<PageId> {
        let after = id.0 + 1;
        (after < self.in_reading_order).then_some(PageId(after))
    }
}

/// All pages of a site, before they have their order.
pub(super) struct Unordered {
    /// The pages in the order of their sources, with the positions of their documents. Those
    /// without a source are at the end.
    pub pages: Vec<(Digested<PageData>, Option<usize>)>,
    /// The index of the home.
    pub home: usize,
    /// The taxonomies that have pages.
    pub taxonomies: Vec<Taxonomy>,
    pub no_terms: Digested<PageTerms>,
    pub held_back: Vec<HeldBack>,
    /// The order of the pages, if there is one.
    pub summary: Option<Digested<Summary>>,
}

/// Puts pages under their sections and all into reading order, with the groups of them at the end.
pub(super) fn site(unordered: Unordered, diagnostics: &mut Vec<Diagnostic>) -> Site {
    let Unordered {
        pages,
        home,
        taxonomies,
        no_terms,
        held_back,
        summary,
    } = unordered;
    let (pages, documents): (Vec<&Digested<PageData>>, Vec<Option<usize>>) = pages
        .iter()
        .map(|(page, document)| (page, *document))
        .unzip();
    let listed = summary.as_ref().map_or_else(Vec::new, |summary| {
        outline::places(summary, &pages, home, &held_back, diagnostics)
    });
    let Arrangement {
        order,
        in_reading_order,
        parents,
        children,
    } = arrangement::of(&pages, home, &taxonomies, &listed);
    let ids = numbers(&order);
    let page = |index: &usize| {
        let data = pages[*index];
        let parent = ids[parents[*index]];
        Page {
            data: data.clone(),
            section: if data.kind.is_list() {
                ids[*index]
            } else {
                parent
            },
            parent: (data.kind != PageKind::Home).then_some(parent),
            listing: Listing {
                items: children[*index].iter().map(|child| ids[*child]).collect(),
                page_size: data.head.front_matter.paginate_by,
            },
            paged: None,
            document: documents[*index],
        }
    };
    let with_source = |(id, document): (&PageId, &Option<usize>)| document.map(|_| *id);
    let taxonomy = |taxonomy: Taxonomy| (taxonomy.name, ids[taxonomy.page]);
    let mut site = Site {
        pages: order.iter().map(page).collect(),
        in_reading_order,
        home: ids[home],
        taxonomies: taxonomies.into_iter().map(taxonomy).collect(),
        no_terms,
        feeds: Vec::new(),
        by_source: ids.iter().zip(&documents).filter_map(with_source).collect(),
        held_back,
        outline: None,
    };
    let id_of = |source: &SourcePath| site.id_of_source(source);
    site.outline = summary.map(|summary| outline::parts(&summary, &id_of));
    site
}

/// Returns the number of each page, given their order.
fn numbers(order: &[usize]) -> Vec<PageId> {
    let mut ids = vec![PageId(0); order.len()];
    for (position, index) in order.iter().enumerate() {
        ids[*index] = PageId(position);
    }
    ids
}
