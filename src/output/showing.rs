//! The contents of documents that a page shows: its own, those of the book, and what cards show of
//! the bodies of their pages.

use super::booklet;
use super::contents::ContentNames;
use super::planning::Planning;
use crate::digest::Digested;
use crate::page::{Listed, ListedPage, PageInputs};
use crate::site::PageId;

/// Returns the inputs of a page with the pages whose contents it shows, and the names of these
/// contents. `list_page` counts from 1.
pub(super) fn with_contents(
    planning: &Planning<'_>,
    id: Option<PageId>,
    list_page: usize,
    page: PageInputs,
) -> (PageInputs, ContentNames) {
    let own = id.map(|id| planning.inputs.site.page(id));
    let template = page.globals.template.clone();
    let reads = match own {
        Some(page) => planning.roots(page),
        None => planning.roots_of_generated(&template),
    };
    let own = own.and_then(|page| page.document);
    let (mut page, names) = booklet::with_book(planning, page, own, reads.contains("book"));
    let (summaries, words) = (reads.contains("card.summary"), reads.contains("card.words"));
    if !summaries && !words {
        return (page, names);
    }
    let site = &planning.inputs.site;
    let shown = planning.shown(id, list_page, |root| reads.contains(root));
    let shown: Vec<(PageId, usize)> = shown
        .into_iter()
        .filter_map(|id| Some((id, site.page(id).document?)))
        .collect();
    let listed = |(id, _): &(PageId, usize)| ListedPage {
        url: site.page(*id).card.url.clone(),
        content: summaries.then(|| planning.content(*id)),
    };
    page.relations.listed = Some(Digested::new(Listed {
        pages: shown.iter().map(listed).collect(),
        summaries,
        words,
    }));
    let documents: Vec<usize> = shown.into_iter().map(|(_, document)| document).collect();
    let names = match summaries {
        true => names.with_summaries(&documents),
        false => names,
    };
    match words {
        true => (page, names.with_words(&documents)),
        false => (page, names),
    }
}
