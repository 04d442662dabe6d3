//! The border between front matter and the body of a page, and the errors in its lines.

use super::keys::{KEYS, SECTION_KEYS};
use crate::diagnostic::{Diagnostic, Place};
use crate::line::{Line, lines};
use crate::yaml::{Block, Format, names};
use std::ops::Range;

/// The two parts of a page's text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Split {
    /// The bytes between the fences; `None` for a page without front matter.
    pub front_matter: Option<Range<usize>>,
    /// The bytes of the Markdown.
    pub body: Range<usize>,
    /// The lines around the front matter. [`super::read`] reports their errors.
    pub fence: Fence,
}

/// The lines around front matter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fence {
    /// There is no front matter.
    Absent,
    /// `---` above and below.
    Whole,
    /// No fence above, or a line that nearly is one.
    Unopened {
        /// The first line, without its line break.
        line: Range<usize>,
        /// True if that line nearly is a fence.
        near: bool,
    },
    /// `---` above and no fence below.
    Unclosed {
        /// The line that has to become the fence, without its line break: an empty one, or one that
        /// nearly is a fence.
        line: Option<Range<usize>>,
    },
    /// `+++` above and below: TOML, as in Zola and Hugo.
    Toml,
    /// `+++` above and none below.
    TomlUnclosed {
        /// The line that has to become the fence, as in `Unclosed`.
        line: Option<Range<usize>>,
    },
    /// Braces: JSON, as in Hugo.
    Json,
}

impl Fence {
    /// Returns the language between the fences.
    pub fn format(&self) -> Format {
        match self {
            Fence::Toml | Fence::TomlUnclosed { .. } => Format::Toml,
            _ => Format::Yaml,
        }
    }

    /// Returns the error of a fence that is missing or wrong.
    pub(super) fn error(&self, block: &Block<'_>) -> Option<Diagnostic> {
        let place = |span: &Range<usize>| Place::Span {
            file: block.file.clone(),
            span: span.clone(),
        };
        let fence_error = |message: &str| Diagnostic::error("front-matter", message);
        Some(match self {
            Fence::Unclosed { line: Some(line) } => fence_error("the front matter is not closed")
                .at(place(line))
                .advise(
                    "write a line of three hyphens, `---`, between the front matter and the text",
                )
                .fix("---", true),
            Fence::Unclosed { line: None } => fence_error("the front matter is not closed")
                .at(place(&(block.range.end..block.range.end)))
                .advise("write a line of three hyphens, `---`, below it"),
            Fence::TomlUnclosed { line } => {
                let problem = fence_error("the front matter is not closed")
                    .advise("write a line of three plus signs, `+++`, above the text");
                match line {
                    Some(line) => problem.at(place(line)).fix("+++", true),
                    None => problem.at(place(&(block.range.end..block.range.end))),
                }
            }
            Fence::Unopened { line, near: true } => {
                fence_error("the line above the front matter is not three hyphens")
                    .at(place(line))
                    .advise("write `---`; some editors make one long dash of it")
                    .fix("---", true)
            }
            Fence::Unopened { line, near: false } => {
                fence_error("the front matter has no line `---` above it")
                    .at(place(line))
                    .advise("write a line of three hyphens, `---`, before this line")
            }
            Fence::Absent | Fence::Whole | Fence::Toml | Fence::Json => return None,
        })
    }
}

/// Splits a page. It never fails: text that does not look like front matter is body.
pub fn split(text: &str) -> Split {
    let start = if text.starts_with('\u{feff}') {
        '\u{feff}'.len_utf8()
    } else {
        0
    };
    let Some(first) = lines(text, start).find(|line| !is_blank(line.content)) else {
        return absent(start, text);
    };
    let found = match first.content.trim_end() {
        "---" => yaml(text, first.next),
        "+++" => toml(text, first.next),
        "{" => json(text, &first),
        _ if is_near_fence(first.content) => unopened(text, first.span(), first.next, true),
        _ => unopened(text, first.span(), first.start, false),
    };
    found.unwrap_or_else(|| absent(start, text))
}

fn absent(start: usize, text: &str) -> Split {
    Split {
        front_matter: None,
        body: start..text.len(),
        fence: Fence::Absent,
    }
}

fn toml(text: &str, start: usize) -> Option<Split> {
    if let Some(end) = lines(text, start).find(|line| line.content.trim_end() == "+++") {
        return Some(Split {
            front_matter: Some(start..end.start),
            body: end.next..text.len(),
            fence: Fence::Toml,
        });
    }
    let is_entry = |line: &Line<'_>| line.content.contains('=') || is_blank(line.content);
    lines(text, start)
        .find(|line| !is_blank(line.content))
        .filter(is_entry)?;
    // The first line that is neither an entry, nor a table, nor the rest of a value.
    let end = lines(text, start).find(|line| {
        let goes_on = line
            .content
            .starts_with(['[', ']', '#', '"', '\'', ' ', '\t', '}']);
        !is_entry(line) && !goes_on
    });
    let Some(end) = end else {
        return Some(Split {
            front_matter: Some(start..text.len()),
            body: text.len()..text.len(),
            fence: Fence::TomlUnclosed { line: None },
        });
    };
    let is_near = end.content.trim().chars().all(|c| matches!(c, '+' | '-'));
    // Else the empty line before the text becomes the fence.
    let before = lines(text, start)
        .take_while(|line| line.start < end.start)
        .last();
    let blank = before.filter(|line| is_blank(line.content) && line.start > start);
    let at = if is_near { Some(&end) } else { blank.as_ref() };
    let line = at.map(Line::span);
    Some(Split {
        front_matter: Some(start..at.map_or(end.start, |at| at.start)),
        body: at.map_or(end.start, |at| at.next)..text.len(),
        fence: Fence::TomlUnclosed { line },
    })
}

