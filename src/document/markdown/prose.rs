//! The selection of the events that are prose.
//!
//! It is a pass of its own, apart from the writer, because the writer moves footnotes to the end of
//! the page and leaves out those without a reference.

use super::source::Source;
use super::tags::is_inline;
use crate::document::prose::{Prose, ProseCounter};
use pulldown_cmark::{Event, LinkType, Tag};

/// Counts the prose of a document.
pub(super) fn count(source: &Source<'_>) -> Prose {
    let mut counter = ProseCounter::default();
    let mut at = 0;
    while let Some(event) = source.event(at) {
        match event {
            Event::Start(tag) if is_skipped(tag) => {
                at = source.after(at);
                continue;
            }
            Event::Start(tag) if !is_inline(&tag.to_end()) => counter.end_block(),
            Event::End(tag) if !is_inline(tag) => counter.end_block(),
            Event::Text(text) => counter.read(text),
            Event::SoftBreak | Event::HardBreak => counter.end_word(),
            _ => {}
        }
        at += 1;
    }
    counter.finish()
}

/// Returns true for an element that holds no prose.
fn is_skipped(tag: &Tag<'_>) -> bool {
    match tag {
        Tag::Heading { .. }
        | Tag::CodeBlock(_)
        | Tag::HtmlBlock
        | Tag::Table(_)
        | Tag::FootnoteDefinition(_)
        | Tag::DefinitionListTitle
        | Tag::Image { .. } => true,
        Tag::Link { link_type, .. } => matches!(link_type, LinkType::Autolink | LinkType::Email),
        _ => false,
    }
}
