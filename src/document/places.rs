//! Where the items of a document stand in its file.

use crate::diagnostic::Item;
use std::collections::BTreeMap;
use std::ops::Range;

/// Byte ranges of the items of a document, from the start of the file. Nothing that is digested
/// holds a place, so that a new line at the top changes places and nothing else.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Places {
    /// Keys of the front matter that something else stands for: the title, where it is a heading.
    pub(super) keys: BTreeMap<String, Range<usize>>,
    pub(super) links: Vec<Range<usize>>,
    pub(super) images: Vec<Range<usize>>,
    pub(super) headings: Vec<Range<usize>>,
    pub(super) calls: Vec<Range<usize>>,
    pub(super) blocks: Vec<Range<usize>>,
}

impl Places {
    /// Where an item stands.
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

    /// The number of the innermost block that a byte of the file stands in.
    pub fn block_at(&self, at: usize) -> Option<usize> {
        // Blocks are numbered as they begin, so the last that holds the byte is the innermost.
        self.blocks.iter().rposition(|block| block.contains(&at))
    }
}
