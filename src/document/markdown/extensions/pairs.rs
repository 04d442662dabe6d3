//! Text between two equal marks: `==marked==`, `x^2^` and `H~2~O`. The parser knows the last two
//! only where no letter stands beside them.

use super::replacement::Replacement;
use crate::config::Markdown;
use crate::document::markdown::spanned::Spanned;
use pulldown_cmark::Event;
use std::ops::Range;

/// A mark that begins and ends a text.
struct Pair {
    mark: &'static str,
    tags: (&'static str, &'static str),
    /// True if there may be spaces in the text.
    may_hold_spaces: bool,
    is_chosen: fn(&Markdown) -> bool,
}

const PAIRS: [Pair; 3] = [
    Pair {
        mark: "==",
        tags: ("<mark>", "</mark>"),
        may_hold_spaces: true,
        is_chosen: |markdown| markdown.highlight,
    },
    Pair {
        mark: "^",
        tags: ("<sup>", "</sup>"),
        may_hold_spaces: false,
        is_chosen: |markdown| markdown.superscript,
    },
    Pair {
        mark: "~",
        tags: ("<sub>", "</sub>"),
        may_hold_spaces: false,
        is_chosen: |markdown| markdown.subscript,
    },
];

/// Returns true if a document may hold such a text.
pub(super) fn may_hold(text: &str, markdown: &Markdown) -> bool {
    PAIRS
        .iter()
        .any(|pair| (pair.is_chosen)(markdown) && text.contains(pair.mark))
}

/// Finds what may begin or end such a text, and makes a part of its own of it.
pub(super) fn find<'e>(
    text: &'e str,
    run: Range<usize>,
    markdown: &Markdown,
    found: &mut Vec<Replacement<'e>>,
) {
    let chosen = PAIRS.iter().filter(|pair| (pair.is_chosen)(markdown));
    for mark in chosen.map(|pair| pair.mark) {
        for (at, _) in text[run.clone()].match_indices(mark) {
            let range = run.start + at..run.start + at + mark.len();
            // A longer row of marks is a line, or has another meaning.
            let is_longer = text[..range.start].ends_with(&mark[..1])
                || text[range.end..].starts_with(&mark[..1]);
            if !is_longer {
                found.push((range, vec![Event::Text(mark.into())]));
            }
        }
    }
}

/// Writes tags around what stands between two equal marks of the same element: the first has no
/// space after it, the second none before it.
pub(super) fn join<'e>(
    mut events: Vec<Spanned<'e>>,
    text: &str,
    markdown: &Markdown,
) -> Vec<Spanned<'e>> {
    for pair in PAIRS.iter().filter(|pair| (pair.is_chosen)(markdown)) {
        // For each open element, the mark that waits for its end.
        let mut open: Vec<Option<usize>> = vec![None];
        for at in 0..events.len() {
            match &events[at].0 {
                Event::Start(_) => open.push(None),
                Event::End(_) => {
                    open.pop();
                }
                Event::Text(part) if &**part == pair.mark => {
                    let Some(waiting) = open.last_mut() else {
                        continue;
                    };
                    match *waiting {
                        Some(first) if ends(pair, &events, text, first, at) => {
                            *waiting = None;
                            events[first].0 = Event::InlineHtml(pair.tags.0.into());
                            events[at].0 = Event::InlineHtml(pair.tags.1.into());
                        }
                        _ if begins(text, &events[at]) => *waiting = Some(at),
                        _ => {}
                    }
                }
                _ => {}
            }
        }
    }
    events
}

fn begins(text: &str, (_, range): &Spanned<'_>) -> bool {
    let next = text[range.end..].chars().next();
    next.is_some_and(|next| !next.is_whitespace())
}

fn ends(pair: &Pair, events: &[Spanned<'_>], text: &str, first: usize, at: usize) -> bool {
    let Some(inner) = text.get(events[first].1.end..events[at].1.start) else {
        return false;
    };
    let is_held = !inner.is_empty() && !inner.ends_with(char::is_whitespace);
    is_held && (pair.may_hold_spaces || !inner.contains(char::is_whitespace))
}
