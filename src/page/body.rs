//! The way from a body's pieces to HTML, with links, images and components filled in.

use super::card_fields::CardFields;
use super::component;
use super::content::Content;
use super::elsewhere;
use super::images;
use super::inputs::{BodyInputs, PageInputs};
use super::marks::Marks;
use super::view;
use crate::config::BaseUrl;
use crate::diagnostic::Diagnostic;
use crate::document::{Body, Piece};
use crate::template::{Roots, Value};

/// Returns the roots of components that are called in the content: they see the page without its
/// content. There are none if no component is called.
pub(super) fn roots_of_components(
    inputs: &PageInputs,
    words: usize,
    book: Option<Value>,
    fields: &CardFields<'_>,
) -> Roots {
    if inputs.data.head.calls.is_empty() {
        return Vec::new();
    }
    view::roots(
        inputs,
        view::page_view(inputs, words, None, None),
        book,
        fields,
    )
}

/// Writes the content of a page as HTML, without a template around it.
///
/// Its diagnostics are left out: the page itself reports them.
pub fn content(inputs: &PageInputs, body: &Body) -> String {
    filled(inputs, body).html
}

/// Fills the body of a page whose template is not rendered.
pub(super) fn filled(inputs: &PageInputs, body: &Body) -> Content {
    fill_alone(inputs, &body.pieces, body.words)
}

/// Writes the content of a page for a feed of the site at `base_url`.
pub fn content_for_feed(inputs: &PageInputs, body: &Body, base_url: &BaseUrl) -> String {
    let content = fill_alone(inputs, &body.pieces, body.words);
    elsewhere::html(&content.html, &inputs.data.card.url, Some(base_url))
}

/// Writes the summary of a page for a feed of the site at `base_url`.
pub fn summary_for_feed(inputs: &PageInputs, pieces: &[Piece], base_url: &BaseUrl) -> String {
    let content = fill_alone(inputs, pieces, 0);
    elsewhere::html(&content.html, &inputs.data.card.url, Some(base_url))
}

/// Writes the summary of a page that another page shows.
pub(super) fn summary(inputs: &PageInputs, pieces: &[Piece]) -> String {
    let content = fill_alone(inputs, pieces, 0);
    elsewhere::html(&content.html, &inputs.data.card.url, None)
}

fn fill_alone(inputs: &PageInputs, pieces: &[Piece], words: usize) -> Content {
    let roots = roots_of_components(inputs, words, None, &CardFields::none());
    let page = BodyInputs {
        page: inputs,
        roots: &roots,
    };
    fill(pieces, &page, &mut Vec::new())
}

/// Fills pieces and writes them as HTML.
pub(super) fn fill(
    pieces: &[Piece],
    inputs: &BodyInputs<'_>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Content {
    let links = &inputs.page.data.links;
    let mut content = Content::with_capacity(pieces.iter().map(size).sum());
    for piece in pieces {
        match piece {
            Piece::Html(html) => content.add_known(html),
            Piece::Raw(html) => content.add_unknown(html),
            Piece::Href(item) => {
                content.add_attribute("href", links.get(*item), Marks::add_known_url)
            }
            Piece::Image(image) => {
                content.read();
                images::element(&mut content, image, inputs, diagnostics);
            }
            Piece::Source(item, extent) => {
                images::source(&mut content, *item, *extent, inputs, diagnostics)
            }
            Piece::Media(name, item) => {
                content.add_attribute(name, links.get(*item), Marks::add_reference)
            }
            Piece::Call(call) => {
                // Components in the body of a call are rendered first.
                let body = call.body.as_ref();
                let body = body.map(|pieces| fill(pieces, inputs, diagnostics).html);
                content.add_unknown(&component::html(call, body, inputs, diagnostics));
            }
        }
    }
    content.read();
    content
}

fn size(piece: &Piece) -> usize {
    match piece {
        Piece::Html(html) | Piece::Raw(html) => html.len(),
        _ => 64,
    }
}
