//! The options that parsing depends on besides the file itself.

use crate::config::Markdown;
use crate::strings::Strings;
use std::sync::Arc;

/// Everything that [`super::parse`] reads besides a file's path and text.
///
/// A document is taken over from the previous build if the digests of its text and of these options
/// are still the same.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct ParseOptions {
    /// The names of the configured taxonomies: each is a key of the front matter.
    pub taxonomies: Vec<String>,
    /// True if these have pages, so that the folders with their names hold the texts of terms.
    pub terms_have_pages: bool,
    /// Numbers on the blocks of the body.
    pub blocks: Blocks,
    /// True if it is judged how the text is written: its remarks and its prose are asked for.
    pub judges_writing: bool,
    /// The additions to Markdown.
    pub markdown: Markdown,
    /// The texts that parsing writes into the body, in the language of the site.
    pub strings: Arc<Strings>,
}

/// Numbers on the blocks of a page, by which the preview finds the source of a block.
///
/// They are numbers and not lines, so a new line at the top of a file leaves the page as it is.
/// [`super::ItemSpans`] knows the lines.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Blocks {
    /// No numbers, for a site that is published.
    Plain,
    /// A number in the attribute `data-milepost-block` of each block.
    Numbered,
}

/// The attribute of a numbered block.
pub const BLOCK: &str = "data-milepost-block";
