//! From Markdown to a body: our own consumer of the parser's events. The one room that names the
//! Markdown parser.
//!
//! It is our own because a site promises what the parser's writer does not: no `style` attributes,
//! labelled task boxes, footnotes gathered at the end with ways back, links and images that the
//! site resolves later.

mod blocks;
mod footnotes;
mod heading;
mod html;
mod inline;
mod passages;
mod prose;
mod source;
mod tags;
mod writer;

use super::body::Body;
use super::heading::Heading;
use super::options::Blocks;
use super::passage::Passage;
use super::places::Places;
use super::prose::Prose;
use crate::diagnostic::Diagnostic;
use crate::path::SourcePath;
use pulldown_cmark::{Options, Parser};
use source::Source;

/// What was read from the Markdown of one document.
#[derive(Debug, Default)]
pub(super) struct Markdown {
    pub body: Body,
    /// The text of the first H1, which then is not in the body.
    pub title: Option<String>,
    pub headings: Vec<Heading>,
    pub links: Vec<String>,
    pub images: Vec<String>,
    pub ids: Vec<String>,
    pub calls: Vec<String>,
    pub words: usize,
    pub passages: Vec<Passage>,
    pub places: Places,
    pub prose: Prose,
    pub diagnostics: Vec<Diagnostic>,
    pub remarks: Vec<Diagnostic>,
}

/// What becomes of the first H1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum FirstHeading<'a> {
    /// It is the page's title.
    Title,
    /// The front matter has this title; an equal H1 is left out.
    Titled(&'a str),
}

fn options() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_SMART_PUNCTUATION
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_GFM
        | Options::ENABLE_DEFINITION_LIST
}

/// Parses the part of a file's text from `offset` on.
pub(super) fn parse(
    file: &SourcePath,
    text: &str,
    offset: usize,
    first: FirstHeading<'_>,
    blocks: Blocks,
) -> Markdown {
    let events: Vec<_> = Parser::new_ext(&text[offset..], options())
        .into_offset_iter()
        .collect();
    let source = Source::new(file, text, offset, &events);
    Markdown {
        prose: prose::prose(&source),
        ..writer::write(&source, first, blocks)
    }
}
