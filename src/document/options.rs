//! The options that parsing depends on besides the file itself.

/// Everything that [`super::parse`] reads besides a file's path and text.
///
/// A document is taken over from the previous build if its text and these options have the digests
/// of then.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct ParseOptions {
    /// The names of the configured taxonomies: each is a key of the front matter.
    pub taxonomies: Vec<String>,
    /// Numbers on the blocks of the body.
    pub blocks: Blocks,
}

/// Numbers on the blocks of a page. By them the preview finds where a block is written.
///
/// A number, never a line: a new line at the top of a file then leaves the page as it is.
/// [`super::Places`] knows the line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Blocks {
    /// No numbers, for a site that is published.
    Plain,
    /// Each block has an attribute `data-milepost-block` with its number.
    Numbered,
}

/// The attribute of a numbered block.
pub const BLOCK: &str = "data-milepost-block";
