//! From heads to the site.

use super::card::Card;
use super::cascade::Cascades;
use super::kind::PageKind;
use super::page::PageData;
use super::references::{FileTargets, References, Targets};
use super::route::{self, Route};
use super::schedule::{HeldBack, Schedule};
use super::tree::{self, Site};
use crate::diagnostic::{Checked, Diagnostic, Place};
use crate::digest::Digested;
use crate::document::Head;
use crate::index_file::{self, IndexFile};
use crate::merge::merge_join;
use crate::path::SourcePath;
use crate::template::Viewed;
use rayon::prelude::*;
use std::sync::{Arc, LazyLock};

/// Everything that the site is made of.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct SiteInputs {
    /// The heads of all documents, ordered by path.
    pub heads: Digested<Vec<(SourcePath, Digested<Head>)>>,
    /// The files that pages may link to.
    pub files: Digested<FileTargets>,
    /// The day, and what is shown out of its time.
    pub schedule: Schedule,
    /// The title of a home that nobody wrote.
    pub title: String,
}

/// A site and what the next one can take over from it.
#[derive(Debug, Clone)]
pub struct Assembled {
    /// The site.
    pub site: Digested<Site>,
    /// What is wrong with it.
    pub diagnostics: Arc<Vec<Diagnostic>>,
    inputs: Arc<SiteInputs>,
    /// Each page's own part, in the order of the documents.
    parts: Arc<Vec<Part>>,
}

/// What of a page depends on its own head, its route and the targets of links alone.
#[derive(Debug, Clone)]
struct Part {
    source: SourcePath,
    data: Digested<PageData>,
    resolved: Arc<References>,
}

/// Assembles the site. From `previous` only such values are taken as would be made again the same.
pub fn assemble(inputs: SiteInputs, previous: Option<&Assembled>) -> Assembled {
    if let Some(previous) = previous.filter(|previous| is_same(&inputs, previous)) {
        return previous.clone();
    }
    let parts_before = previous.map_or(&[][..], |previous| &previous.parts);
    let Checked {
        value: (placed, held_back),
        mut diagnostics,
    } = place(&inputs, parts_before);
    let same_targets = previous.is_some_and(|previous| {
        placed.len() == parts_before.len()
            && inputs.files == previous.inputs.files
            && placed.iter().all(leads_where_it_led)
    });
    // Most edits need no table of targets at all: it is made when the first link has to be
    // resolved.
    let targets = LazyLock::new(|| {
        Targets::new(
            placed
                .iter()
                .map(|placed| (placed.source, &*placed.route, &*placed.head)),
            &inputs.files,
        )
    });
    let resolve =
        |placed: &Placed<'_>| targets.resolve_all(placed.source, &placed.route, &placed.head);
    let parts: Vec<Part> = placed
        .par_iter()
        .map(|placed| part(placed, same_targets, resolve))
        .collect();
    diagnostics.extend(
        parts
            .iter()
            .flat_map(|part| part.resolved.diagnostics.iter().cloned()),
    );
    let mut pages: Vec<Digested<PageData>> = parts.iter().map(|part| part.data.clone()).collect();
    let home = pages
        .iter()
        .position(|page| page.kind == PageKind::Home)
        .unwrap_or_else(|| {
            pages.push(synthetic_home(&inputs.title));
            pages.len() - 1
        });
    let site = tree::site(&pages, home, held_back);
    drop(targets);
    Assembled {
        site: Digested::new(site),
        diagnostics: Arc::new(diagnostics),
        parts: Arc::new(parts),
        inputs: Arc::new(inputs),
    }
}

/// Whether the site is the same. The title is only that of a home that nobody wrote.
fn is_same(inputs: &SiteInputs, previous: &Assembled) -> bool {
    let SiteInputs {
        heads,
        files,
        schedule,
        title,
    } = inputs;
    let before = &*previous.inputs;
    let same_title = *title == before.title || previous.site.home().source.is_some();
    same_title && *files == before.files && *schedule == before.schedule && *heads == before.heads
}

/// A document with its kind and its route.
struct Placed<'a> {
    source: &'a SourcePath,
    kind: PageKind,
    head: Digested<Head>,
    route: Digested<Route>,
    /// What was made of it in the site before.
    before: Option<&'a Part>,
}

