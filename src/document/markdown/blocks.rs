//! Blocks: paragraphs, figures, callouts, lists, code and tables.

use super::tags::{alignment_class, callout};
use super::writer::Writer;
use crate::document::raw::{Mark, only_component};
use crate::html::{escape, escape_into};
use pulldown_cmark::{Alignment, BlockQuoteKind, CodeBlockKind, Event, Tag};

impl Writer<'_> {
    /// A paragraph. An image with a title that stands alone becomes a figure; a component that
    /// stands alone stands for itself.
    pub(super) fn paragraph(&mut self, at: usize) {
        let inner = self.source.inner(at);
        self.passages.gap();
        if let Some(Event::Start(Tag::Image {
            dest_url, title, ..
        })) = self.source.event(inner.start)
            && !title.is_empty()
            && self.source.after(inner.start) == inner.end
        {
            self.open_block(at, "<figure>");
            self.image(inner.start, dest_url, "");
            self.out.html().push_str(&format!(
                "<figcaption>{}</figcaption></figure>\n",
                escape(title)
            ));
            return;
        }
        let alone = self.is_one_component(at);
        if !alone {
            self.open_block(at, "<p>");
        }
        self.enter();
        self.write_all(inner);
        self.leave();
        self.passages.gap();
        self.out
            .html()
            .push_str(if alone { "\n" } else { "</p>\n" });
    }

    /// Whether a paragraph holds one component call and nothing else.
    fn is_one_component(&self, at: usize) -> bool {
        let inner = self.source.inner(at);
        let mark = |at: usize| match self.source.event(at) {
            Some(Event::InlineHtml(html)) => only_component(html),
            _ => None,
        };
        match mark(inner.start) {
            Some(Mark::Empty(_)) => inner.len() == 1,
            Some(Mark::Open(tag)) => {
                let closes =
                    |at: usize| matches!(mark(at), Some(Mark::Close(name)) if name == tag.name);
                (inner.start + 1..inner.end).find(|at| closes(*at)) == Some(inner.end - 1)
            }
            _ => false,
        }
    }

    pub(super) fn callout(&mut self, at: usize, kind: BlockQuoteKind) {
        let (class, title) = callout(kind);
        let html = format!(
            "<aside class=\"callout callout-{class}\" role=\"note\">\n<p class=\"callout-title\">{title}</p>\n"
        );
        self.open_block(at, &html);
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
        let task = matches!(first, Some(Event::TaskListMarker(_)));
        self.open_block(at, if task { "<li class=\"task\">" } else { "<li>" });
    }

    pub(super) fn code_block(&mut self, at: usize, kind: &CodeBlockKind<'_>) {
        let (code, _) = self.source.lines(self.source.inner(at));
        let language = match kind {
            CodeBlockKind::Fenced(info) => info
                .split(|c: char| c.is_whitespace() || matches!(c, ',' | '{'))
                .next(),
            CodeBlockKind::Indented => None,
        };
        let class = match language.filter(|language| !language.is_empty()) {
            Some(language) => format!(" class=\"language-{}\"", escape(language)),
            None => String::new(),
        };
        self.passages.gap();
        self.passages.read(&code);
        self.passages.gap();
        self.open_block(at, &format!("<pre tabindex=\"0\"><code{class}>"));
        let out = self.out.html();
        escape_into(out, &code);
        out.push_str("</code></pre>\n");
    }

    pub(super) fn begin_table(&mut self, alignments: &[Alignment]) {
        self.table = alignments.to_vec();
        let html = "<div class=\"table-scroll\" role=\"group\" tabindex=\"0\" aria-label=\"Table\"><table>\n";
        self.out.html().push_str(html);
    }

    pub(super) fn begin_row(&mut self, at: usize, head: bool) {
        (self.column, self.in_table_head) = (0, head);
        self.open_block(at, if head { "<thead><tr>" } else { "<tr>" });
    }

    /// A cell. A header cell without text heads nothing, and screen readers would announce it all
    /// the same.
    pub(super) fn cell(&mut self, at: usize) {
        let inner = self.source.inner(at);
        let class = alignment_class(
            self.table
                .get(self.column)
                .copied()
                .unwrap_or(Alignment::None),
        );
        self.column += 1;
        let (open, close) = match self.in_table_head && !inner.is_empty() {
            true => ("<th scope=\"col\"", "</th>"),
            false => ("<td", "</td>"),
        };
        self.passages.gap();
        self.out.html().push_str(&format!("{open}{class}>"));
        self.enter();
        self.write_all(inner);
        self.leave();
        self.passages.gap();
        self.out.html().push_str(close);
    }
}
