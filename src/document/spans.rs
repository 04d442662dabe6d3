//! The places of a document's items in its file.

use crate::diagnostic::Item;
use std::collections::BTreeMap;
use std::ops::Range;

/// The byte ranges of a document's items, from the start of the file.
///
/// No digested value holds a place in the file, so a new line at the top changes spans and nothing
/// else.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ItemSpans {
    /// Keys of the front matter that a part of the body replaces, as a heading replaces the title.
    pub(super) keys: BTreeMap<String, Range<usize>>,
    pub(super) links: Vec<Range<usize>>,
    pub(super) images: Vec<Range<usize>>,
    pub(super) headings: Vec<Range<usize>>,
    pub(super) calls: Vec<Range<usize>>,
    pub(super) blocks: Vec<Range<usize>>,
}

impl ItemSpans {
    /// Returns the span of an item.
    pub fn of(&self, item: &Item) -> Option<Range<usize>> {
        match item {
            Item::Key(key) => self.keys.get(key),
            Item::Link(number) => self.links.get(*number),
            Item::Image(number) => self.images.get(*number),
            Item::Heading(number) => self.headings.get(*number),
            Item::Call(number) => self.calls.get(*number),
            Item::Block(number) => self.blocks.get(*number),
        }
        .cloned()
    }

    /// Returns the number of the innermost block around a byte of the file.
    pub fn block_at(&self, at: usize) -> Option<usize> {
        // Blocks are numbered as they begin, so the last one that holds the byte is the innermost.
        self.blocks.iter().rposition(|block| block.contains(&at))
    }
}
