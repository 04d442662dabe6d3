//! From a body's pieces to HTML, with links, images and components filled in.

use super::call;
use super::finish::{self, Marks};
use super::images;
use crate::diagnostic::Diagnostic;
use crate::document::Piece;
use crate::html::escape_into;
use crate::site::{PageData, Resolved};
use crate::template::{Engine, Roots, Value};
use crate::view::{self, PageInputs};
use std::ops::Range;

/// What is needed to fill a body.
pub(super) struct Filling<'a> {
    pub inputs: &'a PageInputs,
    pub engine: &'a Engine,
    /// The roots that components may declare.
    pub roots: &'a Roots,
}

/// What components see that are called in the content: the page without it.
pub(super) fn bare_roots(inputs: &PageInputs, book: Option<Value>) -> Roots {
    view::roots(inputs, view::page_view(inputs, None, None), book)
}

/// A filled body, with what is known of it without reading it again.
#[derive(Debug, Default)]
pub(super) struct Content {
    pub html: String,
    pub marks: Marks,
    /// Where HTML begins of which nothing is known yet: it is read once all of its tags stand
    /// there.
    unread: Option<usize>,
}

/// Fills pieces and writes them as HTML.
pub(super) fn fill(
    pieces: &[Piece],
    filling: &Filling<'_>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Content {
    let PageData { links, .. } = &*filling.inputs.data;
    let html = String::with_capacity(pieces.iter().map(size).sum());
    let mut content = Content {
        html,
        ..Content::default()
    };
    for piece in pieces {
        match piece {
            Piece::Html(html) => content.add_known(html),
            Piece::Raw(html) => content.add_unknown(html),
            Piece::Href(item) => content.add_attribute("href", links.get(*item), Marks::add_told),
            Piece::Image(image) => {
                content.read();
                images::element(&mut content, image, filling, diagnostics);
            }
            Piece::Source(item, extent) => {
                images::source(&mut content, *item, *extent, filling, diagnostics)
            }
            Piece::Media(name, item) => {
                content.add_attribute(name, links.get(*item), Marks::add_reference)
            }
            Piece::Call(call) => content.add_unknown(&call::html(call, filling, diagnostics)),
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

impl Content {
    /// Where the next HTML comes to stand, and the marks to be made in it; nothing where all of it
    /// is read later.
    pub(super) fn open(&mut self) -> (&mut String, Option<&mut Marks>) {
        let marks = self.unread.is_none().then_some(&mut self.marks);
        (&mut self.html, marks)
    }

    /// The ids in it that Markdown did not give.
    pub(super) fn ids(&self) -> &[String] {
        self.marks.ids()
    }

    /// Appends HTML that Markdown made: its ids are known, and its URLs are attributes of their
    /// own.
    fn add_known(&mut self, html: &str) {
        self.read();
        self.html.push_str(html);
    }

    /// Appends HTML of which nothing is known.
    fn add_unknown(&mut self, html: &str) {
        self.unread.get_or_insert(self.html.len());
        self.html.push_str(html);
    }

    fn read(&mut self) {
        if let Some(start) = self.unread.take() {
            self.marks.append(finish::read(&self.html[start..]), start);
        }
    }

    /// Appends an attribute with its target; nothing where the target is broken, which is told
    /// already.
    fn add_attribute(
        &mut self,
        name: &str,
        resolved: Option<&Resolved>,
        mark: fn(&mut Marks, &str, Range<usize>),
    ) {
        let Some(Resolved::Url(target) | Resolved::Fragment(target)) = resolved else {
            return;
        };
        self.html.push(' ');
        self.html.push_str(name);
        self.html.push_str("=\"");
        let start = self.html.len();
        escape_into(&mut self.html, target);
        if self.unread.is_none() {
            mark(&mut self.marks, target, start..self.html.len());
        }
        self.html.push('"');
    }
}
