//! The tree of pages: each in its section, and all in reading order.

use super::feed::Feed;
use super::kind::PageKind;
use super::listing::{Listing, PageId};
use super::order;
use super::page::{Page, PageData};
use super::schedule::HeldBack;
use super::terms::PageTerms;
use crate::digest::Digested;
use crate::document::front_matter::SortField;
use crate::path::{SourcePath, parent};
use std::borrow::Cow;
use std::collections::HashMap;
use std::iter::successors;

/// All pages of a site.
#[derive(Debug, Clone, Hash)]
pub struct Site {
    /// The pages in reading order: the home, then each section before its pages. After them the
    /// page of each taxonomy, before those of its terms.
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
        let found = self
            .by_source
            .binary_search_by(|id| self.page(*id).source.as_ref().cmp(&Some(source)));
        found.ok().map(|index| self.page(self.by_source[index]))
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
}

/// A taxonomy by the indices of pages.
pub(super) struct Taxonomy {
    pub name: String,
    pub page: usize,
    /// The terms, each with the pages that have it.
    pub terms: Vec<(usize, Vec<usize>)>,
}

/// Puts pages under their sections and all into reading order, with the groups of them at the end.
pub(super) fn site(unordered: Unordered) -> Site {
    let Unordered {
        pages,
        home,
        taxonomies,
        no_terms,
        held_back,
    } = unordered;
    let (pages, documents): (Vec<&Digested<PageData>>, Vec<Option<usize>>) = pages
        .iter()
        .map(|(page, document)| (page, *document))
        .unzip();
    let mut children = children(&pages, home);
    let (mut order, mut parents) = reading_order(&children, home);
    let in_reading_order = order.len();
    for taxonomy in &taxonomies {
        for (page, parent, items) in groups(taxonomy, home) {
            order.push(page);
            parents[page] = parent;
            children[page] = sorted(items, &pages, page);
        }
    }
    let mut ids = vec![PageId(0); pages.len()];
    for (position, index) in order.iter().enumerate() {
        ids[*index] = PageId(position);
    }
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
    Site {
        pages: order.iter().map(page).collect(),
        in_reading_order,
        home: ids[home],
        taxonomies: taxonomies.into_iter().map(taxonomy).collect(),
        no_terms,
        feeds: Vec::new(),
        by_source: ids.iter().zip(&documents).filter_map(with_source).collect(),
        held_back,
    }
}

/// Returns the pages of a taxonomy and of its terms, each with its parent and what it lists.
fn groups(taxonomy: &Taxonomy, home: usize) -> Vec<(usize, usize, Vec<usize>)> {
    let Taxonomy {
        name: _,
        page,
        terms,
    } = taxonomy;
    let own = (*page, home, terms.iter().map(|(term, _)| *term).collect());
    let terms = terms.iter();
    let terms = terms.map(|(term, pages)| (*term, *page, pages.clone()));
    std::iter::once(own).chain(terms).collect()
}

/// Returns the children of each page, in their order.
fn children(pages: &[&Digested<PageData>], home: usize) -> Vec<Vec<usize>> {
    let sections: HashMap<&str, usize> = pages
        .iter()
        .enumerate()
        .filter(|(_, page)| page.kind.is_section())
        .map(|(index, page)| (page.folder(), index))
        .collect();
    let mut children: Vec<Vec<usize>> = vec![Vec::new(); pages.len()];
    for (index, page) in pages.iter().enumerate() {
        let folder = match page.kind {
            PageKind::Home | PageKind::Taxonomy | PageKind::Term => continue,
            PageKind::Section => folder_above(page.folder()),
            _ => Some(page.folder()),
        };
        children[enclosing(&sections, folder).unwrap_or(home)].push(index);
    }
    let children = children.into_iter().enumerate();
    children
        .map(|(index, children)| sorted(children, pages, index))
        .collect()
}

/// Puts the pages that a page lists into their order.
fn sorted(mut items: Vec<usize>, pages: &[&Digested<PageData>], list: usize) -> Vec<usize> {
    let list = pages[list];
    let default = match list.kind {
        PageKind::Term => SortField::Date,
        PageKind::Taxonomy => SortField::Title,
        _ => SortField::Weight,
    };
    let keys = match list.head.front_matter.sort_by.as_slice() {
        [] => &[default.into()],
        keys => keys,
    };
    order::sort(&mut items, keys, |index| pages[index]);
    items
}

/// Returns the nearest section at or above a folder.
fn enclosing(sections: &HashMap<&str, usize>, folder: Option<&str>) -> Option<usize> {
    successors(folder, |folder| folder_above(folder))
        .find_map(|folder| sections.get(folder).copied())
}

fn folder_above(folder: &str) -> Option<&str> {
    (!folder.is_empty()).then(|| parent(folder))
}

/// Returns the indices of all pages in reading order, and for each page the index of its parent.
fn reading_order(children: &[Vec<usize>], home: usize) -> (Vec<usize>, Vec<usize>) {
    let mut order = Vec::with_capacity(children.len());
    let mut parents = vec![home; children.len()];
    let mut waiting = vec![home];
    // Children are pushed backwards, so the first is taken next: depth first without recursion.
    while let Some(index) = waiting.pop() {
        order.push(index);
        for child in children[index].iter().rev() {
            parents[*child] = index;
            waiting.push(*child);
        }
    }
    (order, parents)
}
