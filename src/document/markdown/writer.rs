//! The walk over the events: what is open, and who writes what.
//!
//! It calls itself for the text of a paragraph, a heading and a cell only, which hold none of each
//! other: depth costs no stack.

use super::footnotes::Footnotes;
use super::passages::Passages;
use super::source::Source;
use super::tags::{is_inline, plain_tags};
use super::{FirstHeading, Markdown};
use crate::diagnostic::{Diagnostic, Item, Place};
use crate::document::body::{Body, Pieces};
use crate::document::calls::Calls;
use crate::document::ids::Ids;
use crate::document::options::{BLOCK, Blocks};
use crate::document::places::Places;
use crate::document::remarks;
use crate::html::escape_into;
use pulldown_cmark::{Alignment, Event, Tag, TagEnd};
use std::collections::BTreeSet;
use std::ops::Range;

/// Writes a document.
pub(super) fn write(source: &Source<'_>, first: FirstHeading<'_>, blocks: Blocks) -> Markdown {
    let mut writer = Writer {
        source,
        blocks,
        first: Some(first),
        out: Pieces::default(),
        calls: Calls::new(source.file),
        ids: Ids::default(),
        refused: BTreeSet::new(),
        footnotes: Footnotes::new(source),
        table: Vec::new(),
        column: 0,
        in_table_head: false,
        depth: 0,
        passages: Passages::default(),
        summary: None,
        made: Markdown::default(),
    };
    writer.reserve_ids();
    writer.write_all(0..source.events.len());
    writer.finish()
}

pub(super) struct Writer<'a> {
    pub(super) source: &'a Source<'a>,
    blocks: Blocks,
    /// What to do with the first H1, until it has come.
    pub(super) first: Option<FirstHeading<'a>>,
    pub(super) out: Pieces,
    pub(super) calls: Calls<'a>,
    pub(super) ids: Ids,
    /// The headings whose own ids are taken already.
    pub(super) refused: BTreeSet<usize>,
    pub(super) footnotes: Footnotes,
    pub(super) table: Vec<Alignment>,
    pub(super) column: usize,
    pub(super) in_table_head: bool,
    /// How many elements are open.
    pub(super) depth: usize,
    pub(super) passages: Passages,
    pub(super) summary: Option<usize>,
    pub(super) made: Markdown,
}