fn place<'a>(
    inputs: &'a SiteInputs,
    before: &'a [Part],
) -> Checked<(Vec<Placed<'a>>, Vec<HeldBack>)> {
    let mut placed = Vec::with_capacity(inputs.heads.len());
    let mut held_back = Vec::new();
    let mut diagnostics = Vec::new();
    let has_home = inputs
        .heads
        .iter()
        .any(|(source, _)| source.as_str() == index_file::HOME);
    let cascades = Cascades::of(&inputs.heads);
    let heads = inputs.heads.iter().map(|(source, head)| (source, head));
    for (source, head, before) in merge_join(heads, before.iter().map(|part| (&part.source, part)))
    {
        let Some(head) = head.map(|head| cascades.applied(source, head)) else {
            continue;
        };
        if let Some(reason) = inputs.schedule.holds_back(&head.matter) {
            held_back.push(HeldBack {
                source: source.clone(),
                reason,
            });
            continue;
        }
        // A route follows from the path and the front matter, so an equal head has the route that
        // it had.
        let known = before
            .filter(|before| before.data.head == head)
            .map(|before| before.data.route.clone());
        let Some(route) =
            known.or_else(|| route::of_document(source, &head.matter).map(Digested::new))
        else {
            let problem =
                Diagnostic::error("unusable-path", "no URL can be made of this file's name")
                    .at(Place::File(source.clone()));
            diagnostics
                .push(problem.advise("rename the file, or give it a `slug` in its front matter"));
            continue;
        };
        placed.push(Placed {
            source,
            kind: kind(source, has_home),
            head,
            route,
            before,
        });
    }
    Checked {
        value: (placed, held_back),
        diagnostics,
    }
}

fn kind(source: &SourcePath, has_home: bool) -> PageKind {
    match source.as_str() {
        index_file::HOME => PageKind::Home,
        index_file::PLAIN_HOME if !has_home => PageKind::Home,
        _ if IndexFile::of(source) == Some(IndexFile::Section) => PageKind::Section,
        _ => PageKind::Page,
    }
}

/// Whether links to a document lead where they led before: to the same route with the same ids.
fn leads_where_it_led(placed: &Placed<'_>) -> bool {
    placed.before.is_some_and(|before| {
        before.data.route == placed.route
            && (before.data.head == placed.head || before.data.head.ids == placed.head.ids)
    })
}

/// A page's own part.
fn part(
    placed: &Placed<'_>,
    same_targets: bool,
    resolve: impl FnOnce(&Placed<'_>) -> References,
) -> Part {
    let Placed {
        source,
        kind,
        head,
        route,
        before,
    } = placed;
    let before = before.filter(|before| before.data.route == *route);
    if let Some(same) = before
        .filter(|before| same_targets && before.data.head == *head && before.data.kind == *kind)
    {
        return same.clone();
    }
    let asked = |head: &Head| {
        (
            head.links.clone(),
            head.images.clone(),
            head.matter.image.clone(),
            head.ids.clone(),
        )
    };
    let resolved =
        match before.filter(|before| same_targets && asked(&before.data.head) == asked(head)) {
            Some(before) => Arc::clone(&before.resolved),
            None => Arc::new(resolve(placed)),
        };
    let card = Viewed::new(Card::of(*kind, route, head, resolved.picture.as_ref()));
    // An equal card is taken over because its view may have been made already.
    let card = before
        .map(|before| before.data.card.clone())
        .filter(|before| *before == card)
        .unwrap_or(card);
    let (links, images) = (resolved.links.clone(), resolved.images.clone());
    let (source, route, head) = ((*source).clone(), route.clone(), head.clone());
    Part {
        data: Digested::new(PageData {
            source: Some(source.clone()),
            kind: *kind,
            route,
            head,
            card,
            links,
            images,
        }),
        source,
        resolved,
    }
}

fn synthetic_home(title: &str) -> Digested<PageData> {
    let route = Digested::new(Route::of_page("").expect("the home's route is a constant"));
    let card = Card::synthetic(PageKind::Home, &route.url, title);
    Digested::new(PageData::synthetic(route, card))
}
