//! The feeds of a site: of the site itself where it has dated pages, and of those sections and
//! terms that ask for one.

use super::feed::Feed;
use super::kind::PageKind;
use super::listing::PageId;
use super::order;
use super::page::Page;
use super::route::Route;
use super::term_groups::TermDocument;
use super::terms::TaxonomyGroup;
use super::tree::Site;
use crate::config::{Feeds, Taxonomy};
use crate::diagnostic::{Diagnostic, Item, Place};
use crate::document::front_matter::SortField;

/// Adds the feeds to a site with a base URL.
pub(super) fn add(
    site: &mut Site,
    feeds: &Feeds,
    taxonomies: &[Taxonomy],
    diagnostics: &mut Vec<Diagnostic>,
) {
    let mut found = Vec::new();
    for (id, page) in site.numbered().filter(|(_, page)| page.kind.is_list()) {
        let wanted = wanted(page, site, taxonomies);
        if wanted == Some(false) {
            continue;
        }
        let mut entries = dated(site, page);
        order::sort(&mut entries, &[SortField::Date.into()], |id| {
            &site.page(id).data
        });
        entries.truncate(feeds.limit);
        match (entries.is_empty(), wanted) {
            (false, _) => found.push(Feed { of: id, entries }),
            (true, Some(_)) => diagnostics.extend(empty(page)),
            (true, None) => {}
        }
    }
    site.feeds = found;
}

/// Returns true for a page that asks for a feed, false for one that has none, and `None` for the
/// home: the site has a feed if it has dated pages.
fn wanted(page: &Page, site: &Site, taxonomies: &[Taxonomy]) -> Option<bool> {
    let own = page.head.front_matter.feed;
    match page.kind {
        PageKind::Home => own,
        PageKind::Term => Some(own.unwrap_or_else(|| {
            let taxonomy = site
                .taxonomies
                .iter()
                .find(|(_, id)| Some(*id) == page.parent);
            taxonomy.is_some_and(|(name, _)| has_feeds(name, taxonomies))
        })),
        PageKind::Section => Some(own.unwrap_or(false)),
        _ => Some(false),
    }
}

/// Returns true if each term of a taxonomy has a feed.
fn has_feeds(taxonomy: &str, taxonomies: &[Taxonomy]) -> bool {
    let mut taxonomies = taxonomies.iter();
    taxonomies.any(|known| known.name == taxonomy && known.feed)
}

/// Returns the pages below a page that can be in its feed.
fn dated(site: &Site, page: &Page) -> Vec<PageId> {
    let mut dated = Vec::new();
    let mut waiting: Vec<PageId> = page.listing.items.clone();
    while let Some(id) = waiting.pop() {
        let item = site.page(id);
        if page.kind != PageKind::Term {
            waiting.extend(&item.listing.items);
        }
        if item.kind == PageKind::Page && is_entry(item) {
            dated.push(id);
        }
    }
    dated
}

/// Returns true for a page with a date. Drafts, and pages that no search may find, are in no feed.
fn is_entry(page: &Page) -> bool {
    let front_matter = &page.head.front_matter;
    page.card.date.is_some() && !front_matter.draft && front_matter.search
}

/// Returns the warning on a feed without pages that a page asks for itself. A cascade, and the
/// taxonomy of a term, ask for the feeds of all pages that can have one.
fn empty(page: &Page) -> Option<Diagnostic> {
    let front_matter = &page.head.front_matter;
    if front_matter.feed.is_none() || front_matter.inherited.contains("feed") {
        return None;
    }
    let place = Place::Item {
        file: page.source.clone()?,
        item: Item::Key("feed".to_owned()),
    };
    let message = "there is no feed here, since no page that it would show has a date";
    let warning = Diagnostic::warning("empty-feed", message).at(place);
    Some(warning.advise("give the pages a `date`"))
}

/// Returns the URLs that feeds may have, for links to them.
pub(super) fn urls(
    feeds: &Feeds,
    taxonomies: &[Taxonomy],
    documents: &[TermDocument<'_>],
    groups: &[TaxonomyGroup],
) -> Vec<String> {
    let home = Route::of_page("").into_iter();
    let asking = documents.iter().filter(|document| {
        document.kind.is_list() && document.head.front_matter.feed == Some(true)
    });
    let asking = asking.map(|document| (**document.route).clone());
    let groups = groups
        .iter()
        .filter(|group| has_feeds(&group.name, taxonomies));
    let terms = groups.flat_map(|group| &group.terms);
    let terms = terms.map(|term| (*term.page.route).clone());
    let routes = home.chain(asking).chain(terms);
    let files = routes.flat_map(|route| {
        let formats = feeds.formats.iter();
        formats.filter_map(move |format| route.of_file_below(format.file_name()))
    });
    files.map(|route| route.url).collect()
}
