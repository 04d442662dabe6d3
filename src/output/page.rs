//! Pages: an output for each page of the site, rendered from a template, and for each of the list
//! pages over which it shows a list.

use super::contents::Contents;
use super::planning::Planning;
use super::rendered::{OutputBytes, Rendered};
use super::request::{Output, Phase, Request};
use super::showing;
use crate::diagnostic::Item;
use crate::digest::{Digest, Digested};
use crate::document::Body;
use crate::image::ImageCache;
use crate::page::{self, Bodies, PageInputs};
use crate::site::{Page, PageId, PageKind, Route};
use rayon::prelude::*;
use std::sync::Arc;

/// A page. It shows its own body, and those of other pages that its template names.
#[derive(Hash)]
pub(super) struct PageOutput(pub PageInputs);

pub(super) fn requests(planning: &Planning<'_>) -> Vec<Request> {
    let has_host = planning.inputs.has_host();
    let pages = planning.inputs.site.numbered();
    // Only hosts show the page "not found".
    let pages = pages.filter(|(_, page)| has_host || page.kind != PageKind::NotFound);
    let pages: Vec<_> = pages.collect();
    let requests = |(id, page): (PageId, &Page)| {
        let inputs = planning.page(id);
        let mut requests = list_pages(planning, id, page, &inputs);
        requests.insert(0, request(planning, (id, page), 1, &page.route, inputs));
        requests
    };
    pages.into_par_iter().flat_map_iter(requests).collect()
}

/// Requests a page at the address of one of its list pages. `inputs` are those of that list page.
fn request(
    planning: &Planning<'_>,
    (id, page): (PageId, &Page),
    list_page: usize,
    route: &Digested<Route>,
    inputs: PageInputs,
) -> Request {
    let (inputs, names) = showing::with_contents(planning, Some(id), list_page, inputs);
    let (route, origin) = (route.clone(), page.source.clone());
    let phase = match page.kind {
        PageKind::File => Phase::Aggregate,
        _ => Phase::Page,
    };
    Request::for_source(route, phase, origin, PageOutput(inputs))
        .named_by(named_by(page))
        .showing(names.into())
}

/// Returns the key of its front matter that names the address of a page.
fn named_by(page: &Page) -> Option<Item> {
    let front_matter = &page.head.front_matter;
    let keys = ["path", "slug"].into_iter();
    let mut own = keys
        .filter(|key| front_matter.given.contains(key) && !front_matter.inherited.contains(key));
    own.next().map(|key| Item::Key(key.to_owned()))
}

/// Requests the list pages of a page after the first one.
fn list_pages(
    planning: &Planning<'_>,
    id: PageId,
    page: &Page,
    first: &PageInputs,
) -> Vec<Request> {
    let Some(lists) = planning.inputs.listings.list(id) else {
        return Vec::new();
    };
    let routes = (2..).zip(planning.list_pages(id, page));
    let list_page = |(number, route): (usize, &Digested<Route>)| {
        let mut inputs = first.clone();
        inputs.data = planning.at(page, route);
        inputs.relations.paginator = Some(Some(lists.paginator(number)));
        if let Some(pictures) = &mut inputs.relations.pictures {
            *pictures = planning.pictures(Some(id), number);
        }
        request(planning, (id, page), number, route, inputs)
    };
    routes.map(list_page).collect()
}

impl Output for PageOutput {
    fn render(&self, contents: &Contents, _: &ImageCache) -> Rendered {
        let PageOutput(inputs) = self;
        let mut bodies = contents.bodies.iter().map(|body| &**body);
        let own = inputs.data.source.as_ref().and_then(|_| bodies.next());
        let own = match own {
            Some(body) => body,
            None => Contents::empty_body(),
        };
        let chapters: Vec<&Body> = bodies.collect();
        let bodies = Bodies {
            own,
            chapters: &chapters,
            summaries: &contents.summaries,
            words: &contents.words,
        };
        let page = page::render(inputs, &bodies);
        let bytes = |html: String| OutputBytes::Made {
            digest: Digest::of_bytes(html.as_bytes()),
            bytes: Arc::from(html.into_bytes()),
        };
        Rendered {
            output: page.html.map(bytes),
            facts: Arc::new(page.facts),
            diagnostics: page.diagnostics,
            is_lasting: true,
        }
    }

    fn page(&self) -> Option<&PageInputs> {
        Some(&self.0)
    }

    fn template(&self) -> Option<&str> {
        Some(&self.0.globals.template)
    }
}
