//! From the tokens of a run of HTML to its marks.

use super::mark::{Mark, RawHtml};
use super::tag::{Attribute, StartTag, is_component, name_at};
use crate::html::read_tags;
use html5gum::Error;
use html5gum::emitters::callback::CallbackEvent;
use std::ops::Range;

/// Reads a run of HTML.
pub(in crate::document) fn read(html: &str) -> RawHtml {
    let mut scanner = Scanner {
        html,
        found: RawHtml::default(),
        tag: None,
        complete: 0,
        is_cut_off: false,
    };
    let unclosed = read_tags(html, |event, range| scanner.event(event, range));
    let Scanner {
        mut found,
        complete,
        ..
    } = scanner;
    found.unfinished = unclosed.or_else(|| unfinished_after(html, complete));
    found
}

struct Scanner<'h> {
    html: &'h str,
    found: RawHtml,
    /// The start tag whose `>` has not come yet.
    tag: Option<StartTag<'h>>,
    /// The end of the last complete tag or comment.
    complete: usize,
    /// True if the run ended within a comment.
    is_cut_off: bool,
}

impl Scanner<'_> {
    fn event(&mut self, event: &CallbackEvent<'_>, range: Range<usize>) {
        match event {
            CallbackEvent::OpenStartTag { .. } => {
                self.tag = Some(StartTag {
                    start: range.start,
                    name: name_at(&self.html[range.start + 1..]),
                    attributes: Vec::new(),
                });
            }
            CallbackEvent::AttributeName { .. } => self.attribute(range),
            CallbackEvent::AttributeValue { value } => {
                self.value(&String::from_utf8_lossy(value), range)
            }
            CallbackEvent::CloseStartTag { self_closing } => {
                self.complete = range.end;
                if let Some(tag) = self.tag.take() {
                    self.start_tag(tag, range, *self_closing);
                }
            }
            CallbackEvent::EndTag { .. } => {
                self.complete = range.end;
                // An end tag may have attributes; they mean nothing.
                self.tag = None;
                let name = name_at(&self.html[range.start + 2..]);
                if is_component(name) {
                    self.found.marks.push((range, Mark::Close(name.to_owned())));
                }
            }
            CallbackEvent::Comment { .. } | CallbackEvent::Doctype { .. } => {
                if !self.is_cut_off && self.html[..range.end].ends_with('>') {
                    self.complete = range.end;
                }
            }
            CallbackEvent::Error(Error::EofInComment | Error::EofInDoctype) => {
                self.is_cut_off = true
            }
            CallbackEvent::String { .. } | CallbackEvent::Error(_) => {}
        }
    }

    fn attribute(&mut self, range: Range<usize>) {
        let html = self.html;
        let Some(tag) = &mut self.tag else { return };
        let before = html[..range.start].strip_suffix(|c: char| c.is_ascii_whitespace());
        let before = before.map_or(range.start, |before| {
            before.strip_suffix('\r').unwrap_or(before).len()
        });
        let after = html[range.end..].trim_start_matches(|c: char| c.is_ascii_whitespace());
        // The value of `name=""` comes without an event of its own.
        let empty = after.strip_prefix('=').map(|_| String::new());
        tag.attributes.push(Attribute {
            name: &html[range.clone()],
            range: before..range.end,
            value: empty,
            is_unquoted: false,
        });
    }

    fn value(&mut self, value: &str, range: Range<usize>) {
        let html = self.html.as_bytes();
        let Some(attribute) = self.tag.as_mut().and_then(|tag| tag.attributes.last_mut()) else {
            return;
        };
        let quote = html
            .get(range.start.wrapping_sub(1))
            .filter(|byte| matches!(byte, b'"' | b'\''));
        let is_quoted = quote.is_some() && html.get(range.end) == quote;
        attribute.range.end = range.end + usize::from(is_quoted);
        attribute.value = Some(value.to_owned());
        attribute.is_unquoted = !is_quoted;
    }

    /// Adds a complete start tag. `end` is the range of its `>` or `/>`.
    fn start_tag(&mut self, tag: StartTag<'_>, end: Range<usize>, self_closing: bool) {
        self.found.ids.extend(tag.values("id").map(str::to_owned));
        if is_component(tag.name) {
            let range = tag.start..end.end;
            let mark = tag.into_component(end.start, self_closing);
            self.found.marks.push((range, mark));
            return;
        }
        self.found.blocked.extend(tag.blocked(end.end));
        if tag.name.eq_ignore_ascii_case("a") {
            let names = tag.values("name").filter(|name| !name.is_empty());
            self.found.anchors.extend(names.map(str::to_owned));
        }
        self.found.marks.extend(tag.into_marks());
    }
}

/// Returns the start of a tag or a comment after all that is complete. `</` with anything but a
/// letter begins a comment too, and a `<` at the end of the run begins whatever comes next.
fn unfinished_after(html: &str, complete: usize) -> Option<usize> {
    let rest = html.get(complete..)?;
    let begins = |at: &usize| match rest.as_bytes()[at + 1..] {
        [b'/', b'>', ..] => false,
        [] => true,
        [next, ..] => next.is_ascii_alphabetic() || matches!(next, b'/' | b'!' | b'?'),
    };
    rest.match_indices('<')
        .map(|(at, _)| at)
        .find(begins)
        .map(|at| complete + at)
}
