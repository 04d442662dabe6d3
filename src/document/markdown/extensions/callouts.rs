//! Callouts with a title of their own: `> [!TIP] Before a long run`. The parser knows only those
//! whose mark stands alone on its line.

use crate::document::markdown::spanned::Spanned;
use pulldown_cmark::{BlockQuoteKind, Event, Tag, TagEnd};

/// The beginning of a callout.
const MARK: &str = "[!";

const KINDS: [(&str, BlockQuoteKind); 5] = [
    ("note", BlockQuoteKind::Note),
    ("tip", BlockQuoteKind::Tip),
    ("important", BlockQuoteKind::Important),
    ("warning", BlockQuoteKind::Warning),
    ("caution", BlockQuoteKind::Caution),
];

/// Returns true if a paragraph that begins a callout is its title.
pub(in crate::document::markdown) fn is_title(paragraph: &str) -> bool {
    paragraph.starts_with(MARK)
}

/// Makes a callout of each quote that begins with a mark and a title. The title becomes a paragraph
/// of its own, which begins in the source where the mark does.
pub(super) fn entitle<'e>(events: Vec<Spanned<'e>>, text: &str) -> Vec<Spanned<'e>> {
    let mut made: Vec<Spanned<'e>> = Vec::with_capacity(events.len() + 2);
    // For each open quote, the kind of the callout that it became.
    let mut quotes: Vec<Option<BlockQuoteKind>> = Vec::new();
    let mut events = events.into_iter().peekable();
    while let Some((event, range)) = events.next() {
        match event {
            Event::Start(Tag::BlockQuote(None)) => {
                let kind = match events.peek() {
                    Some((Event::Start(Tag::Paragraph), paragraph)) => {
                        mark(&text[paragraph.clone()])
                    }
                    _ => None,
                };
                quotes.push(kind.map(|(kind, _)| kind));
                let Some((kind, length)) = kind else {
                    made.push((Event::Start(Tag::BlockQuote(None)), range));
                    continue;
                };
                made.push((Event::Start(Tag::BlockQuote(Some(kind))), range));
                title(&mut events, text, length, &mut made);
            }
            Event::Start(Tag::BlockQuote(kind)) => {
                quotes.push(kind);
                made.push((Event::Start(Tag::BlockQuote(kind)), range));
            }
            Event::End(TagEnd::BlockQuote(kind)) => {
                let kind = quotes.pop().unwrap_or(kind);
                made.push((Event::End(TagEnd::BlockQuote(kind)), range));
            }
            _ => made.push((event, range)),
        }
    }
    made
}

/// Returns the kind of the callout that a quote with this text is, and the length of the mark with
/// the space after it. `None` without a title.
fn mark(paragraph: &str) -> Option<(BlockQuoteKind, usize)> {
    let (word, rest) = paragraph.strip_prefix(MARK)?.split_once(']')?;
    let (_, kind) = KINDS
        .iter()
        .find(|(known, _)| known.eq_ignore_ascii_case(word))?;
    let title = rest.trim_start_matches([' ', '\t']);
    let has_title = title.len() < rest.len() && !title.starts_with(['\n', '\r']);
    has_title.then_some((*kind, paragraph.len() - title.len()))
}

/// Moves the first line of a paragraph, without the mark, to a paragraph of its own.
fn title<'e>(
    events: &mut impl Iterator<Item = Spanned<'e>>,
    text: &str,
    mark: usize,
    made: &mut Vec<Spanned<'e>>,
) {
    let Some((paragraph, whole)) = events.next() else {
        return;
    };
    let title_start = whole.start + mark;
    made.push((paragraph, whole.clone()));
    let mut depth = 0usize;
    for (event, range) in events {
        match &event {
            // The parts of the mark, which ends within the last of them.
            Event::Text(_) if range.start < title_start => {
                if range.end > title_start {
                    let rest = text[title_start..range.end].to_owned();
                    made.push((Event::Text(rest.into()), title_start..range.end));
                }
                continue;
            }
            Event::SoftBreak | Event::HardBreak if depth == 0 => {
                made.push((Event::End(TagEnd::Paragraph), whole.start..range.start));
                made.push((Event::Start(Tag::Paragraph), range.end..whole.end));
                return;
            }
            Event::Start(_) => depth += 1,
            Event::End(_) if depth == 0 => {
                made.push((event, range));
                return;
            }
            Event::End(_) => depth -= 1,
            _ => {}
        }
        made.push((event, range));
    }
}
