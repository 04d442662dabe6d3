//! The documents that are published now, with their addresses.

use super::cascade::Cascades;
use super::kind::PageKind;
use super::page::PageData;
use super::readmes::Readmes;
use super::route::{self, Route};
use super::routing::document_route;
use super::schedule::{HeldBack, Schedule};
use super::terms;
use crate::config::Taxonomy;
use crate::diagnostic::Diagnostic;
use crate::digest::Digested;
use crate::document::{FrontMatter, Head, Heads};
use crate::index_file::{self, IndexFile};
use crate::memo::Memo;
use crate::merge::merge_join;
use crate::path::SourcePath;
use rayon::prelude::*;
use std::borrow::Cow;

/// The memos of one page.
#[derive(Debug)]
pub(super) struct PageMemos {
    pub source: SourcePath,
    /// The position of the document among all documents.
    pub position: usize,
    pub route: Memo<Option<Digested<Route>>>,
    pub data: Memo<Digested<PageData>>,
}

/// A document that is published now.
pub(super) struct Published<'a> {
    pub source: &'a SourcePath,
    /// Its position among all documents.
    pub position: usize,
    pub kind: PageKind,
    /// The head with the values that the sections above set.
    pub head: Cow<'a, Digested<Head>>,
    /// The memos of the same document in the site before.
    pub before: Option<&'a PageMemos>,
}

/// Returns the documents that are published, and those that are held back.
pub(super) fn published<'a>(
    heads: &'a Heads,
    schedule: &Schedule,
    taxonomies: &[Taxonomy],
    readmes: &Readmes<'_>,
    before: &'a [PageMemos],
) -> (Vec<Published<'a>>, Vec<HeldBack>) {
    let mut published = Vec::with_capacity(heads.len());
    let mut held_back = Vec::new();
    let cascades = Cascades::of(heads);
    let has_home = heads
        .iter()
        .any(|(source, _)| source.as_str() == index_file::HOME);
    let heads = heads.iter().enumerate();
    let heads = heads.map(|(position, (source, head))| (source, (position, head)));
    let before = before.iter().map(|memos| (&memos.source, memos));
    for (source, head, before) in merge_join(heads, before) {
        let Some((position, head)) = head else {
            continue;
        };
        let head = readmes.applied(source, cascades.applied(source, head));
        match schedule.holds_back(&head.front_matter) {
            Some(reason) => held_back.push(HeldBack {
                source: source.clone(),
                reason,
            }),
            None => published.push(Published {
                source,
                position,
                kind: terms::kind(taxonomies, source)
                    .unwrap_or_else(|| kind(readmes.meant(source), &head.front_matter, has_home)),
                head,
                before,
            }),
        }
    }
    (published, held_back)
}

fn kind(source: &SourcePath, front_matter: &FrontMatter, has_home: bool) -> PageKind {
    match source.as_str() {
        index_file::HOME => PageKind::Home,
        index_file::PLAIN_HOME if !has_home => PageKind::Home,
        _ if IndexFile::of(source) == Some(IndexFile::Section) => PageKind::Section,
        _ => route::kind_apart(source, front_matter).unwrap_or(PageKind::Page),
    }
}

/// Returns the documents that have an address. The others are reported.
pub(super) fn with_addresses<'a>(
    published: Vec<Published<'a>>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<(Routed<'a>, Digested<Route>)> {
    let routed: Vec<Routed<'_>> = published.into_par_iter().map(routed).collect();
    let with_address = |routed: Routed<'a>| {
        diagnostics.extend_from_slice(routed.route.diagnostics());
        Some((routed.route.value().clone()?, routed))
    };
    let routed = routed.into_iter().filter_map(with_address);
    routed.map(|(route, routed)| (routed, route)).collect()
}

/// A published document with its address, if it can have one.
pub(super) struct Routed<'a> {
    pub document: Published<'a>,
    pub route: Memo<Option<Digested<Route>>>,
}

fn routed(document: Published<'_>) -> Routed<'_> {
    let before = document.before.map(|before| &before.route);
    let inputs = (document.source, &*document.head);
    let route = Memo::of(before, &inputs, document_route);
    Routed { document, route }
}
