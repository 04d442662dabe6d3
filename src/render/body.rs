//! From a body's pieces to HTML, with links, images and components filled in.

use super::call;
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

/// Fills pieces and writes them as HTML.
pub(super) fn html(pieces: &[Piece], filling: &Filling<'_>, diagnostics: &mut Vec<Diagnostic>) -> String {
    let mut out = String::with_capacity(pieces.iter().map(size).sum());
    for piece in pieces {
        match piece {
            Piece::Html(html) => out.push_str(html),
            Piece::Href(item) => attribute(&mut out, "href", filling.inputs.links.get(*item)),
            Piece::Source(item) => attribute(&mut out, "src", filling.inputs.images.get(*item)),
            Piece::Call(call) => call::html(call, filling, &mut out, diagnostics),
        }
    }
    out
}

fn size(piece: &Piece) -> usize {
    match piece {
        Piece::Html(html) => html.len(),
        _ => 64,
    }
}

/// The attribute with its target; nothing where the target is broken, which is told already.
fn attribute(out: &mut String, name: &str, resolved: Option<&Resolved>) {
    let Some(Resolved::Url(target) | Resolved::Fragment(target)) = resolved else { return };
    out.push(' ');
    out.push_str(name);
    out.push_str("=\"");
    escape_into(out, target);
    out.push('"');
}
