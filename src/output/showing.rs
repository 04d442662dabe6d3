//! The contents of documents that a page shows: its own, those of the book, and what cards show of
//! the bodies of their pages.

use super::booklet;
use super::contents::ContentNames;
use super::planning::Planning;
use crate::digest::Digested;
use crate::page::{Listed, ListedPage, PageInputs};
use crate::site::PageId;
use std::collections::BTreeSet;

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
    let shown = shown(planning, id, list_page, |root| reads.contains(root));
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

/// Returns the pages whose cards are in the roots that a page reads.
fn shown(
    planning: &Planning<'_>,
    id: Option<PageId>,
    list_page: usize,
    reads: impl Fn(&str) -> bool,
) -> BTreeSet<PageId> {
    let site = &planning.inputs.site;
    let mut shown = BTreeSet::new();
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
    if reads("backlinks") {
        shown.extend(planning.backlinks(id));
    }
    if reads("related") {
        shown.extend(planning.related(id));
    }
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
