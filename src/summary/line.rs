//! The lines of a `SUMMARY.md`, each by itself.

use crate::line;
use percent_encoding::percent_decode_str;
use std::ops::Range;

/// A line that says something.
pub(super) struct SummaryLine<'a> {
    /// Its bytes, without the space around it.
    pub span: Range<usize>,
    pub kind: LineKind<'a>,
}

/// The meaning of a line.
pub(super) enum LineKind<'a> {
    Heading(&'a str),
    /// `---`
    Separator,
    /// An item of the list, with the columns before it.
    Item(usize, Link),
    /// A link outside of the list.
    Link(Link),
    /// Anything else.
    Unknown,
}

/// A link.
pub(super) struct Link {
    pub span: Range<usize>,
    /// The text, without marks of Markdown.
    pub title: String,
    /// The target, decoded; empty for a draft.
    pub target: String,
    /// True if there is more on the line.
    pub has_rest: bool,
}

impl SummaryLine<'_> {
    /// Returns the link of a chapter.
    pub fn link(&self) -> Option<&Link> {
        match &self.kind {
            LineKind::Item(_, link) | LineKind::Link(link) => Some(link),
            LineKind::Heading(_) | LineKind::Separator | LineKind::Unknown => None,
        }
    }
}

/// Returns the lines that say something: those in comments do not.
pub(super) fn lines(text: &str) -> Vec<SummaryLine<'_>> {
    let mut is_comment = false;
    let mut lines = Vec::new();
    for line in line::lines(text, 0) {
        let content = line.content.trim_start_matches('\u{feff}').trim();
        if content.is_empty() {
            continue;
        }
        is_comment |= content.starts_with("<!--");
        if is_comment {
            is_comment = !content.ends_with("-->");
            continue;
        }
        let start = content.as_ptr() as usize - text.as_ptr() as usize;
        let before = &text[line.start..start];
        lines.push(SummaryLine {
            span: start..start + content.len(),
            kind: kind(content, start, columns(before)),
        });
    }
    lines
}

fn kind(content: &str, start: usize, columns: usize) -> LineKind<'_> {
    let title = content.trim_start_matches('#');
    if title.len() < content.len() && title.starts_with([' ', '\t']) {
        return LineKind::Heading(title.trim().trim_end_matches('#').trim_end());
    }
    if is_separator(content) {
        return LineKind::Separator;
    }
    if content.starts_with('[') {
        return link(content, start).map_or(LineKind::Unknown, LineKind::Link);
    }
    let Some(marker) = marker(content) else {
        return LineKind::Unknown;
    };
    let item = content[marker..].trim_start();
    let start = start + content.len() - item.len();
    link(item, start).map_or(LineKind::Unknown, |link| LineKind::Item(columns, link))
}

/// Returns the columns of the space before an item. A tab goes on to the next multiple of 4.
fn columns(before: &str) -> usize {
    before.chars().fold(0, |columns, c| match c {
        '\t' => (columns / 4 + 1) * 4,
        _ => columns + 1,
    })
}

fn is_separator(content: &str) -> bool {
    let marks = || content.chars().filter(|c| !c.is_whitespace());
    let first = marks().next();
    let is_mark = first.is_some_and(|first| "-*_".contains(first));
    is_mark && marks().count() >= 3 && marks().all(|mark| Some(mark) == first)
}

/// Returns the length of the marker of an item: `-`, `*`, `+`, `1.` or `1)`.
fn marker(content: &str) -> Option<usize> {
    let rest = content.trim_start_matches(|c: char| c.is_ascii_digit());
    let digits = content.len() - rest.len();
    let marks: &[char] = if digits == 0 {
        &['-', '*', '+']
    } else {
        &['.', ')']
    };
    let behind = rest.strip_prefix(marks)?;
    behind.starts_with([' ', '\t']).then_some(digits + 1)
}

/// Reads the link at the start of a text that begins at the byte `start`.
fn link(text: &str, start: usize) -> Option<Link> {
    let title_end = closing(text, '[', ']')?;
    let rest = text[title_end + 1..].strip_prefix('(')?;
    let target = rest.trim_start();
    let (target, behind) = match target.strip_prefix('<') {
        Some(target) => target.split_once('>')?,
        None => {
            let inner = &text[title_end + 1..];
            let end = closing(inner, '(', ')')?;
            let inner = inner[1..end].trim();
            let written = inner.split([' ', '\t']).next().unwrap_or_default();
            let from = written.as_ptr() as usize - rest.as_ptr() as usize;
            (written, &rest[from + written.len()..])
        }
    };
    // A title of the link, in quotes, is shown nowhere.
    let end = text.len() - behind.len() + behind.find(')')? + 1;
    Some(Link {
        span: start..start + end,
        title: plain(&text[1..title_end]),
        target: percent_decode_str(target).decode_utf8_lossy().into_owned(),
        has_rest: !text[end..].trim().is_empty(),
    })
}

/// Returns the byte of the bracket that closes the one at the start of a text.
fn closing(text: &str, open: char, close: char) -> Option<usize> {
    let (mut depth, mut is_escaped) = (0_usize, false);
    for (at, c) in text.char_indices() {
        match c {
            _ if is_escaped => is_escaped = false,
            '\\' => is_escaped = true,
            c if c == open => depth += 1,
            c if c == close => {
                depth = depth.checked_sub(1)?;
                if depth == 0 {
                    return Some(at);
                }
            }
            _ => {}
        }
    }
    None
}

/// Returns a text without the marks of code and emphasis.
fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let (mut is_escaped, mut in_code) = (false, false);
    for c in text.chars() {
        match c {
            _ if is_escaped => {
                is_escaped = false;
                plain.push(c);
            }
            '\\' if !in_code => is_escaped = true,
            '`' => in_code = !in_code,
            '*' if !in_code => {}
            c => plain.push(c),
        }
    }
    plain
}
