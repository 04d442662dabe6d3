//! The values that a fence gives.

use super::lines::Lines;

/// The values that a fence gives to its block.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(in crate::document) struct Fence {
    /// The language as it is written; empty for none.
    pub language: String,
    /// The language of the code in a `diff`.
    pub inner: Option<String>,
    pub title: Option<String>,
    pub marked: Lines,
    pub inserted: Lines,
    pub deleted: Lines,
    pub focused: Lines,
    pub hidden: Lines,
    /// The beginning of lines that are left out.
    pub hidden_prefix: Option<String>,
    /// The number of the first line, if lines have numbers.
    pub numbers: Option<usize>,
    pub start: Option<usize>,
    pub wrap: bool,
    pub diff: bool,
    pub terminal: bool,
}

impl Fence {
    /// Returns true if lines may be told to be new or gone.
    pub fn has_signs(&self) -> bool {
        self.diff || !self.inserted.is_empty() || !self.deleted.is_empty()
    }
}
