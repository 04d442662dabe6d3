//! The walk over the events of the parser: which elements are open, and which function writes each
//! event.
//!
//! It recurses only for the text of paragraphs, headings and cells, which contain none of each
//! other, so nesting in a document costs no stack.

use super::footnotes::Footnotes;
use super::parsed::{FirstHeading, ParsedMarkdown};
use super::passages::PassageBuilder;
use super::source::Source;
use super::tags::{is_inline, plain_tags};
use crate::diagnostic::{Diagnostic, Item, Place};
use crate::document::body::{Body, Pieces};
use crate::document::calls::Calls;
use crate::document::ids::Ids;
use crate::document::options::{BLOCK, Blocks, ParseOptions};
use crate::document::remarks;
use crate::document::spans::ItemSpans;
use crate::html::{escape, escape_into};
use crate::strings::Strings;
use pulldown_cmark::{Alignment, Event, Tag, TagEnd};
use pulldown_latex::config::DisplayMode;
use std::collections::BTreeSet;
use std::ops::Range;

/// Writes a document.
pub(super) fn write(
    source: &Source<'_>,
    first: FirstHeading<'_>,
    options: &ParseOptions,
) -> ParsedMarkdown {
    let mut writer = Writer {
        source,
        blocks: options.blocks,
        judges_writing: options.judges_writing,
        strings: &options.strings,
        hard_breaks: options.markdown.hard_breaks,
        first: Some(first),
        out: Pieces::default(),
        calls: Calls::new(source.file),
        ids: Ids::new(options.markdown.ids),
        refused: BTreeSet::new(),
        footnotes: Footnotes::new(source),
        table: Vec::new(),
        column: 0,
        in_table_head: false,
        depth: 0,
        passages: PassageBuilder::default(),
        summary: None,
        made: ParsedMarkdown::default(),
    };
    writer.reserve_ids();
    writer.write_all(0..source.events.len());
    writer.finish()
}

/// A document as far as it is written. The files beside this one add the writing of each kind of
/// element.
pub(super) struct Writer<'a> {
    pub(super) source: &'a Source<'a>,
    blocks: Blocks,
    pub(super) judges_writing: bool,
    pub(super) strings: &'a Strings,
    hard_breaks: bool,
    /// The role of the first H1, until it has come.
    pub(super) first: Option<FirstHeading<'a>>,
    pub(super) out: Pieces,
    pub(super) calls: Calls<'a>,
    pub(super) ids: Ids,
    /// The headings whose own ids are taken already.
    pub(super) refused: BTreeSet<usize>,
    pub(super) footnotes: Footnotes,
    /// The alignments of the columns of the current table.
    pub(super) table: Vec<Alignment>,
    pub(super) column: usize,
    pub(super) in_table_head: bool,
    /// The number of open elements.
    pub(super) depth: usize,
    pub(super) passages: PassageBuilder,
    pub(super) summary: Option<usize>,
    pub(super) made: ParsedMarkdown,
}

