//! Headings: the page's title, and ids that are unique.

use super::parsed::FirstHeading;
use super::writer::Writer;
use crate::diagnostic::Diagnostic;
use crate::document::ids::is_footnote_id;
use crate::document::outline::Heading;
use crate::document::raw_html;
use crate::html::escape;
use pulldown_cmark::{CowStr, Event, Tag};

impl Writer<'_> {
    /// Reserves all ids that the file contains, so that no earlier heading is given one of them.
    pub(super) fn reserve_ids(&mut self) {
        let source = self.source;
        for (at, attributes) in source.attributes {
            if let Some(id) = &attributes.id {
                self.reserve_id(id, *at);
            }
        }
        for (at, (event, _)) in source.events.iter().enumerate() {
            match event {
                Event::Start(Tag::Heading { id: Some(id), .. }) if !id.is_empty() => {
                    self.reserve_id(id, at)
                }
                Event::Start(Tag::HtmlBlock) => {
                    self.reserve_ids_of_html(&source.lines(source.inner(at)).0, at)
                }
                Event::InlineHtml(html) => self.reserve_ids_of_html(html, at),
                _ => {}
            }
        }
    }

    fn reserve_ids_of_html(&mut self, html: &str, at: usize) {
        let contains = |name: &str| {
            html.as_bytes()
                .windows(name.len())
                .any(|part| part.eq_ignore_ascii_case(name.as_bytes()))
        };
        if !contains("id") && !contains("name") {
            return;
        }
        let found = raw_html::read(html);
        found.ids.iter().for_each(|id| self.reserve_id(id, at));
        found.anchors.iter().for_each(|name| self.ids.add(name));
    }

    fn reserve_id(&mut self, id: &str, at: usize) {
        if self.ids.reserve(id) {
            return;
        }
        let message = match is_footnote_id(id) {
            true => format!("the id `{id}` is a footnote's"),
            false => format!("the id `{id}` stands twice on this page"),
        };
        let event = self.source.event(at);
        let problem = if let Some(Event::Start(Tag::Heading { .. })) = event {
            self.refused.insert(at);
            Diagnostic::error("duplicate-id", message)
                .advise("give it another id, or leave its `{#…}` out")
        } else {
            Diagnostic::warning("duplicate-id", message).advise("give it another id")
        };
        let span = self.source.span(at);
        self.made.diagnostics.push(self.source.at(problem, span));
    }

    pub(super) fn heading(
        &mut self,
        at: usize,
        level: u8,
        id: Option<&str>,
        classes: &[CowStr<'_>],
    ) {
        let inner = self.source.inner(at);
        let span = self.source.span(at);
        let text = self.source.plain_text(inner.clone());
        let text = text.trim();
        let gives_title = self.first == Some(FirstHeading::Title);
        if self.is_title(level, text) {
            if gives_title {
                self.made.spans.keys.insert("title".to_owned(), span);
            }
            self.made.title = Some(text.to_owned());
            return;
        }
        let id = match id.filter(|id| !id.is_empty()) {
            Some(id) if !self.refused.contains(&at) => id.to_owned(),
            _ => self.ids.of_text(&self.source.typed_text(inner.clone())),
        };
        let class = if classes.is_empty() {
            String::new()
        } else {
            format!(" class=\"{}\"", escape(&classes.join(" ")))
        };
        self.passages.begin(id.clone());
        self.out.id(id.clone());
        self.open_block(at, &format!("<h{level} id=\"{}\"{class}>", escape(&id)));
        self.enter();
        self.write_all(inner);
        self.leave();
        self.passages.end_heading();
        self.out.html().push_str(&format!("</h{level}>\n"));
        self.made.spans.headings.push(span);
        self.made.headings.push(Heading {
            level,
            id,
            text: text.to_owned(),
        });
    }

    /// Returns true for the page's title: the first H1 that has a text and no element around it.
    fn is_title(&mut self, level: u8, text: &str) -> bool {
        if level != 1 || self.depth > 0 || !self.calls.is_empty() || text.is_empty() {
            return false;
        }
        match self.first.take() {
            Some(FirstHeading::Title) => true,
            Some(FirstHeading::Titled(title)) => straight(title) == straight(text),
            None => false,
        }
    }
}

/// Returns a title without what smart punctuation does to it.
fn straight(text: &str) -> String {
    let straight: String = text
        .chars()
        .map(|c| match c {
            '‘' | '’' => '\'',
            '“' | '”' => '"',
            other => other,
        })
        .collect();
    let straight = straight
        .replace('—', "---")
        .replace('–', "--")
        .replace('…', "...");
    straight.split_whitespace().collect::<Vec<_>>().join(" ")
}
