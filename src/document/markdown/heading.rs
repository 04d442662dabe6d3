//! Headings: the title, and ids that stay unique.

use super::FirstHeading;
use super::writer::Writer;
use crate::diagnostic::Diagnostic;
use crate::document::heading::Heading;
use crate::document::ids::is_footnote_id;
use crate::document::raw;
use crate::html::escape;
use pulldown_cmark::{CowStr, Event, Tag};

impl Writer<'_> {
    /// Takes all ids that somebody wrote, wherever they stand, so that none is given to another
    /// heading first.
    pub(super) fn reserve_ids(&mut self) {
        let source = self.source;
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
        let attribute = |name: &str| {
            html.as_bytes()
                .windows(name.len())
                .any(|part| part.eq_ignore_ascii_case(name.as_bytes()))
        };
        if !attribute("id") && !attribute("name") {
            return;
        }
        let found = raw::read(html);
        found.ids.iter().for_each(|(id, _)| self.reserve_id(id, at));
        found.anchors.iter().for_each(|name| self.ids.add(name));
    }

    fn reserve_id(&mut self, id: &str, at: usize) {
        if self.ids.reserve(id) {
            return;
        }
        let problem = match is_footnote_id(id) {
            true => format!("the id `{id}` is a footnote's"),
            false => format!("the id `{id}` stands twice on this page"),
        };
        let is_heading = matches!(
            self.source.event(at),
            Some(Event::Start(Tag::Heading { .. }))
        );
        if is_heading {
            self.refused.insert(at);
        }
        let advice = if is_heading {
            "give it another id, or leave its `{#…}` out"
        } else {
            "give it another id"
        };
        let problem = match is_heading {
            true => Diagnostic::error("duplicate-id", problem),
            false => Diagnostic::warning("duplicate-id", problem),
        };
        let problem = problem.advise(advice);
        self.made
            .diagnostics
            .push(self.source.at(problem, self.source.span(at)));
    }

    pub(super) fn heading(
        &mut self,
        at: usize,
        level: u8,
        id: Option<&str>,
        classes: &[CowStr<'_>],
    ) {
        let inner = self.source.inner(at);
        let text = self.source.plain_text(inner.clone());
        let gives_title = self.first == Some(FirstHeading::Title);
        if self.is_title(level, text.trim()) {
            if gives_title {
                self.made
                    .places
                    .keys
                    .insert("title".to_owned(), self.source.span(at));
            }
            self.made.title = Some(text.trim().to_owned());
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
        self.passages.head();
        self.out.html().push_str(&format!("</h{level}>\n"));
        self.made.places.headings.push(self.source.span(at));
        self.made.headings.push(Heading {
            level,
            id,
            text: text.trim().to_owned(),
        });
    }

    /// Whether a heading is the page's title: the first H1 that stands in nothing else and has a
    /// text.
    fn is_title(&mut self, level: u8, text: &str) -> bool {
        if level != 1 || self.depth > 0 || !self.calls.is_empty() || text.is_empty() {
            return false;
        }
        match self.first.take() {
            Some(FirstHeading::Title) => true,
            Some(FirstHeading::Titled(title)) => plain(title) == plain(text),
            None => false,
        }
    }
}

/// A title without what smart punctuation does to it.
fn plain(text: &str) -> String {
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