impl Writer<'_> {
    /// Writes these events.
    pub(super) fn write_all(&mut self, events: Range<usize>) {
        let mut at = events.start;
        while at < events.end {
            at = self.write(at);
        }
    }

    /// Writes an event, for some elements with everything in it. Returns the next event to write.
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
            // It is written at the end of the page, and only if something refers to it.
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

    /// Ends an element, and with it every component call that is still open in it.
    pub(super) fn leave(&mut self) {
        self.depth = self.depth.saturating_sub(1);
        self.calls.abandon(self.depth + 1, &mut self.out);
    }

    fn start(&mut self, at: usize, tag: &Tag<'_>) {
        if !is_inline(&tag.to_end()) {
            self.passages.end_block();
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
            Tag::Table(alignments) => self.begin_table(at, alignments),
            Tag::TableHead => self.begin_row(at, true),
            Tag::TableRow => self.begin_row(at, false),
            Tag::DefinitionListTitle => self.term(at),
            other if is_inline(&other.to_end()) => {
                self.out.html().push_str(plain_tags(&other.to_end()).0)
            }
            other => self.open_block(at, plain_tags(&other.to_end()).0),
        }
        self.enter();
    }

    /// Writes the first tag of a block, with its number if blocks are numbered.
    pub(super) fn open_block(&mut self, at: usize, html: &str) {
        let html = match self.source.attributes.get(&at) {
            Some(attributes) => {
                if let Some(id) = &attributes.id {
                    self.out.id(id.clone());
                }
                &*attributes.add_to(html)
            }
            None => html,
        };
        let tag_end = html.find('>').filter(|_| self.blocks == Blocks::Numbered);
        let (before, after) = html.split_at(tag_end.unwrap_or(0));
        let out = self.out.html();
        out.push_str(before);
        if tag_end.is_some() {
            out.push_str(&format!(" {BLOCK}=\"{}\"", self.made.spans.blocks.len()));
            self.made.spans.blocks.push(self.source.span(at));
        }
        out.push_str(after);
    }

    fn end(&mut self, tag: &TagEnd) {
        if !is_inline(tag) {
            self.passages.end_block();
        }
        self.in_table_head &= *tag != TagEnd::TableHead;
        self.out.html().push_str(plain_tags(tag).1);
    }

    fn leaf(&mut self, at: usize, event: &Event<'_>) {
        match event {
            Event::Text(text) => {
                self.report_undefined_footnote(at, text);
                self.remark_on_unfinished_work(at, text);
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
            Event::SoftBreak if self.hard_breaks => self.break_text("<br>\n"),
            Event::SoftBreak => {
                self.passages.read("\n");
                self.out.html().push('\n');
            }
            Event::HardBreak => self.break_text("<br>\n"),
            Event::Rule => self.break_text("<hr>\n"),
            Event::TaskListMarker(is_done) => self.task_box(*is_done),
            Event::InlineMath(formula) => self.formula(at, formula, DisplayMode::Inline),
            Event::DisplayMath(formula) => self.formula(at, formula, DisplayMode::Block),
            Event::Start(_) | Event::End(_) => {}
        }
    }

    fn break_text(&mut self, html: &str) {
        self.passages.end_block();
        self.out.html().push_str(html);
    }

    fn task_box(&mut self, is_done: bool) {
        let (checked, label) = match is_done {
            true => (" checked", self.strings.word("task_done")),
            false => ("", self.strings.word("task_open")),
        };
        self.out.html().push_str(&format!(
            "<input type=\"checkbox\" disabled{checked} aria-label=\"{}\"> ",
            escape(label)
        ));
    }

    /// Adds a remark on an item of the document.
    pub(super) fn remark(&mut self, item: Item, remark: Diagnostic) {
        if self.judges_writing {
            self.made.remarks.push(remark.at(Place::Item {
                file: self.source.file.clone(),
                item,
            }));
        }
    }

    fn remark_on_unfinished_work(&mut self, at: usize, text: &str) {
        if !self.judges_writing {
            return;
        }
        for (start, length, remark) in remarks::unfinished_work(text) {
            let span = self.source.within(at, text, start..start + length);
            self.made.remarks.push(self.source.at(remark, span));
        }
    }

    fn finish(mut self) -> ParsedMarkdown {
        self.calls.abandon(0, &mut self.out);
        self.write_footnotes();
        for (item, remark) in remarks::outline(&self.made.headings) {
            self.remark(item, remark);
        }
        self.calls.report_unclosed();
        let (pieces, ids) = self.out.finish();
        let mut made = self.made;
        (made.words, made.passages) = self.passages.finish();
        made.calls = self.calls.names.into_iter().collect();
        made.pictures = self.calls.pictures.into_iter().collect();
        made.spans.calls = self.calls.spans;
        made.diagnostics.append(&mut self.calls.diagnostics);
        let spans = &made.spans;
        made.diagnostics
            .sort_by_key(|diagnostic| start_of(diagnostic, spans));
        made.remarks.sort_by_key(|remark| start_of(remark, spans));
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

/// Returns the start of a diagnostic's place in the file.
fn start_of(diagnostic: &Diagnostic, spans: &ItemSpans) -> usize {
    match &diagnostic.place {
        Some(Place::Span { span, .. }) => span.start,
        Some(Place::Item { item, .. }) => spans.of(item).map_or(0, |range| range.start),
        _ => 0,
    }
}
