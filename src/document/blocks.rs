//! Numbers on the blocks of a page, by which the preview finds back from what is seen to where it
//! is written.

/// Whether the blocks of a body carry their numbers.
///
/// A number, never a line: a new line at the top of a file then leaves the page as it is.
/// [`super::Places`] knows the line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Blocks {
    /// They do not: for a site that is published.
    Plain,
    /// Each has an attribute `data-milepost-block` with its number.
    Numbered,
}

/// The attribute of a numbered block.
pub const BLOCK: &str = "data-milepost-block";
