//! Where front matter ends and the page begins.

use super::keys::{KEYS, SECTION_KEYS};
use crate::yaml::names;
use std::ops::Range;

/// A page's text in its two parts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Split {
    /// The bytes between the fences; none where the page has no front matter.
    pub matter: Option<Range<usize>>,
    /// The bytes of the Markdown.
    pub body: Range<usize>,
    /// What stands around the front matter. [`super::read`] reports what is wrong with it.
    pub fence: Fence,
}

/// What stands around front matter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fence {
    /// There is none.
    Absent,
    /// `---` above and below.
    Whole,
    /// None above, or a line that looks as if it had been meant.
    Unopened {
        /// The first line, without its line break.
        line: Range<usize>,
        /// Whether that line was meant as the fence.
        near: bool,
    },
    /// `---` above and none below.
    Unclosed {
        /// The line that has to be the fence: an empty one, or one that looks as if it had been
        /// meant; without its line break.
        line: Option<Range<usize>>,
    },
    /// `+++`: TOML, as Zola and Hugo write it.
    Toml,
    /// Braces: JSON, as Hugo writes it.
    Json,
}

/// Splits a page. It never fails: what does not look like front matter is body.
pub fn split(text: &str) -> Split {
    let start = if text.starts_with('\u{feff}') {
        '\u{feff}'.len_utf8()
    } else {
        0
    };
    let Some(first) = lines(text, start).find(|line| !line.is_blank()) else {
        return absent(start, text);
    };
    let found = match first.content.trim_end() {
        "---" => yaml(text, first.next),
        "+++" => closed(text, first.next, "+++", Fence::Toml),
        "{" => json(text, &first),
        _ if is_near_fence(first.content) => unopened(text, first.span(), first.next, true),
        _ => unopened(text, first.span(), first.start, false),
    };
    found.unwrap_or_else(|| absent(start, text))
}

fn absent(start: usize, text: &str) -> Split {
    Split {
        matter: None,
        body: start..text.len(),
        fence: Fence::Absent,
    }
}

fn closed(text: &str, start: usize, fence: &str, kind: Fence) -> Option<Split> {
    let end = lines(text, start).find(|line| line.content.trim_end() == fence)?;
    Some(Split {
        matter: Some(start..end.start),
        body: end.next..text.len(),
        fence: kind,
    })
}

fn json(text: &str, first: &Line<'_>) -> Option<Split> {
    lines(text, first.next)
        .find(|line| !line.is_blank())
        .filter(|line| line.content.trim_start().starts_with('"'))?;
    let end = lines(text, first.next).find(|line| line.content.trim_end() == "}")?;
    Some(Split {
        matter: Some(first.start..end.next),
        body: end.next..text.len(),
        fence: Fence::Json,
    })
}

fn yaml(text: &str, start: usize) -> Option<Split> {
    let end = lines(text, start).find(Line::is_fence);
    let limit = end.as_ref().map_or(text.len(), |end| end.start);
    if let Some(cut) = cut(text, start, limit, end.is_some()) {
        return Some(cut);
    }
    let end = end?;
    if is_rule(text, start, end.start) {
        return None;
    }
    Some(Split {
        matter: Some(start..end.start),
        body: end.next..text.len(),
        fence: Fence::Whole,
    })
}

/// Whether `---` is a rule above prose and no fence: an empty line follows, then prose, and no
/// known key at all.
fn is_rule(text: &str, start: usize, limit: usize) -> bool {
    let mut rest = lines(text, start).take_while(|line| line.start < limit);
    let apart = rest.next().is_some_and(|line| line.is_blank());
    apart
        && rest
            .find(|line| !line.is_blank())
            .is_some_and(|line| line.is_prose())
        && !entry_follows(text, start, limit)
}

