//! List pages: the pages `/posts/`, `/posts/page/2/` and so on, over which one list is shown.

use crate::digest::Digested;
use crate::page::{ListPage, Paginator};
use crate::site::{Card, Page, PageId, Route, Site};
use crate::template::Viewed;

/// The list pages of one page.
#[derive(Hash)]
pub(super) struct ListPages {
    by: Option<usize>,
    count: usize,
    /// The address of each list page. The first one is the page itself.
    pub routes: Vec<Digested<Route>>,
    /// The items of each list page.
    items: Vec<Viewed<Vec<Viewed<Card>>>>,
    links: Viewed<Vec<ListPage>>,
}

impl ListPages {
    /// Cuts the list of a page into list pages; `None` if the page shows no list.
    pub fn of(site: &Site, page: &Page) -> Option<Self> {
        let (items, by) = site.paged(page)?;
        let size = by.unwrap_or(items.len()).max(1);
        let cards = |ids: &[PageId]| {
            let cards = ids.iter().map(|id| site.page(*id).card.clone());
            Viewed::new(cards.collect::<Vec<_>>())
        };
        let mut chunks: Vec<_> = items.chunks(size).map(cards).collect();
        if chunks.is_empty() {
            chunks.push(cards(&[]));
        }
        let route = |number: usize| match number {
            1 => Some(page.route.clone()),
            number => page.route.of_list_page(number).map(Digested::new),
        };
        let routes: Vec<_> = (1..=chunks.len()).filter_map(route).collect();
        let link = |(number, route): (usize, &Digested<Route>)| ListPage {
            number,
            url: route.url.clone(),
        };
        Some(ListPages {
            by,
            count: items.len(),
            links: Viewed::new((1..).zip(&routes).map(link).collect()),
            routes,
            items: chunks,
        })
    }

    /// Returns the paginator of one list page; they are counted from 1.
    pub fn paginator(&self, number: usize) -> Paginator {
        Paginator {
            number,
            by: self.by,
            count: self.count,
            items: self.items[number - 1].clone(),
            pages: self.links.clone(),
        }
    }
}
