//! The outline of a site: its pages in their levels.

use crate::page::{Outline, OutlineItem, OutlinePart};
use crate::site::{self, PageId, Site};

/// Returns the outline: that of `SUMMARY.md`, or else the sections with their pages.
pub(super) fn of(site: &Site) -> Outline {
    match &site.outline {
        Some(parts) => parts.iter().map(|part| listed_part(site, part)).collect(),
        None => vec![OutlinePart {
            title: None,
            items: below(site, &site.home().listing.items),
        }],
    }
}

fn listed_part(site: &Site, part: &site::OutlinePart) -> OutlinePart {
    let items = part.items.iter();
    OutlinePart {
        title: part.title.clone(),
        items: items.map(|item| listed(site, item)).collect(),
    }
}

fn listed(site: &Site, item: &site::OutlineItem) -> OutlineItem {
    let page = item.page.map(|id| &site.page(id).card);
    let title = page.map_or(&item.title, |card| &card.nav_title);
    let items = item.items.iter();
    OutlineItem {
        title: title.clone(),
        url: page.map(|card| card.url.clone()),
        number: item.number.clone(),
        items: items.map(|item| listed(site, item)).collect(),
    }
}

fn below(site: &Site, pages: &[PageId]) -> Vec<OutlineItem> {
    let item = |id: &PageId| {
        let page = site.page(*id);
        OutlineItem {
            title: page.card.nav_title.clone(),
            url: Some(page.card.url.clone()),
            number: None,
            items: below(site, &page.listing.items),
        }
    };
    pages.iter().map(item).collect()
}
