//! The lists of pages that templates show.

use super::list_pages::ListPages;
use crate::page::{Children, Section, Sections, Taxonomy, Term, Terms};
use crate::site::{Card, Page, PageId, PageKind, Site};
use crate::template::Viewed;
use rayon::prelude::*;
use std::collections::BTreeMap;

/// The lists of the pages of a site. They are made of the site alone.
#[derive(Hash)]
pub struct Listings {
    of_sections: BTreeMap<PageId, SectionListings>,
    pub(super) sections: Viewed<Sections>,
    pub(super) pages: Viewed<Vec<Viewed<Card>>>,
    pub(super) terms: Viewed<Terms>,
    taxonomies: BTreeMap<PageId, Viewed<Taxonomy>>,
    of_terms: BTreeMap<PageId, Viewed<Term>>,
    /// The list pages of each page that shows a list.
    lists: BTreeMap<PageId, ListPages>,
}

/// The lists of a section, for its own page and for the pages in it.
#[derive(Hash)]
pub(super) struct SectionListings {
    pub children: Viewed<Children>,
    pub pages: Viewed<Vec<Viewed<Card>>>,
    pub sections: Viewed<Vec<Viewed<Card>>>,
    /// The ancestors of the pages in it: its own ancestors and the section itself.
    pub ancestors: Viewed<Vec<Viewed<Card>>>,
}

impl Listings {
    /// Lists the pages of a site.
    pub fn of(site: &Site) -> Self {
        let sections: Vec<_> = site
            .numbered()
            .filter(|(_, page)| page.has_list())
            .collect();
        let of_sections: BTreeMap<PageId, SectionListings> = sections
            .par_iter()
            .map(|(id, page)| (*id, of_section(site, *id, page)))
            .collect();
        let section = |(id, lists): (&PageId, &SectionListings)| {
            let page = site.page(*id);
            (
                page.folder().to_owned(),
                Viewed::new(Section {
                    card: page.card.clone(),
                    children: lists.children.clone(),
                }),
            )
        };
        let sections = of_sections.iter();
        let sections = sections.filter(|(id, _)| site.page(**id).kind.is_section());
        let pages = site.in_reading_order().iter();
        let terms = site
            .taxonomies
            .iter()
            .map(|(name, id)| (name, *id, terms(site, name, *id)));
        let terms: Vec<_> = terms.collect();
        Listings {
            sections: Viewed::new(sections.map(section).collect()),
            pages: Viewed::new(pages.map(|page| page.card.clone()).collect()),
            terms: Viewed::new(
                terms
                    .iter()
                    .map(|(name, _, terms)| ((*name).clone(), values(terms)))
                    .collect(),
            ),
            taxonomies: terms
                .iter()
                .map(|(name, id, terms)| {
                    let taxonomy = Taxonomy {
                        name: (*name).clone(),
                        card: site.page(*id).card.clone(),
                        terms: values(terms),
                    };
                    (*id, Viewed::new(taxonomy))
                })
                .collect(),
            of_terms: terms.into_iter().flat_map(|(_, _, terms)| terms).collect(),
            of_sections,
            lists: lists(site),
        }
    }

    /// Returns the list pages of a page, if it shows a list.
    pub(super) fn list(&self, page: PageId) -> Option<&ListPages> {
        self.lists.get(&page)
    }

    /// Returns the taxonomy that a page, or the term that it is the page of, belongs to.
    pub(super) fn taxonomy_of(&self, page: &Page) -> Option<&Viewed<Taxonomy>> {
        let taxonomy = match page.kind {
            PageKind::Taxonomy => page.section,
            PageKind::Term => page.parent?,
            _ => return None,
        };
        self.taxonomies.get(&taxonomy)
    }

    /// Returns the term that a page is the page of.
    pub(super) fn term(&self, page: PageId) -> Option<&Viewed<Term>> {
        self.of_terms.get(&page)
    }

    /// Returns the lists of a section.
    pub(super) fn of_section(&self, section: PageId) -> &SectionListings {
        &self.of_sections[&section]
    }
}

/// Returns the list pages of each page that shows a list.
fn lists(site: &Site) -> BTreeMap<PageId, ListPages> {
    let list = |(id, page)| Some((id, ListPages::of(site, page)?));
    site.numbered().filter_map(list).collect()
}

/// Returns the terms of a taxonomy with their pages.
fn terms(site: &Site, name: &str, taxonomy: PageId) -> Vec<(PageId, Viewed<Term>)> {
    let term = |id: &PageId| {
        let page = site.page(*id);
        let term = Term {
            taxonomy: name.to_owned(),
            card: page.card.clone(),
            count: page.listing.items.len(),
        };
        (*id, Viewed::new(term))
    };
    site.page(taxonomy).listing.items.iter().map(term).collect()
}

fn values(terms: &[(PageId, Viewed<Term>)]) -> Vec<Viewed<Term>> {
    terms.iter().map(|(_, term)| term.clone()).collect()
}

fn of_section(site: &Site, id: PageId, page: &Page) -> SectionListings {
    let card = |id: &PageId| site.page(*id).card.clone();
    let (pages, sections): (Vec<PageId>, Vec<PageId>) = page
        .listing
        .items
        .iter()
        .partition(|child| !site.page(**child).kind.is_section());
    let pages: Vec<_> = pages.iter().map(card).collect();
    let sections: Vec<_> = sections.iter().map(card).collect();
    let all = page.listing.items.iter().map(card).collect();
    SectionListings {
        pages: Viewed::new(pages.clone()),
        sections: Viewed::new(sections.clone()),
        children: Viewed::new(Children {
            pages,
            sections,
            all,
        }),
        ancestors: Viewed::new(
            site.breadcrumbs(id)
                .into_iter()
                .map(|page| site.page(page).card.clone())
                .collect(),
        ),
    }
}
