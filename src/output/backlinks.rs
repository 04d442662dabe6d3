//! The pages whose texts link to a page.

use crate::site::{PageId, Resolved, Site};
use std::collections::{BTreeMap, HashMap};

/// The pages that link to each page, in reading order.
pub(super) struct Backlinks(BTreeMap<PageId, Vec<PageId>>);

impl Backlinks {
    /// Gathers the links of all documents.
    pub(super) fn of(site: &Site) -> Self {
        let by_url: HashMap<&str, PageId> = site
            .numbered()
            .map(|(id, page)| (page.card.url.as_str(), id))
            .collect();
        let mut backlinks: BTreeMap<PageId, Vec<PageId>> = BTreeMap::new();
        for (from, page) in site.numbered().filter(|(_, page)| page.kind.is_in_site()) {
            let targets = page.links.iter().filter_map(Resolved::path);
            for to in targets.filter_map(|url| by_url.get(url)) {
                let linking = backlinks.entry(*to).or_default();
                // The links of one page follow each other.
                if from != *to && linking.last() != Some(&from) {
                    linking.push(from);
                }
            }
        }
        Backlinks(backlinks)
    }

    /// Returns the pages that link to a page.
    pub(super) fn to(&self, page: PageId) -> &[PageId] {
        self.0.get(&page).map_or(&[], Vec::as_slice)
    }
}
