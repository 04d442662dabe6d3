//! Pages: an output for each page of the site, rendered from a template.

use super::booklet;
use super::contents::Contents;
use super::planning::Planning;
use super::rendered::{OutputBytes, Rendered};
use super::request::{Output, Phase, Request};
use crate::digest::Digest;
use crate::document::Body;
use crate::image::ImageCache;
use crate::page::{self, PageInputs};
use rayon::prelude::*;
use std::sync::Arc;

/// A page. It shows its own body, and those of the book's chapters if it shows the book.
#[derive(Hash)]
pub(super) struct PageOutput(pub PageInputs);

pub(super) fn requests(planning: &Planning<'_>) -> Vec<Request> {
    let pages: Vec<_> = planning.inputs.site.numbered().collect();
    let request = |(id, page): (_, &crate::site::Page)| {
        let shows_book = planning.shows_book(page);
        let inputs = planning.page(id);
        let (inputs, names) = booklet::with_book(planning, inputs, page.document, shows_book);
        let (route, origin) = (page.route.clone(), page.source.clone());
        Request::for_source(route, Phase::Page, origin, PageOutput(inputs)).showing(names.into())
    };
    pages.into_par_iter().map(request).collect()
}

impl Output for PageOutput {
    fn render(&self, contents: &Contents, _: &ImageCache) -> Rendered {
        let PageOutput(inputs) = self;
        let mut bodies = contents.bodies.iter().map(|body| &**body);
        let own = inputs.data.source.as_ref().and_then(|_| bodies.next());
        let body = match own {
            Some(body) => body,
            None => Contents::empty_body(),
        };
        let chapters: Vec<&Body> = bodies.collect();
        let page = page::render(inputs, body, &chapters);
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
