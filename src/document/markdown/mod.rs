//! From Markdown to a body. The one room that names the Markdown parser.
//!
//! The events of the parser are written by this room and not by the parser's own writer, because a
//! site promises what that writer does not: no `style` attributes, labeled task boxes, footnotes
//! gathered at the end with links back, links and images that the site resolves later.

mod blocks;
mod endnotes;
mod footnotes;
mod heading;
mod html;
mod inline;
mod parsed;
mod passages;
mod prose;
mod source;
mod tags;
mod writer;

pub(super) use parsed::{FirstHeading, ParsedMarkdown};

use super::options::ParseOptions;
use crate::path::SourcePath;
use pulldown_cmark::{Options, Parser};
use source::Source;

/// Parses the part of a file's text from `offset` on.
pub(super) fn parse(
    file: &SourcePath,
    text: &str,
    offset: usize,
    first: FirstHeading<'_>,
    options: &ParseOptions,
) -> ParsedMarkdown {
    let events: Vec<_> = Parser::new_ext(&text[offset..], parser_options())
        .into_offset_iter()
        .collect();
    let source = Source::new(file, text, offset, &events);
    let mut parsed = writer::write(&source, first, options);
    if options.judges_writing {
        parsed.prose = prose::count(&source);
    }
    parsed
}

fn parser_options() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_SMART_PUNCTUATION
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_GFM
        | Options::ENABLE_DEFINITION_LIST
}
