//! Where front matter ends and the page begins.

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
    /// `---` above and none below; a line that looks as if it had been meant, if there is one.
    Open {
        /// The line to mend, without its line break.
        near: Option<Range<usize>>,
    },
    /// `+++`: TOML, as Zola and Hugo write it.
    Toml,
    /// Braces: JSON, as Hugo writes it.
    Json,
}

/// Splits a page. It never fails: without an opening fence everything is body.
pub fn split(text: &str) -> Split {
    let start = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let first = Line::at(text, start);
    match first.content.trim_end() {
        "---" => yaml(text, first.next).unwrap_or_else(|| absent(start, text)),
        "+++" => closed(text, first.next, "+++", Fence::Toml).unwrap_or_else(|| absent(start, text)),
        "{" => json(text, &first).unwrap_or_else(|| absent(start, text)),
        _ => absent(start, text),
    }
}

fn absent(start: usize, text: &str) -> Split {
    Split { matter: None, body: start..text.len(), fence: Fence::Absent }
}

struct Line<'a> {
    start: usize,
    content: &'a str,
    next: usize,
}

impl<'a> Line<'a> {
    fn at(text: &'a str, start: usize) -> Self {
        let end = text[start..].find('\n').map_or(text.len(), |newline| start + newline);
        Line { start, content: text[start..end].trim_end_matches('\r'), next: (end + 1).min(text.len()) }
    }
}

fn lines(text: &str, start: usize) -> impl Iterator<Item = Line<'_>> {
    let mut at = start;
    std::iter::from_fn(move || {
        let line = (at < text.len()).then(|| Line::at(text, at))?;
        at = line.next;
        Some(line)
    })
}

fn closed(text: &str, start: usize, fence: &str, kind: Fence) -> Option<Split> {
    let end = lines(text, start).find(|line| line.content.trim_end() == fence)?;
    Some(Split { matter: Some(start..end.start), body: end.next..text.len(), fence: kind })
}

fn json(text: &str, first: &Line<'_>) -> Option<Split> {
    lines(text, first.next)
        .find(|line| !line.content.trim().is_empty())
        .filter(|line| line.content.trim_start().starts_with('"'))?;
    let end = lines(text, first.next).find(|line| line.content.trim_end() == "}")?;
    Some(Split { matter: Some(first.start..end.next), body: end.next..text.len(), fence: Fence::Json })
}

fn yaml(text: &str, start: usize) -> Option<Split> {
    closed(text, start, "---", Fence::Whole)
}
