//! The parser's events with what must be known of all of them before the first is written.

use crate::diagnostic::{Diagnostic, Place};
use crate::path::SourcePath;
use pulldown_cmark::{Event, Tag};
use std::ops::Range;

/// An event and its bytes, from the start of the Markdown.
pub(super) type Spanned<'e> = (Event<'e>, Range<usize>);

/// The events of a document.
pub(super) struct Source<'e> {
    pub(super) file: &'e SourcePath,
    text: &'e str,
    /// Where the Markdown begins in the file.
    offset: usize,
    pub(super) events: &'e [Spanned<'e>],
    /// For the start of each element, the event that ends it.
    ends: Vec<usize>,
}

impl<'e> Source<'e> {
    pub(super) fn new(
        file: &'e SourcePath,
        text: &'e str,
        offset: usize,
        events: &'e [Spanned<'e>],
    ) -> Self {
        let mut ends: Vec<usize> = (0..events.len()).collect();
        let mut open = Vec::new();
        for (index, (event, _)) in events.iter().enumerate() {
            match event {
                Event::Start(_) => open.push(index),
                Event::End(_) => ends[open.pop().unwrap_or(index)] = index,
                _ => {}
            }
        }
        Source {
            file,
            text,
            offset,
            events,
            ends,
        }
    }

    pub(super) fn event(&self, at: usize) -> Option<&'e Event<'e>> {
        self.events.get(at).map(|(event, _)| event)
    }

    /// The events within the element that begins at `at`.
    pub(super) fn inner(&self, at: usize) -> Range<usize> {
        at + 1..self.ends[at].max(at + 1)
    }

    /// The event after the element that begins at `at`.
    pub(super) fn after(&self, at: usize) -> usize {
        self.ends[at].max(at) + 1
    }

    /// The bytes of an event in the file.
    pub(super) fn span(&self, at: usize) -> Range<usize> {
        self.in_file(self.events[at].1.clone())
    }

    fn in_file(&self, range: Range<usize>) -> Range<usize> {
        self.snap(range.start + self.offset..range.end + self.offset)
    }

    /// Bytes of the file, brought to the borders of characters.
    pub(super) fn snap(&self, span: Range<usize>) -> Range<usize> {
        let start = floor(self.text, span.start);
        start..floor(self.text, span.end).max(start)
    }

    /// The text from the start of an event to the end of the file.
    pub(super) fn text_from(&self, at: usize) -> &'e str {
        &self.text[self.span(at).start..]
    }

    /// Whether a backslash stands before an event.
    pub(super) fn is_escaped(&self, at: usize) -> bool {
        self.text[..self.span(at).start].ends_with('\\')
    }

    /// Where bytes of an event's text stand in the file. In quotes and lists the lines of an
    /// element have prefixes that its text has not; then it is the whole event.
    pub(super) fn within(&self, at: usize, text: &str, range: Range<usize>) -> Range<usize> {
        let whole = self.span(at);
        let part = whole.start + range.start..whole.start + range.end;
        if self.text.get(part.clone()) == text.get(range) {
            part
        } else {
            whole
        }
    }

    /// Says that a diagnostic is about bytes of the file.
    pub(super) fn at(&self, diagnostic: Diagnostic, span: Range<usize>) -> Diagnostic {
        diagnostic.at(Place::Span {
            file: self.file.clone(),
            span,
        })
    }

    /// The text of inline events without their marks, as it is read aloud: for titles, ids and
    /// alternative texts.
    pub(super) fn plain_text(&self, events: Range<usize>) -> String {
        self.text_of(events, |_, part| part)
    }

    /// The same with hyphens where smart punctuation made dashes of them: what other programs read
    /// in the file.
    pub(super) fn typed_text(&self, events: Range<usize>) -> String {
        let typed = |at: usize| {
            self.text
                .get(self.span(at))
                .filter(|typed| typed.bytes().all(|byte| byte == b'-'))
        };
        self.text_of(events, |at, part| typed(at).unwrap_or(part))
    }

    fn text_of<'t>(
        &'t self,
        events: Range<usize>,
        of_text: impl Fn(usize, &'t str) -> &'t str,
    ) -> String {
        let mut text = String::new();
        for at in events {
            match &self.events[at].0 {
                Event::Text(part) => text.push_str(of_text(at, part)),
                Event::Code(part) => text.push_str(part),
                Event::SoftBreak | Event::HardBreak => text.push(' '),
                Event::InlineHtml(html)
                    if html
                        .get(..3)
                        .is_some_and(|tag| tag.eq_ignore_ascii_case("<br")) =>
                {
                    text.push(' ')
                }
                _ => {}
            }
        }
        text
    }

    /// The text of a block of HTML or code, and for each of its events where in that text it
    /// begins.
    pub(super) fn lines(&self, events: Range<usize>) -> (String, Vec<(usize, usize)>) {
        let (mut text, mut starts) = (String::new(), Vec::new());
        for at in events {
            if let Event::Html(part) | Event::Text(part) = &self.events[at].0 {
                starts.push((text.len(), at));
                text.push_str(part);
            }
        }
        (text, starts)
    }

    /// All footnotes that are defined: their names and their first events.
    pub(super) fn footnotes(&self) -> impl Iterator<Item = (&'e str, usize)> {
        self.events
            .iter()
            .enumerate()
            .filter_map(|(at, (event, _))| match event {
                Event::Start(Tag::FootnoteDefinition(name)) => Some((&**name, at)),
                _ => None,
            })
    }
}

/// The last border of characters that is not after `at`.
fn floor(text: &str, at: usize) -> usize {
    (0..=at.min(text.len()))
        .rev()
        .find(|at| text.is_char_boundary(*at))
        .unwrap_or(0)
}
