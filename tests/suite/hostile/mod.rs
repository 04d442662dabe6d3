//! Hostile Markdown: no text makes the parser panic, overflow its stack, or lose the place of an
//! item.

mod random;
mod size;

use milepost::config::Markdown;
use milepost::diagnostic::Diagnostic;
use milepost::digest::{Digest, Digested};
use milepost::document::{Blocks, Document, ParseOptions, parse};
use milepost::path::SourcePath;
use milepost::strings::Strings;
use std::collections::BTreeMap;

/// Parses a text as a page, with numbered blocks.
fn parsed(text: &str) -> (Document, Vec<Diagnostic>) {
    let file = SourcePath::new("content/page.md").expect("a path");
    let options = Digested::new(ParseOptions {
        taxonomies: Vec::new(),
        terms_have_pages: false,
        blocks: Blocks::Numbered,
        judges_writing: true,
        markdown: Markdown::default(),
        strings: Strings::of("en", &BTreeMap::new()),
    });
    let checked = parse(&file, text, Digest::of_bytes(text.as_bytes()), &options);
    (checked.value, checked.diagnostics)
}
