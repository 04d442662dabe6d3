//! The events of the parser, with their places in the file and the ends of their elements.

use super::extensions::{Attributes, Extended};
use super::spanned::Spanned;
use crate::diagnostic::{Diagnostic, Place};
use crate::path::SourcePath;
use pulldown_cmark::{Event, Tag};
use std::collections::BTreeMap;
use std::ops::Range;

/// The events of a document.
pub(super) struct Source<'e> {
    pub(super) file: &'e SourcePath,
    text: &'e str,
    /// The start of the Markdown in the file.
    offset: usize,
    pub(super) events: &'e [Spanned<'e>],
    /// The attributes that blocks are given, by their first events.
    pub(super) attributes: &'e BTreeMap<usize, Attributes>,
    /// For the first event of each element, the event that ends it.
    ends: Vec<usize>,
}

impl<'e> Source<'e> {
    pub(super) fn new(
        file: &'e SourcePath,
        text: &'e str,
        offset: usize,
        extended: &'e Extended<'e>,
    ) -> Self {
        let events = extended.events.as_slice();
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
            attributes: &extended.attributes,
            ends,
        }
    }

    pub(super) fn event(&self, at: usize) -> Option<&'e Event<'e>> {
        self.events.get(at).map(|(event, _)| event)
    }

    /// Returns the events within the element that begins at `at`.
    pub(super) fn inner(&self, at: usize) -> Range<usize> {
        at + 1..self.ends[at].max(at + 1)
    }

    /// Returns the event after the element that begins at `at`.
    pub(super) fn after(&self, at: usize) -> usize {
        self.ends[at].max(at) + 1
    }

    /// Returns the span of an event in the file.
    pub(super) fn span(&self, at: usize) -> Range<usize> {
        let range = &self.events[at].1;
        self.snap(range.start + self.offset..range.end + self.offset)
    }

    /// Returns a span of the file with both ends moved back to the borders of characters.
    pub(super) fn snap(&self, span: Range<usize>) -> Range<usize> {
        let start = floor_char_boundary(self.text, span.start);
        start..floor_char_boundary(self.text, span.end).max(start)
    }

    /// Returns the text from the start of an event to the end of the file.
    pub(super) fn text_from(&self, at: usize) -> &'e str {
        &self.text[self.span(at).start..]
    }

    /// Returns true if a backslash precedes an event.
    pub(super) fn is_escaped(&self, at: usize) -> bool {
        self.text[..self.span(at).start].ends_with('\\')
    }

    /// Returns the span in the file of a range of an event's text. In quotes and lists the lines of
    /// an element have prefixes in the file that the text does not have; then it is the span of the
    /// whole event.
    pub(super) fn within(&self, at: usize, text: &str, range: Range<usize>) -> Range<usize> {
        let whole = self.span(at);
        self.within_from(whole.clone(), whole.start, text, range)
    }

    /// Returns the span of a range of a text that may stand at `start` in the file; else `whole`.
    fn within_from(
        &self,
        whole: Range<usize>,
        start: usize,
        text: &str,
        range: Range<usize>,
    ) -> Range<usize> {
        let part = start + range.start..start + range.end;
        match self.text.get(part.clone()) == text.get(range) {
            true => part,
            false => whole,
        }
    }

    /// Returns the span in the file of a range of an event's text that stands between marks.
    pub(super) fn within_markup(&self, at: usize, text: &str, range: Range<usize>) -> Range<usize> {
        let whole = self.span(at);
        let marks = self.text[whole.clone()].find(text).unwrap_or_default();
        let start = whole.start + marks;
        self.within_from(whole, start, text, range)
    }

    /// Places a diagnostic at a span of the file.
    pub(super) fn at(&self, diagnostic: Diagnostic, span: Range<usize>) -> Diagnostic {
        diagnostic.at(Place::Span {
            file: self.file.clone(),
            span,
        })
    }

    /// Returns the text of inline events without their marks, as it is read aloud: for titles,
    /// names of links and alternative texts.
    pub(super) fn plain_text(&self, events: Range<usize>) -> String {
        self.text_of(events, |_, part| part)
    }

    /// Returns the same text with hyphens in place of the dashes that smart punctuation makes of
    /// them. Other programs read the file so, and heading ids must equal theirs.
    pub(super) fn typed_text(&self, events: Range<usize>) -> String {
        self.text_of(events, |at, part| {
            self.text
                .get(self.span(at))
                .filter(|typed| typed.bytes().all(|byte| byte == b'-'))
                .unwrap_or(part)
        })
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
                Event::Code(part) | Event::InlineMath(part) | Event::DisplayMath(part) => {
                    text.push_str(part)
                }
                Event::SoftBreak | Event::HardBreak => text.push(' '),
                Event::InlineHtml(html) if is_line_break(html) => text.push(' '),
                _ => {}
            }
        }
        text
    }

    /// Returns the text of a block of HTML or code, and for each of its lines the position in that
    /// text and the event.
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

    /// Returns the definitions of footnotes: their names and their first events.
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

/// Returns true for the tag `<br>`, however it is written.
pub(super) fn is_line_break(html: &str) -> bool {
    html.get(..3)
        .is_some_and(|tag| tag.eq_ignore_ascii_case("<br"))
}

/// Returns the last border of characters at or before `at`.
fn floor_char_boundary(text: &str, at: usize) -> usize {
    (0..=at.min(text.len()))
        .rev()
        .find(|at| text.is_char_boundary(*at))
        .unwrap_or(0)
}
