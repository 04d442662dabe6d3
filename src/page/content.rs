//! The HTML of a page's content while it is written, with the URLs and ids in it.

use super::facts::Texts;
use super::marks::{self, Marks};
use crate::html::escape_into;
use crate::site::Resolved;
use std::ops::Range;

/// A filled body, with the facts that are known of it without reading it again.
#[derive(Debug, Default)]
pub(super) struct Content {
    pub html: String,
    pub marks: Marks,
    /// The start of HTML of which nothing is known yet. It is read once all of its tags are there.
    unread: Option<usize>,
}

impl Content {
    pub(super) fn with_capacity(bytes: usize) -> Self {
        Content {
            html: String::with_capacity(bytes),
            ..Content::default()
        }
    }

    /// Returns the HTML to append to, and the marks to add to; no marks if the HTML is read later.
    pub(super) fn open(&mut self) -> (&mut String, Option<&mut Marks>) {
        let marks = self.unread.is_none().then_some(&mut self.marks);
        (&mut self.html, marks)
    }

    /// Returns the ids that Markdown did not give.
    pub(super) fn ids(&self) -> &Texts {
        self.marks.ids()
    }

    /// Appends HTML that Markdown made: its ids are known, and its URLs are attributes of their
    /// own.
    pub(super) fn add_known(&mut self, html: &str) {
        self.read();
        self.html.push_str(html);
    }

    /// Appends HTML of which nothing is known.
    pub(super) fn add_unknown(&mut self, html: &str) {
        self.unread.get_or_insert(self.html.len());
        self.html.push_str(html);
    }

    /// Reads the HTML of which nothing is known yet.
    pub(super) fn read(&mut self) {
        if let Some(start) = self.unread.take() {
            self.marks.append(&marks::read(&self.html[start..]), start);
        }
    }

    /// Appends an attribute with its target. A broken target, which is reported elsewhere, gets no
    /// attribute.
    pub(super) fn add_attribute(
        &mut self,
        name: &str,
        resolved: Option<&Resolved>,
        mark: fn(&mut Marks, &str, Range<usize>),
    ) {
        let Some(Resolved::Url(target) | Resolved::Fragment(target)) = resolved else {
            return;
        };
        self.html.push(' ');
        self.html.push_str(name);
        self.html.push_str("=\"");
        let start = self.html.len();
        escape_into(&mut self.html, target);
        if self.unread.is_none() {
            mark(&mut self.marks, target, start..self.html.len());
        }
        self.html.push('"');
    }
}