fn json(text: &str, first: &Line<'_>) -> Option<Split> {
    lines(text, first.next)
        .find(|line| !is_blank(line.content))
        .filter(|line| line.content.trim_start().starts_with('"'))?;
    let end = lines(text, first.next).find(|line| line.content.trim_end() == "}")?;
    Some(Split {
        front_matter: Some(first.start..end.next),
        body: end.next..text.len(),
        fence: Fence::Json,
    })
}

fn yaml(text: &str, start: usize) -> Option<Split> {
    let end = lines(text, start).find(|line| is_fence(line.content));
    let limit = end.as_ref().map_or(text.len(), |end| end.start);
    if let Some(split) = unclosed(text, start, limit, end.is_some()) {
        return Some(split);
    }
    let end = end?;
    if is_rule(text, start, end.start) {
        return None;
    }
    Some(Split {
        front_matter: Some(start..end.start),
        body: end.next..text.len(),
        fence: Fence::Whole,
    })
}

/// Returns true if `---` is a rule above prose and not a fence: an empty line follows, then prose,
/// and no known key at all.
fn is_rule(text: &str, start: usize, limit: usize) -> bool {
    let mut rest = lines(text, start).take_while(|line| line.start < limit);
    let apart = rest.next().is_some_and(|line| is_blank(line.content));
    apart
        && rest
            .find(|line| !is_blank(line.content))
            .is_some_and(|line| is_prose(line.content))
        && !entry_follows(text, start, limit)
}

/// Splits a page whose front matter has no fence below it: the body begins with the prose.
///
/// A rule in the prose looks like the fence, so a page with a fence is checked too: prose before
/// the fence, without a known key after it, is not front matter.
fn unclosed(text: &str, start: usize, limit: usize, has_fence: bool) -> Option<Split> {
    let first = lines(text, start).find(|line| !is_blank(line.content))?;
    if first.start >= limit || !is_entry(first.content) {
        return None;
    }
    // The first of the empty lines and comments before the current line.
    let mut gap: Option<Line<'_>> = None;
    for line in lines(text, start).take_while(|line| line.start < limit) {
        if is_near_fence(line.content) {
            return (!has_fence || !entry_follows(text, line.next, limit))
                .then(|| unclosed_at(text, start, &line, true));
        }
        if is_blank(line.content) || line.content.starts_with('#') {
            gap.get_or_insert(line);
        } else if is_prose(line.content) {
            // While a writer types, a line may be anything. If there is a fence, only a line after
            // an empty one is taken for prose.
            let is_apart = gap.as_ref().is_some_and(|line| is_blank(line.content))
                && !entry_follows(text, line.next, limit);
            return (!has_fence || is_apart)
                .then(|| unclosed_at(text, start, gap.as_ref().unwrap_or(&line), false));
        } else {
            gap = None;
        }
    }
    (!has_fence).then(|| match gap {
        Some(gap) => unclosed_at(text, start, &gap, false),
        None => Split {
            front_matter: Some(start..limit),
            body: limit..limit,
            fence: Fence::Unclosed { line: None },
        },
    })
}

/// Splits a page at the line that has to become the fence.
fn unclosed_at(text: &str, start: usize, at: &Line<'_>, near: bool) -> Split {
    let line = (near || is_blank(at.content)).then(|| at.span());
    let body = if near { at.next } else { at.start };
    Split {
        front_matter: Some(start..at.start),
        body: body..text.len(),
        fence: Fence::Unclosed { line },
    }
}

fn entry_follows(text: &str, start: usize, limit: usize) -> bool {
    lines(text, start)
        .take_while(|line| line.start < limit)
        .any(|line| is_entry(line.content))
}

/// Splits a page that begins with known keys and a fence below them. In Markdown they would be a
/// heading, which no writer means.
fn unopened(text: &str, line: Range<usize>, start: usize, near: bool) -> Option<Split> {
    let mut rest =
        lines(text, start).skip_while(|line| !is_entry(line.content) && !is_fence(line.content));
    let end = rest
        .find(|line| is_blank(line.content) || is_prose(line.content) || is_fence(line.content))?;
    let first = lines(text, start).next()?;
    (is_entry(first.content) && is_fence(end.content)).then_some(Split {
        front_matter: Some(start..end.start),
        body: end.next..text.len(),
        fence: Fence::Unopened { line, near },
    })
}

fn is_blank(content: &str) -> bool {
    content.trim().is_empty()
}

fn is_fence(content: &str) -> bool {
    matches!(content.trim_end(), "---" | "...")
}

/// Returns true for a known key at the margin.
fn is_entry(content: &str) -> bool {
    let key = content
        .split(':')
        .next()
        .filter(|key| key.len() < content.len());
    key.is_some_and(|key| {
        names(KEYS)
            .chain(names(SECTION_KEYS))
            .any(|name| name == key.trim_end())
    })
}

/// Returns true for a line that cannot be front matter: text at the margin that does not begin
/// like an entry.
fn is_prose(content: &str) -> bool {
    let is_key = |key: &str| {
        !key.is_empty()
            && key
                .chars()
                .all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '"' | '\''))
    };
    let entry = content
        .split_once([':', '='])
        .is_some_and(|(key, _)| is_key(key.trim_end()));
    !entry && !content.starts_with([' ', '\t', '-', '#', ']', '}', '"', '\'', '?', '.'])
}

/// Returns true for a line of too few or too many hyphens, or of the dashes that some editors make
/// of hyphens.
fn is_near_fence(content: &str) -> bool {
    let content = content.trim();
    let dashes = content
        .chars()
        .all(|c| matches!(c, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}'));
    dashes && !matches!(content, "" | "-" | "---")
}
