//! Which events are prose: one pass over them, apart from the writer because notes are read here
//! where they stand or not at all.

use super::source::Source;
use super::tags::is_inline;
use crate::document::prose::{Prose, ProseCounter};
use pulldown_cmark::{Event, LinkType, Tag};

/// The figures of a document's prose.
pub(super) fn prose(source: &Source<'_>) -> Prose {
    let mut counter = ProseCounter::default();
    let mut at = 0;
    while let Some(event) = source.event(at) {
        match event {
            Event::Start(tag) if is_other(tag) => {
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

/// Whether an element holds no prose.
fn is_other(tag: &Tag<'_>) -> bool {
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
