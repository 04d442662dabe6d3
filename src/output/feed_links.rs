//! The links to feeds that the heads of pages have.

use super::inputs::PlanInputs;
use crate::page::FeedLink;
use crate::site::{Feed, Page, PageId, PageKind};
use crate::template::Viewed;
use std::collections::HashMap;

/// The links to feeds by the pages that these are the feeds of: each with those of the site.
pub(super) struct FeedLinks {
    by_page: HashMap<PageId, Viewed<Vec<FeedLink>>>,
}

impl FeedLinks {
    pub(super) fn new(inputs: &PlanInputs) -> Self {
        let site = &inputs.site;
        let feeds = match inputs.has_host() && inputs.config.base_url.is_some() {
            true => site.feeds.as_slice(),
            false => &[],
        };
        let is_of_home = |feed: &&Feed| site.page(feed.of).kind == PageKind::Home;
        let of_site = feeds.iter().find(is_of_home);
        let links = |feed: &Feed| {
            let of_site = of_site.filter(|site| site.of != feed.of).into_iter();
            let all = of_site.chain([feed]);
            let links = all.flat_map(|feed| links(inputs, site.page(feed.of)));
            (feed.of, Viewed::new(links.collect()))
        };
        FeedLinks {
            by_page: feeds.iter().map(links).collect(),
        }
    }

    /// Returns the links of a page: those of the nearest feed at or above it, and of the site.
    pub(super) fn of(
        &self,
        inputs: &PlanInputs,
        id: PageId,
        page: &Page,
    ) -> Option<&Viewed<Vec<FeedLink>>> {
        if self.by_page.is_empty() {
            return None;
        }
        if let Some(links) = self.by_page.get(&id) {
            return Some(links);
        }
        let upwards = std::iter::successors(page.parent, |id| inputs.site.page(*id).parent);
        upwards.into_iter().find_map(|id| self.by_page.get(&id))
    }
}

/// Returns the title of the feed of a page.
pub(super) fn title(inputs: &PlanInputs, page: &Page) -> String {
    let site = &inputs.config.title;
    match page.kind {
        PageKind::Home => site.clone(),
        _ => format!("{} · {site}", page.card.title),
    }
}

fn links(inputs: &PlanInputs, page: &Page) -> Vec<FeedLink> {
    let formats = inputs.config.feeds.formats.iter();
    let link = |format: &crate::config::FeedFormat| {
        let route = page.route.of_file_below(format.file_name())?;
        Some(FeedLink {
            title: title(inputs, page),
            url: route.url,
            media_type: format.media_type(),
        })
    };
    formats.filter_map(link).collect()
}
