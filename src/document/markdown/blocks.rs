//! Blocks: paragraphs, figures, callouts, lists and tables.

use super::extensions;
use super::tags::{alignment_class, callout};
use super::writer::Writer;
use crate::document::raw_html::{Mark, only_component};
use crate::html::escape;
use pulldown_cmark::{Alignment, BlockQuoteKind, CowStr, Event, Tag};

impl<'a> Writer<'a> {
    /// Writes a paragraph. If it holds only an image with a title, the image becomes a figure. If
    /// it holds only a component call, the call gets no `<p>`.
    pub(super) fn paragraph(&mut self, at: usize) {
        self.passages.end_block();
        if let Some((target, title)) = self.figure(at) {
            self.open_block(at, "<figure>");
            self.image(at + 1, target, "");
            self.out.html().push_str(&format!(
                "<figcaption>{}</figcaption></figure>\n",
                escape(title)
            ));
            return;
        }
        let is_component = self.is_one_component(at);
        if self.is_callout_title(at) {
            self.open_block(at, "<p class=\"callout-title\">");
        } else if !is_component {
            self.open_block(at, "<p>");
        }
        self.enter();
        self.write_all(self.source.inner(at));
        self.leave();
        self.passages.end_block();
        let end = if is_component { "\n" } else { "</p>\n" };
        self.out.html().push_str(end);
    }

    /// Returns the target and the title of the image, if a paragraph holds nothing but one image
    /// with a title.
    fn figure(&self, at: usize) -> Option<(&'a CowStr<'a>, &'a CowStr<'a>)> {
        let inner = self.source.inner(at);
        match self.source.event(inner.start)? {
            Event::Start(Tag::Image {
                dest_url, title, ..
            }) if !title.is_empty() && self.source.after(inner.start) == inner.end => {
                Some((dest_url, title))
            }
            _ => None,
        }
    }

    /// Returns true if a paragraph holds nothing but one component call.
    fn is_one_component(&self, at: usize) -> bool {
        let inner = self.source.inner(at);
        match self.component_tag(inner.start) {
            Some(Mark::Empty(_)) => inner.len() == 1,
            Some(Mark::Open(tag)) => {
                let end = (inner.start + 1..inner.end).find(|at| {
                    matches!(self.component_tag(*at), Some(Mark::Close(name)) if name == tag.name)
                });
                end == Some(inner.end - 1)
            }
            _ => false,
        }
    }

    fn component_tag(&self, at: usize) -> Option<Mark> {
        match self.source.event(at) {
            Some(Event::InlineHtml(html)) => only_component(html),
            _ => None,
        }
    }

    pub(super) fn callout(&mut self, at: usize, kind: BlockQuoteKind) {
        let (class, title) = callout(kind, self.strings);
        let mut html = format!("<aside class=\"callout callout-{class}\" role=\"note\">\n");
        if !self.is_callout_title(at + 1) {
            let title = escape(title);
            html.push_str(&format!("<p class=\"callout-title\">{title}</p>\n"));
        }
        self.open_block(at, &html);
    }

    /// Returns true for the paragraph that a callout has as its title.
    fn is_callout_title(&self, at: usize) -> bool {
        let before = at
            .checked_sub(1)
            .and_then(|before| self.source.event(before));
        matches!(before, Some(Event::Start(Tag::BlockQuote(Some(_)))))
            && matches!(self.source.event(at), Some(Event::Start(Tag::Paragraph)))
            && extensions::is_title(self.source.text_from(at))
    }

    pub(super) fn list(&mut self, at: usize, first: Option<u64>) {
        let html = match first {
            None => "<ul>\n".to_owned(),
            Some(1) => "<ol>\n".to_owned(),
            Some(first) => format!("<ol start=\"{first}\">\n"),
        };
        self.open_block(at, &html);
    }

    pub(super) fn item(&mut self, at: usize) {
        let first = match self.source.event(at + 1) {
            Some(Event::Start(Tag::Paragraph)) => self.source.event(at + 2),
            first => first,
        };
        let html = match first {
            Some(Event::TaskListMarker(_)) => "<li class=\"task\">",
            _ => "<li>",
        };
        self.open_block(at, html);
    }

    /// Writes the name of a term. Its id begins with `term-`, so that it takes no id from a
    /// heading.
    pub(super) fn term(&mut self, at: usize) {
        let text = self.source.typed_text(self.source.inner(at));
        let id = self.ids.of_text(&format!("term {text}"));
        self.out.id(id.clone());
        self.open_block(at, &format!("<dt id=\"{}\">", escape(&id)));
    }

    pub(super) fn begin_table(&mut self, at: usize, alignments: &[Alignment]) {
        self.table = alignments.to_vec();
        let html = format!(
            "<div class=\"table-scroll\" role=\"group\" tabindex=\"0\" aria-label=\"{}\"><table>\n",
            escape(self.strings.word("table"))
        );
        self.open_block(at, &html);
    }

    pub(super) fn begin_row(&mut self, at: usize, is_head: bool) {
        (self.column, self.in_table_head) = (0, is_head);
        let html = if is_head { "<thead><tr>" } else { "<tr>" };
        self.open_block(at, html);
    }

    /// Writes a cell. A header cell without text becomes a plain cell: it heads nothing, and screen
    /// readers would announce it.
    pub(super) fn cell(&mut self, at: usize) {
        let inner = self.source.inner(at);
        let alignment = self.table.get(self.column).copied();
        let class = alignment_class(alignment.unwrap_or(Alignment::None));
        self.column += 1;
        let (open, close) = match self.in_table_head && !inner.is_empty() {
            true => ("<th scope=\"col\"", "</th>"),
            false => ("<td", "</td>"),
        };
        self.passages.end_block();
        self.out.html().push_str(&format!("{open}{class}>"));
        self.enter();
        self.write_all(inner);
        self.leave();
        self.passages.end_block();
        self.out.html().push_str(close);
    }
}
