//! Text of paragraphs, of which addresses, emoji and formulas that are none are made anew.
//!
//! The parser hands a text over in parts, at each mark that might have been markup. What belongs
//! together is found in the source: a run is the parts that lie there without a gap.

use super::replacement::Replacement;
use super::{autolinks, emoji, pairs};
use crate::config::Markdown;
use crate::document::markdown::spanned::Spanned;
use pulldown_cmark::{Event, Tag, TagEnd};
use std::ops::Range;

/// Replaces what the additions find in the text.
pub(super) fn replace<'e>(
    events: Vec<Spanned<'e>>,
    text: &'e str,
    markdown: &Markdown,
) -> Vec<Spanned<'e>> {
    if !may_hold(text, markdown) {
        return events;
    }
    let mut made = Vec::with_capacity(events.len());
    let mut run: Vec<Spanned<'e>> = Vec::new();
    // The elements that are open in which a text stays as it is, and those among them that are
    // links.
    let (mut verbatim, mut links) = (0usize, 0usize);
    for (event, range) in events {
        let continues = run.last().is_some_and(|(_, last)| last.end == range.start);
        if !continues || !matches!(event, Event::Text(_)) {
            end_run(&mut run, text, markdown, links > 0, &mut made);
        }
        match &event {
            Event::Start(tag) if is_verbatim(tag) => verbatim += 1,
            Event::End(tag) if ends_verbatim(tag) => verbatim = verbatim.saturating_sub(1),
            Event::Start(Tag::Link { .. }) => links += 1,
            Event::End(TagEnd::Link) => links = links.saturating_sub(1),
            Event::InlineHtml(html) if is_anchor(html, "<a") => links += 1,
            Event::InlineHtml(html) if is_anchor(html, "</a") => links = links.saturating_sub(1),
            Event::Text(_) if verbatim == 0 => {
                run.push((event, range));
                continue;
            }
            _ => {}
        }
        made.push((event, range));
    }
    end_run(&mut run, text, markdown, links > 0, &mut made);
    made
}

/// Returns true if a document may hold something to replace.
fn may_hold(text: &str, markdown: &Markdown) -> bool {
    let bytes = text.as_bytes();
    (markdown.autolinks && autolinks::may_hold(bytes))
        || (markdown.emoji && bytes.contains(&b':'))
        || pairs::may_hold(text, markdown)
}

fn end_run<'e>(
    run: &mut Vec<Spanned<'e>>,
    text: &'e str,
    markdown: &Markdown,
    in_link: bool,
    made: &mut Vec<Spanned<'e>>,
) {
    let (Some((_, first)), Some((_, last))) = (run.first(), run.last()) else {
        return;
    };
    let whole = first.start..last.end;
    let mut found: Vec<Replacement<'e>> = Vec::new();
    if markdown.autolinks && !in_link {
        autolinks::find(text, whole.clone(), &mut found);
    }
    if markdown.emoji {
        emoji::find(text, whole.clone(), &mut found);
    }
    pairs::find(text, whole.clone(), markdown, &mut found);
    if found.is_empty() {
        made.append(run);
        return;
    }
    found.sort_by_key(|(range, _)| range.start);
    // An emoji within an address is part of the address.
    let mut end = whole.start;
    found.retain(|(range, _)| {
        let is_free = range.start >= end;
        end = end.max(range.end);
        is_free
    });
    let mut found = found.into_iter().peekable();
    let mut done = whole.start;
    for (event, part) in run.drain(..) {
        done = done.max(part.start);
        while let Some((range, events)) = found.next_if(|(range, _)| range.start < part.end) {
            push(made, text, &event, &part, done..range.start);
            done = range.end;
            made.extend(events.into_iter().map(|event| (event, range.clone())));
        }
        push(made, text, &event, &part, done..part.end);
    }
}

/// Adds a piece of a part, if there is anything in it.
fn push<'e>(
    made: &mut Vec<Spanned<'e>>,
    text: &'e str,
    event: &Event<'e>,
    part: &Range<usize>,
    piece: Range<usize>,
) {
    if piece == *part {
        made.push((event.clone(), piece));
    } else if piece.start < piece.end {
        made.push((Event::Text(text[piece.clone()].into()), piece));
    }
}

/// Returns true for an element whose text stays as it is written.
fn is_verbatim(tag: &Tag<'_>) -> bool {
    matches!(
        tag,
        Tag::CodeBlock(_) | Tag::Image { .. } | Tag::MetadataBlock(_)
    )
}

fn ends_verbatim(tag: &TagEnd) -> bool {
    matches!(
        tag,
        TagEnd::CodeBlock | TagEnd::Image | TagEnd::MetadataBlock(_)
    )
}

/// Returns true for a tag of a link in raw HTML. `name` is what it begins with.
fn is_anchor(html: &str, name: &str) -> bool {
    html.get(..name.len())
        .is_some_and(|start| start.eq_ignore_ascii_case(name))
        && !html[name.len()..].starts_with(|c: char| c.is_ascii_alphanumeric())
}
