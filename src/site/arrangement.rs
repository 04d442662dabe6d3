//! The arrangement of pages: each below a section, and all in one order. Pages are named by their
//! indices in the order of their sources.

use super::kind::PageKind;
use super::order;
use super::page::PageData;
use crate::digest::Digested;
use crate::document::front_matter::SortField;
use crate::path::parent;
use std::collections::{HashMap, HashSet};
use std::iter::successors;

/// The arrangement of all pages of a site.
pub(super) struct Arrangement {
    /// The pages in reading order, and after them those that have no place in it.
    pub order: Vec<usize>,
    /// The number of pages in reading order.
    pub in_reading_order: usize,
    /// The page above each page; for the home, itself.
    pub parents: Vec<usize>,
    /// The pages that each page lists.
    pub children: Vec<Vec<usize>>,
}

/// A taxonomy by the indices of pages.
pub(super) struct Taxonomy {
    pub name: String,
    pub page: usize,
    /// The terms, each with the pages that have it.
    pub terms: Vec<(usize, Vec<usize>)>,
}

/// Puts pages under their sections and all into reading order, with the groups of them at the end.
/// Pages that are listed come first, each below the page that the list gives.
pub(super) fn of(
    pages: &[&Digested<PageData>],
    home: usize,
    taxonomies: &[Taxonomy],
    listed: &[(usize, usize)],
) -> Arrangement {
    let (mut children, apart) = children(pages, home, listed);
    let (mut order, mut parents) = reading_order(&children, home);
    let in_reading_order = order.len();
    for taxonomy in taxonomies {
        for (page, parent, items) in groups(taxonomy, home) {
            order.push(page);
            parents[page] = parent;
            children[page] = sorted(items, pages, page);
        }
    }
    for (page, parent) in apart {
        order.push(page);
        parents[page] = parent;
    }
    Arrangement {
        order,
        in_reading_order,
        parents,
        children,
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

/// Returns the children of each page in their order, and the pages that no page lists, each with
/// the one that it is below.
fn children(
    pages: &[&Digested<PageData>],
    home: usize,
    listed: &[(usize, usize)],
) -> (Vec<Vec<usize>>, Vec<(usize, usize)>) {
    let sections: HashMap<&str, usize> = pages
        .iter()
        .enumerate()
        .filter(|(_, page)| page.kind.is_section())
        .map(|(index, page)| (page.folder(), index))
        .collect();
    let mut children: Vec<Vec<usize>> = vec![Vec::new(); pages.len()];
    let mut apart = Vec::new();
    let has_place: HashSet<usize> = listed.iter().map(|(page, _)| *page).collect();
    let pages_without = pages.iter().enumerate();
    let pages_without = pages_without.filter(|(index, _)| !has_place.contains(index));
    for (index, page) in pages_without {
        let folder = match page.kind {
            PageKind::Home | PageKind::Taxonomy | PageKind::Term => continue,
            PageKind::Section => folder_above(page.folder()),
            _ => Some(page.folder()),
        };
        let above = enclosing(&sections, folder).unwrap_or(home);
        match page.kind.is_apart() {
            true => apart.push((index, above)),
            false => children[above].push(index),
        }
    }
    let children = children.into_iter().enumerate();
    let children = children.map(|(index, children)| sorted(children, pages, index));
    let mut all: Vec<Vec<usize>> = vec![Vec::new(); pages.len()];
    for (page, above) in listed {
        all[*above].push(*page);
    }
    for (all, unlisted) in all.iter_mut().zip(children) {
        all.extend(unlisted);
    }
    (all, apart)
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
pub(super) fn enclosing(sections: &HashMap<&str, usize>, folder: Option<&str>) -> Option<usize> {
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
