//! The lists that pages show over several list pages.

use super::kind::PageKind;
use super::listing::{Listing, PageId};
use super::order;
use super::page::Page;
use super::tree::Site;
use crate::config::Taxonomy;
use crate::diagnostic::{Diagnostic, Item, Place, nearest};
use crate::document::front_matter::Paginate;
use std::collections::BTreeSet;

/// Adds to the pages of a site the lists that their front matter asks for, and to terms the number
/// of items that site.yaml gives them.
pub(super) fn add(site: &mut Site, taxonomies: &[Taxonomy], diagnostics: &mut Vec<Diagnostic>) {
    let paginate = |page: &Page| page.head.front_matter.paginate.clone();
    let asking = site
        .numbered()
        .filter_map(|(id, page)| Some((id, paginate(page)?)));
    let lists: Vec<(PageId, Listing)> = asking
        .map(|(id, paginate)| {
            let listing = Listing {
                items: items(site, id, &paginate, diagnostics),
                page_size: Some(paginate.by),
            };
            (id, listing)
        })
        .collect();
    for (id, listing) in lists {
        site.pages[id.0].paged = Some(listing);
    }
    for taxonomy in taxonomies {
        let found = site
            .taxonomies
            .iter()
            .find(|(name, _)| *name == taxonomy.name);
        let terms = found.map(|(_, id)| site.page(*id).listing.items.clone());
        for term in terms.unwrap_or_default() {
            let size = &mut site.pages[term.0].listing.page_size;
            *size = size.or(taxonomy.paginate_by);
        }
    }
}

fn items(
    site: &Site,
    id: PageId,
    paginate: &Paginate,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<PageId> {
    let own = site.page(id);
    let mut items = match &paginate.pages {
        None => site.listed(own),
        Some(folder) => below(site, id, folder),
    };
    if let Some(folder) = paginate.pages.as_ref().filter(|_| items.is_empty()) {
        diagnostics.extend(unknown(site, own, folder));
    }
    if !paginate.sort_by.is_empty() {
        order::sort(&mut items, &paginate.sort_by, |id| &site.page(id).data);
    }
    items
}

/// Returns the pages in a folder and in those below it, without the page that lists them.
fn below(site: &Site, own: PageId, folder: &str) -> Vec<PageId> {
    let pages = site.numbered().filter(|(id, page)| {
        page.kind == PageKind::Page && *id != own && is_below(page.folder(), folder)
    });
    pages.map(|(id, _)| id).collect()
}

/// Returns true for a folder and for those in it. The empty one is that of all.
pub(super) fn is_below(folder: &str, above: &str) -> bool {
    let rest = folder.strip_prefix(above);
    above.is_empty() || rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// Returns the error for a folder that has no page, unless there is a section in it.
fn unknown(site: &Site, own: &Page, folder: &str) -> Option<Diagnostic> {
    let folders: BTreeSet<&str> = site.pages.iter().map(|page| page.folder()).collect();
    if folders.contains(folder) {
        return None;
    }
    let message = format!("there is no page in `content/{folder}` to list");
    let error = Diagnostic::error("unknown-folder", message).at(Place::Item {
        file: own.source.clone()?,
        item: Item::Key("paginate.pages".to_owned()),
    });
    let near = nearest(
        folder,
        folders.into_iter().filter(|folder| !folder.is_empty()),
    );
    Some(match near {
        Some(near) => error.advise(format!("did you mean `{near}/`?")),
        None => error.advise("write a folder below `content/`, such as `posts/`"),
    })
}
