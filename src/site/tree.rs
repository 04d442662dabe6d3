//! The tree of pages: each in its section, and all in reading order.

use super::kind::PageKind;
use super::listing::{Listing, PageId};
use super::page::{Page, PageData};
use super::schedule::HeldBack;
use crate::digest::Digested;
use crate::document::front_matter::SortBy;
use crate::path::{SourcePath, parent};
use std::cmp::{Ordering, Reverse};
use std::collections::HashMap;
use std::iter::successors;

/// All pages of a site.
#[derive(Debug, Clone, Hash)]
pub struct Site {
    /// The pages in reading order: the home, then each section before its pages.
    pub pages: Vec<Page>,
    home: PageId,
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
    pub fn breadcrumbs(&self, id: PageId) -> Vec<&Page> {
        let upwards = successors(Some(self.page(id)), |page| Some(self.page(page.parent?)));
        let mut breadcrumbs: Vec<&Page> = upwards.collect();
        breadcrumbs.reverse();
        breadcrumbs
    }

    /// Returns the page at `/`.
    pub fn home(&self) -> &Page {
        self.page(self.home)
    }

    /// Returns the page before one in reading order.
    pub fn before(&self, id: PageId) -> Option<&Page> {
        self.pages.get(id.0.checked_sub(1)?)
    }

    /// Returns the page after one in reading order.
    pub fn after(&self, id: PageId) -> Option<&Page> {
        self.pages.get(id.0 + 1)
    }
}

/// Puts pages, which come in the order of their sources and with the positions of their documents,
/// under their sections and all into reading order. `home` is the index of the home among them.
pub(super) fn site(
    pages: &[(Digested<PageData>, Option<usize>)],
    home: usize,
    held_back: Vec<HeldBack>,
) -> Site {
    let (pages, documents): (Vec<&Digested<PageData>>, Vec<Option<usize>>) = pages
        .iter()
        .map(|(page, document)| (page, *document))
        .unzip();
    let children = children(&pages, home);
    let (order, parents) = reading_order(&children, home);
    let mut ids = vec![PageId(0); pages.len()];
    for (position, index) in order.iter().enumerate() {
        ids[*index] = PageId(position);
    }
    let page = |index: &usize| {
        let data = pages[*index];
        let parent = ids[parents[*index]];
        Page {
            data: data.clone(),
            section: if data.kind.is_section() {
                ids[*index]
            } else {
                parent
            },
            parent: (data.kind != PageKind::Home).then_some(parent),
            listing: Listing {
                items: children[*index].iter().map(|child| ids[*child]).collect(),
                page_size: None,
            },
            document: documents[*index],
        }
    };
    let with_source = |(id, document): (&PageId, &Option<usize>)| document.map(|_| *id);
    Site {
        pages: order.iter().map(page).collect(),
        home: ids[home],
        by_source: ids.iter().zip(&documents).filter_map(with_source).collect(),
        held_back,
    }
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
            PageKind::Home => continue,
            PageKind::Section => folder_above(page.folder()),
            _ => Some(page.folder()),
        };
        children[enclosing(&sections, folder).unwrap_or(home)].push(index);
    }
    for (index, children) in children.iter_mut().enumerate() {
        let sort_by = pages[index].head.front_matter.sort_by;
        children.sort_by(|a, b| compare(sort_by, pages[*a], pages[*b]));
    }
    children
}

/// Returns the nearest section at or above a folder.
fn enclosing(sections: &HashMap<&str, usize>, folder: Option<&str>) -> Option<usize> {
    successors(folder, |folder| folder_above(folder))
        .find_map(|folder| sections.get(folder).copied())
}

fn folder_above(folder: &str) -> Option<&str> {
    (!folder.is_empty()).then(|| parent(folder))
}

/// Compares two children of a section that sorts by `sort_by`. The order is total: the path of the
/// source decides between children that are equal otherwise.
fn compare(sort_by: Option<SortBy>, a: &PageData, b: &PageData) -> Ordering {
    let by = match sort_by.unwrap_or(SortBy::Weight) {
        // Pages without a weight come after those that have one.
        SortBy::Weight => {
            (a.card.weight.is_none(), a.card.weight).cmp(&(b.card.weight.is_none(), b.card.weight))
        }
        SortBy::Date => Reverse(a.card.date).cmp(&Reverse(b.card.date)),
        SortBy::Title => a
            .card
            .title
            .to_lowercase()
            .cmp(&b.card.title.to_lowercase()),
    };
    by.then_with(|| a.source.cmp(&b.source))
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