impl Writer<'_> {
    /// Writes these events.
    pub(super) fn write_all(&mut self, events: Range<usize>) {
        let mut at = events.start;
        while at < events.end {
            at = self.write(at);
        }
    }

    /// Writes what the event begins and says which event comes next.
    fn write(&mut self, at: usize) -> usize {
        match &self.source.events[at].0 {
            Event::Start(Tag::Heading {
                level, id, classes, ..
            }) => self.heading(at, *level as u8, id.as_deref(), classes),
            Event::Start(Tag::Paragraph) => self.paragraph(at),
            Event::Start(Tag::Image {
                dest_url, title, ..
            }) => self.image(at, dest_url, title),
            Event::Start(Tag::HtmlBlock) => self.html_block(at),
            Event::Start(Tag::CodeBlock(kind)) => self.code_block(at, kind),
            Event::Start(Tag::TableCell) => self.cell(at),
            // Written at the end, and only if something refers to it.
            Event::Start(Tag::FootnoteDefinition(_)) => {}
            Event::Start(tag) => {
                self.start(at, tag);
                return at + 1;
            }
            Event::End(end) => {
                self.leave();
                self.end(end);
                return at + 1;
            }
            leaf => self.leaf(at, leaf),
        }
        self.source.after(at)
    }

    /// Begins an element.
    pub(super) fn enter(&mut self) {
        self.depth += 1;
    }

    /// Ends an element: what was opened within it by tags ends too.
    pub(super) fn leave(&mut self) {
        self.depth = self.depth.saturating_sub(1);
        self.calls.give_up(self.depth + 1, &mut self.out);
    }

    fn start(&mut self, at: usize, tag: &Tag<'_>) {
        if !is_inline(&tag.to_end()) {
            self.passages.gap();
        }
        match tag {
            Tag::Link {
                link_type,
                dest_url,
                title,
                ..
            } => self.link(at, *link_type, dest_url, title),
            Tag::BlockQuote(Some(kind)) => self.callout(at, *kind),
            Tag::List(first) => self.list(at, *first),
            Tag::Item => self.item(at),
            Tag::Table(alignments) => self.begin_table(alignments),
            Tag::TableHead => self.begin_row(at, true),
            Tag::TableRow => self.begin_row(at, false),
            other if is_inline(&other.to_end()) => {
                self.out.html().push_str(plain_tags(&other.to_end()).0)
            }
            other => self.open_block(at, plain_tags(&other.to_end()).0),
        }
        self.enter();
    }

    /// Writes the first tag of a block, and numbers it where blocks are numbered.
    pub(super) fn open_block(&mut self, at: usize, html: &str) {
        let tag = html.find('>').filter(|_| self.blocks == Blocks::Numbered);
        let (before, after) = html.split_at(tag.unwrap_or(0));
        let out = self.out.html();
        out.push_str(before);
        if tag.is_some() {
            out.push_str(&format!(" {BLOCK}=\"{}\"", self.made.places.blocks.len()));
            self.made.places.blocks.push(self.source.span(at));
        }
        out.push_str(after);
    }

    fn end(&mut self, tag: &TagEnd) {
        if !is_inline(tag) {
            self.passages.gap();
        }
        self.in_table_head &= *tag != TagEnd::TableHead;
        self.out.html().push_str(plain_tags(tag).1);
    }

    fn leaf(&mut self, at: usize, event: &Event<'_>) {
        match event {
            Event::Text(text) => {
                self.undefined_footnote(at, text);
                self.marks_of_work(at, text);
                self.passages.read(text);
                escape_into(self.out.html(), text);
            }
            Event::Code(code) => {
                self.passages.read(code);
                let out = self.out.html();
                out.push_str("<code>");
                escape_into(out, code);
                out.push_str("</code>");
            }
            Event::InlineHtml(html) | Event::Html(html) => self.inline_html(at, html),
            Event::FootnoteReference(name) => self.footnote_reference(name),
            Event::SoftBreak => {
                self.passages.read("\n");
                self.out.html().push('\n');
            }
            Event::HardBreak => self.line_break("<br>\n"),
            Event::Rule => self.line_break("<hr>\n"),
            Event::TaskListMarker(done) => self.out.html().push_str(match done {
                true => r#"<input type="checkbox" disabled checked aria-label="Done"> "#,
                false => r#"<input type="checkbox" disabled aria-label="To do"> "#,
            }),
            // The options do not ask for mathematics, so it never comes.
            Event::InlineMath(text) | Event::DisplayMath(text) => {
                escape_into(self.out.html(), text)
            }
            Event::Start(_) | Event::End(_) => {}
        }
    }

    fn line_break(&mut self, html: &str) {
        self.passages.gap();
        self.out.html().push_str(html);
    }

    /// Remarks on an item of the document.
    pub(super) fn remark(&mut self, item: Item, remark: Diagnostic) {
        self.made.remarks.push(remark.at(Place::Item {
            file: self.source.file.clone(),
            item,
        }));
    }

    fn marks_of_work(&mut self, at: usize, text: &str) {
        for (start, length, remark) in remarks::unfinished(text) {
            let span = self.source.within(at, text, start..start + length);
            self.made.remarks.push(self.source.at(remark, span));
        }
    }

    fn finish(mut self) -> Markdown {
        self.calls.give_up(0, &mut self.out);
        self.write_footnotes();
        for (item, remark) in remarks::outline(&self.made.headings) {
            self.remark(item, remark);
        }
        self.calls.finish();
        let (pieces, ids) = self.out.finish();
        let mut made = self.made;
        (made.words, made.passages) = self.passages.finish();
        made.calls = self.calls.names.into_iter().collect();
        made.places.calls = self.calls.places;
        made.diagnostics.append(&mut self.calls.diagnostics);
        let places = &made.places;
        made.diagnostics
            .sort_by_key(|diagnostic| start(diagnostic, places));
        made.remarks.sort_by_key(|remark| start(remark, places));
        made.body = Body {
            pieces,
            words: made.words,
            summary: self.summary,
            ids,
        };
        made.ids = self.ids.finish();
        made
    }
}

/// Where a diagnostic's place begins.
fn start(diagnostic: &Diagnostic, places: &Places) -> usize {
    match &diagnostic.place {
        Some(Place::Span { span, .. }) => span.start,
        Some(Place::Item { item, .. }) => places.of(item).map_or(0, |range| range.start),
        _ => 0,
    }
}
