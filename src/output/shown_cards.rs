//! The pages whose cards a page shows.

use crate::site::{PageId, Site};
use std::collections::BTreeSet;

/// Returns the pages whose cards are in the roots that a page reads. Its `backlinks` and `related`
/// pages are among them.
pub(super) fn shown(
    site: &Site,
    id: Option<PageId>,
    list_page: usize,
    (backlinks, related): (&[PageId], &[PageId]),
    reads: impl Fn(&str) -> bool,
) -> BTreeSet<PageId> {
    let mut shown: BTreeSet<PageId> = backlinks.iter().chain(related).copied().collect();
    if ["pages", "pages_by_path", "sections"]
        .into_iter()
        .any(&reads)
    {
        let pages = site
            .numbered()
            .filter(|(_, page)| page.kind.is_in_reading_order());
        shown.extend(pages.map(|(id, _)| id));
    }
    if reads("terms") || reads("term") || reads("taxonomy") {
        let groups = site.numbered().filter(|(_, page)| page.kind.is_group());
        shown.extend(groups.map(|(id, _)| id));
    }
    let own = id.map(|id| site.page(id));
    let section = own.map_or(site.home().section, |page| page.section);
    if reads("section") {
        shown.insert(section);
    }
    if reads("siblings") {
        shown.extend(&site.page(section).listing.items);
    }
    if reads("ancestors") {
        shown.extend(site.breadcrumbs(section));
    }
    let Some((id, own)) = id.zip(own) else {
        return shown;
    };
    if reads("children") || reads("subsections") {
        shown.extend(&own.listing.items);
    }
    if reads("paginator")
        && let Some((items, size)) = site.paged(own)
    {
        let size = size.unwrap_or(items.len()).max(1);
        shown.extend(items.chunks(size).nth(list_page - 1).unwrap_or_default());
    }
    let neighbors = [("previous", site.before(id)), ("next", site.after(id))];
    let read = neighbors.into_iter().filter(|(root, _)| reads(root));
    shown.extend(read.filter_map(|(_, neighbor)| neighbor));
    shown
}
