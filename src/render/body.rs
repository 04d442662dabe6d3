//! From a body's pieces to HTML, with links, images and components filled in.

use super::call;
use super::finish::{self, Marks};
use crate::diagnostic::Diagnostic;
use crate::document::Piece;
use crate::html::escape_into;
use crate::site::Resolved;
use crate::template::{Engine, Rooted};
use crate::view::PageInputs;

/// What is needed to fill a body.
pub(super) struct Filling<'a> {
    pub inputs: &'a PageInputs,
    pub engine: &'a Engine,
    /// The roots that components may declare.
    pub roots: &'a Rooted,
}

/// A filled body, with what is known of it without reading it again.
#[derive(Debug, Default)]
pub(super) struct Content {
    pub html: String,
    pub marks: Marks,
}

/// Fills pieces and writes them as HTML.
pub(super) fn fill(pieces: &[Piece], filling: &Filling<'_>, diagnostics: &mut Vec<Diagnostic>) -> Content {
    let mut content = Content { html: String::with_capacity(pieces.iter().map(size).sum()), marks: Marks::default() };
    for piece in pieces {
        match piece {
            Piece::Html(html) => content.html.push_str(html),
            Piece::Raw(html) => content.add_unknown(html),
            Piece::Href(item) => content.add_attribute("href", filling.inputs.links.get(*item)),
            Piece::Source(item) => content.add_attribute("src", filling.inputs.images.get(*item)),
            Piece::Call(call) => content.add_unknown(&call::html(call, filling, diagnostics)),
        }
    }
    content
}

fn size(piece: &Piece) -> usize {
    match piece {
        Piece::Html(html) | Piece::Raw(html) => html.len(),
        _ => 64,
    }
}

impl Content {
    /// Appends HTML of which nothing is known: it is read.
    fn add_unknown(&mut self, html: &str) {
        self.marks.append(finish::read(html), self.html.len());
        self.html.push_str(html);
    }

    /// Appends an attribute with its target; nothing where the target is broken, which is told already.
    fn add_attribute(&mut self, name: &str, resolved: Option<&Resolved>) {
        let Some(Resolved::Url(target) | Resolved::Fragment(target)) = resolved else { return };
        self.html.push(' ');
        self.html.push_str(name);
        self.html.push_str("=\"");
        self.marks.add_reference(target, self.html.len());
        escape_into(&mut self.html, target);
        self.html.push('"');
    }
}