/// Front matter without a fence below it: up to where the prose begins. A rule in the prose looks
/// like the fence, so a text that has a fence is looked at too: prose in front matter, with no
/// known key behind it, is no front matter.
fn cut(text: &str, start: usize, limit: usize, has_fence: bool) -> Option<Split> {
    let first = lines(text, start).find(|line| !line.is_blank())?;
    if first.start >= limit || !first.is_entry() {
        return None;
    }
    let mut gap: Option<Line<'_>> = None;
    for line in lines(text, start).take_while(|line| line.start < limit) {
        if is_near_fence(line.content) {
            return (!has_fence || !entry_follows(text, line.next, limit))
                .then(|| unclosed(text, start, &line, true));
        }
        if line.is_blank() || line.content.starts_with('#') {
            gap.get_or_insert(line);
        } else if line.is_prose() {
            // While somebody types, a line may be anything; only what stands apart is taken for
            // prose when there is a fence.
            let apart =
                gap.as_ref().is_some_and(Line::is_blank) && !entry_follows(text, line.next, limit);
            return (!has_fence || apart)
                .then(|| unclosed(text, start, gap.as_ref().unwrap_or(&line), false));
        } else {
            gap = None;
        }
    }
    (!has_fence).then(|| match gap {
        Some(gap) => unclosed(text, start, &gap, false),
        None => Split {
            matter: Some(start..limit),
            body: limit..limit,
            fence: Fence::Unclosed { line: None },
        },
    })
}

fn unclosed(text: &str, start: usize, at: &Line<'_>, near: bool) -> Split {
    let line = (near || at.is_blank()).then(|| at.span());
    let body = if near { at.next } else { at.start };
    Split {
        matter: Some(start..at.start),
        body: body..text.len(),
        fence: Fence::Unclosed { line },
    }
}

fn entry_follows(text: &str, start: usize, limit: usize) -> bool {
    lines(text, start)
        .take_while(|line| line.start < limit)
        .any(|line| line.is_entry())
}

/// Known keys down to a fence, with no fence above: in Markdown this would be a heading that nobody
/// meant.
fn unopened(text: &str, line: Range<usize>, start: usize, near: bool) -> Option<Split> {
    let mut rest = lines(text, start).skip_while(|line| !line.is_entry() && !line.is_fence());
    let end = rest.find(|line| line.is_blank() || line.is_prose() || line.is_fence())?;
    let first = lines(text, start).next()?;
    (first.is_entry() && end.is_fence()).then_some(Split {
        matter: Some(start..end.start),
        body: end.next..text.len(),
        fence: Fence::Unopened { line, near },
    })
}

struct Line<'a> {
    start: usize,
    content: &'a str,
    next: usize,
}

fn lines(text: &str, start: usize) -> impl Iterator<Item = Line<'_>> {
    let mut at = start;
    std::iter::from_fn(move || {
        let rest = text.get(at..).filter(|rest| !rest.is_empty())?;
        let length = rest.find('\n').map_or(rest.len(), |newline| newline + 1);
        let line = Line {
            start: at,
            content: rest[..length].trim_end_matches(['\n', '\r']),
            next: at + length,
        };
        at = line.next;
        Some(line)
    })
}

impl Line<'_> {
    fn span(&self) -> Range<usize> {
        self.start..self.start + self.content.len()
    }

    fn is_blank(&self) -> bool {
        self.content.trim().is_empty()
    }

    fn is_fence(&self) -> bool {
        matches!(self.content.trim_end(), "---" | "...")
    }

    /// A known key at the margin.
    fn is_entry(&self) -> bool {
        let key = self
            .content
            .split(':')
            .next()
            .filter(|key| key.len() < self.content.len());
        key.is_some_and(|key| {
            names(KEYS)
                .chain(names(SECTION_KEYS))
                .any(|name| name == key.trim_end())
        })
    }

    /// A line that can be no part of front matter: a text at the margin that begins like no entry.
    fn is_prose(&self) -> bool {
        let is_key = |key: &str| {
            !key.is_empty()
                && key
                    .chars()
                    .all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '"' | '\''))
        };
        let entry = self
            .content
            .split_once([':', '='])
            .is_some_and(|(key, _)| is_key(key.trim_end()));
        !entry
            && !self
                .content
                .starts_with([' ', '\t', '-', '#', ']', '}', '"', '\'', '?', '.'])
    }
}

/// A line of dashes that are too few, too many, or were bent by an editor.
fn is_near_fence(content: &str) -> bool {
    let content = content.trim();
    let dashes = content
        .chars()
        .all(|c| matches!(c, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}'));
    dashes && !matches!(content, "" | "-" | "---")
}
