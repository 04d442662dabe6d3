//! Markdown that is no document: a text of front matter or data, which a template shows.

use super::body::Piece;
use super::markdown::{self, FirstHeading};
use super::options::{Blocks, ParseOptions};
use crate::config::Markdown;
use crate::diagnostic::Severity;
use crate::html::escape_into;
use crate::path::SourcePath;
use crate::strings::Strings;
use crate::url::{UrlKind, classify};
use std::sync::Arc;

/// Makes HTML of a text in Markdown. Links and images keep the targets that they have, and calls of
/// components stay HTML.
///
/// # Errors
/// The first fault of the text.
pub fn fragment(text: &str, markdown: Markdown, strings: &Arc<Strings>) -> Result<String, String> {
    let options = ParseOptions {
        taxonomies: Vec::new(),
        terms_have_pages: false,
        blocks: Blocks::Plain,
        judges_writing: false,
        markdown,
        strings: Arc::clone(strings),
    };
    let file = SourcePath::site_file();
    let parsed = markdown::parse(&file, text, 0, FirstHeading::Titled(""), &options);
    let mut faults = parsed.diagnostics.iter();
    if let Some(fault) = faults.find(|fault| fault.severity == Severity::Error) {
        return Err(fault.message.clone());
    }
    let mut html = String::with_capacity(text.len() * 2);
    let targets = (parsed.links.as_slice(), parsed.images.as_slice());
    write(&mut html, &parsed.body.pieces, targets);
    Ok(html)
}

fn write(html: &mut String, pieces: &[Piece], targets: (&[String], &[String])) {
    let (links, images) = targets;
    for piece in pieces {
        match piece {
            Piece::Html(made) | Piece::Raw(made) => html.push_str(made),
            Piece::Href(item) => attribute(html, "href", links.get(*item)),
            Piece::Source(item, _) => attribute(html, "src", images.get(*item)),
            Piece::Media(name, item) => attribute(html, name, links.get(*item)),
            Piece::Image(image) => {
                html.push_str("<img");
                attribute(html, "src", images.get(image.item));
                html.push_str(" alt=\"");
                escape_into(html, &image.alt);
                html.push('"');
                if !image.title.is_empty() {
                    html.push_str(" title=\"");
                    escape_into(html, &image.title);
                    html.push('"');
                }
                html.push('>');
            }
            Piece::Call(call) => {
                html.push_str(&call.tags.0);
                let body = call.body.as_deref().unwrap_or_default();
                write(html, body, targets);
                html.push_str(&call.tags.1);
            }
        }
    }
}

fn attribute(html: &mut String, name: &str, target: Option<&String>) {
    let Some(target) = target.filter(|target| classify(target) != UrlKind::Unsafe) else {
        return;
    };
    html.push(' ');
    html.push_str(name);
    html.push_str("=\"");
    escape_into(html, target);
    html.push('"');
}
