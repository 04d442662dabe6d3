//! The result of reading the Markdown of one document.

use crate::diagnostic::Diagnostic;
use crate::document::body::Body;
use crate::document::outline::{Heading, Passage};
use crate::document::prose::Prose;
use crate::document::spans::ItemSpans;

/// The Markdown of one document, parsed.
#[derive(Debug, Default)]
pub(in crate::document) struct ParsedMarkdown {
    pub body: Body,
    /// The text of the first H1, if it is the page's title and therefore not in the body.
    pub title: Option<String>,
    pub headings: Vec<Heading>,
    pub links: Vec<String>,
    pub images: Vec<String>,
    pub ids: Vec<String>,
    pub calls: Vec<String>,
    /// The arguments of calls that are named like images, sorted.
    pub pictures: Vec<String>,
    pub has_code: bool,
    pub words: usize,
    pub passages: Vec<Passage>,
    pub spans: ItemSpans,
    pub prose: Prose,
    pub diagnostics: Vec<Diagnostic>,
    pub remarks: Vec<Diagnostic>,
}

/// The role of the first H1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::document) enum FirstHeading<'a> {
    /// It is the page's title.
    Title,
    /// The front matter has this title; an equal H1 is left out.
    Titled(&'a str),
}
