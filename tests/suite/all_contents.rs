//! A kind of output that exists in the tests alone: the contents of all pages, one after another.
//!
//! No other code knows it. It proves that a new kind is one file and one line, and that an output
//! which shows contents stays right after every edit.

use milepost::digest::Digested;
use milepost::image::ImageCache;
use milepost::output::{ContentNames, Contents, Output, Phase, Planning, Rendered, Request};
use milepost::page::{self, PageInputs};

/// The pages that have a document, in reading order.
#[derive(Hash)]
struct AllContents(Vec<Digested<PageInputs>>);

pub fn requests(planning: &Planning<'_>) -> Vec<Request> {
    let pages = planning.inputs.site.numbered();
    let shown = pages.filter_map(|(id, page)| {
        let inputs = Digested::new(planning.page(id));
        Some((inputs, page.document?))
    });
    let (pages, documents): (Vec<_>, Vec<_>) = shown.unzip();
    let names = ContentNames::bodies(documents);
    let request = Request::fallback("all.txt", Phase::Aggregate, AllContents(pages));
    request
        .map(|request| request.showing(names.into()))
        .into_iter()
        .collect()
}

impl Output for AllContents {
    fn render(&self, contents: &Contents, _: &ImageCache) -> Rendered {
        let AllContents(pages) = self;
        let pages = pages.iter().zip(&contents.bodies);
        Rendered::text(
            pages
                .map(|(page, body)| {
                    format!("{}\n{}\n", page.data.card.url, page::content(page, body))
                })
                .collect(),
        )
    }
}
