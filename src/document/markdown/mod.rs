//! From Markdown to a body. The one room that names the Markdown parser.
//!
//! The events of the parser are written by this room and not by the parser's own writer, because a
//! site promises what that writer does not: no `style` attributes, labeled task boxes, footnotes
//! gathered at the end with links back, links and images that the site resolves later.

mod blocks;
mod code;
mod endnotes;
mod extensions;
mod footnotes;
mod heading;
mod html;
mod inline;
mod maths;
mod parsed;
mod passages;
mod prose;
mod source;
mod spanned;
mod tags;
mod writer;

pub(super) use parsed::{FirstHeading, ParsedMarkdown};

use super::options::ParseOptions;
use crate::path::SourcePath;
use pulldown_cmark::Parser;
use source::Source;

/// Parses the part of a file's text from `offset` on.
pub(super) fn parse(
    file: &SourcePath,
    text: &str,
    offset: usize,
    first: FirstHeading<'_>,
    options: &ParseOptions,
) -> ParsedMarkdown {
    let markdown = &text[offset..];
    let mut events: Vec<_> =
        Parser::new_ext(markdown, extensions::parser_options(&options.markdown))
            .into_offset_iter()
            .collect();
    if options.markdown.maths {
        maths::restore_prices(&mut events, markdown);
    }
    let extended = extensions::extend(events, markdown, &options.markdown);
    let source = Source::new(file, text, offset, &extended);
    let mut parsed = writer::write(&source, first, options);
    if options.judges_writing {
        parsed.prose = prose::count(&source);
    }
    parsed
}
