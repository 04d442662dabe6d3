//! The lists of pages that templates show.

use crate::page::{Children, Section, Sections};
use crate::site::{Card, Page, PageId, Site};
use crate::template::Viewed;
use rayon::prelude::*;
use std::collections::BTreeMap;

/// The lists of the pages of a site. They are made of the site alone.
#[derive(Hash)]
pub struct Listings {
    of_sections: BTreeMap<PageId, SectionListings>,
    pub(super) sections: Viewed<Sections>,
    pub(super) pages: Viewed<Vec<Viewed<Card>>>,
}

/// The lists of a section, for its own page and for the pages in it.
#[derive(Hash)]
pub(super) struct SectionListings {
    pub children: Viewed<Children>,
    pub pages: Viewed<Vec<Viewed<Card>>>,
    /// The ancestors of the pages in it: its own ancestors and the section itself.
    pub ancestors: Viewed<Vec<Viewed<Card>>>,
}

impl Listings {
    /// Lists the pages of a site.
    pub fn of(site: &Site) -> Self {
        let sections: Vec<_> = site
            .numbered()
            .filter(|(_, page)| page.kind.is_section())
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
        Listings {
            sections: Viewed::new(of_sections.iter().map(section).collect()),
            pages: Viewed::new(site.pages.iter().map(|page| page.card.clone()).collect()),
            of_sections,
        }
    }

    /// Returns the lists of a section.
    pub(super) fn of_section(&self, section: PageId) -> &SectionListings {
        &self.of_sections[&section]
    }
}

fn of_section(site: &Site, id: PageId, page: &Page) -> SectionListings {
    let card = |id: &PageId| site.page(*id).card.clone();
    let (pages, sections): (Vec<PageId>, Vec<PageId>) = page
        .listing
        .items
        .iter()
        .partition(|child| !site.page(**child).kind.is_section());
    let pages: Vec<_> = pages.iter().map(card).collect();
    let sections = sections.iter().map(card).collect();
    let all = page.listing.items.iter().map(card).collect();
    SectionListings {
        pages: Viewed::new(pages.clone()),
        children: Viewed::new(Children {
            pages,
            sections,
            all,
        }),
        ancestors: Viewed::new(
            site.breadcrumbs(id)
                .into_iter()
                .map(|page| page.card.clone())
                .collect(),
        ),
    }
}
