//! Raw HTML within Markdown: component calls, links and images in it, and tags that would swallow
//! the rest of the page.

use super::source::{Source, is_line_break};
use super::writer::Writer;
use crate::diagnostic::{Diagnostic, Item, Place};
use crate::document::body::Piece;
use crate::document::calls::TagSource;
use crate::document::raw_html::{self, Alt, Blocked, Mark, RawHtml};
use crate::document::remarks;
use crate::html::{escape_into, holds_text, read_text};
use pulldown_cmark::Event;
use std::ops::Range;

/// A run of raw HTML: a block, or one tag or comment within a line.
struct Run<'r> {
    html: &'r str,
    /// The span in the file of a range of the HTML.
    span: &'r dyn Fn(Range<usize>) -> Range<usize>,
    /// True for a block, in which text is not Markdown.
    is_block: bool,
}

impl Writer<'_> {
    /// Writes a block of HTML. `<!-- more -->` ends the summary if no element is open.
    pub(super) fn html_block(&mut self, at: usize) {
        let source = self.source;
        let (html, lines) = source.lines(source.inner(at));
        let comment = html
            .trim()
            .strip_prefix("<!--")
            .and_then(|text| text.strip_suffix("-->"));
        let is_more = comment.is_some_and(|text| text.trim() == "more");
        if is_more && self.depth == 0 && self.summary.is_none() && self.calls.is_empty() {
            self.summary = Some(self.out.cut());
            return;
        }
        self.passages.end_block();
        let run = Run {
            html: &html,
            span: &|range| span_in_block(source, at, &html, &lines, range),
            is_block: true,
        };
        self.write_run(&run, raw_html::read(&html));
    }

    /// Writes a tag or a comment within a line.
    pub(super) fn inline_html(&mut self, at: usize, html: &str) {
        let source = self.source;
        if !html.contains('<') {
            self.out.raw(html);
            return;
        }
        if is_line_break(html) {
            self.passages.end_block();
        }
        let mut found = raw_html::read(html);
        if self.is_closed_text_element(at, html) {
            found.unfinished = None;
        }
        let run = Run {
            html,
            span: &|range| source.within(at, html, range),
            is_block: false,
        };
        self.write_run(&run, found);
    }

    fn write_run(&mut self, run: &Run<'_>, found: RawHtml) {
        let end = found.unfinished.unwrap_or(run.html.len());
        read_text(&run.html[..end], |text| self.passages.read(text));
        let begins_with_component = found.marks.first().is_some_and(|(range, mark)| {
            mark.is_component() && run.html[..range.start].trim().is_empty()
        });
        self.remark_on_blocked(run, &found.blocked);
        let mut written = 0;
        // The component tag that the next text touches.
        let mut tag: Option<Range<usize>> = None;
        for (range, mark) in found.marks {
            if range.end > end {
                break;
            }
            self.write_between(run, written..range.start, tag.take());
            written = range.end;
            if matches!(mark, Mark::Open(_)) || (begins_with_component && mark.is_component()) {
                tag = Some(range.clone());
            }
            self.write_mark(run, range, mark);
        }
        self.write_between(run, written..end, tag);
        if end < run.html.len() {
            self.write_unfinished(run, end);
        }
    }

    fn remark_on_blocked(&mut self, run: &Run<'_>, blocked: &[(Range<usize>, Blocked)]) {
        for (range, blocked) in blocked.iter().filter(|_| self.judges_writing) {
            let remark = remarks::blocked(*blocked);
            let span = (run.span)(range.clone());
            self.made.remarks.push(self.source.at(remark, span));
        }
    }

    /// Writes the HTML between two marks. In a block, text right after a component's tag would be
    /// Markdown after an empty line, so it is reported.
    fn write_between(&mut self, run: &Run<'_>, range: Range<usize>, tag: Option<Range<usize>>) {
        let html = &run.html[range.clone()];
        let text = html.trim_start();
        let is_text = !text.is_empty() && !text.starts_with('<');
        if let Some(tag) = tag.filter(|_| run.is_block && is_text) {
            let start = range.start + html.len() - text.len();
            let line = text.lines().next().unwrap_or_default();
            let line = line.split('<').next().unwrap_or_default().trim_end();
            let span = (run.span)(start..start + line.len());
            self.calls.report_touching_text(&run.html[tag], span);
        }
        self.out.raw(html);
    }

    fn write_mark(&mut self, run: &Run<'_>, range: Range<usize>, mark: Mark) {
        let span = (run.span)(range.clone());
        let source = TagSource {
            text: &run.html[range],
            span: span.clone(),
            depth: self.depth,
        };
        match mark {
            Mark::Open(tag) => self.calls.open(tag, &source, &mut self.out),
            Mark::Empty(tag) => self.calls.empty(tag, &source, &mut self.out),
            Mark::Close(name) => self.calls.close(&name, &source, &mut self.out),
            Mark::Link(target) => {
                let item = self.add_link(target, span);
                self.out.push(Piece::Href(item));
            }
            Mark::Media(name, target) => {
                let item = self.add_link(target, span);
                self.out.push(Piece::Media(name, item));
            }
            Mark::Image {
                target,
                alt,
                dimensions,
            } => {
                let item = self.add_image(target, span);
                if alt == Alt::Missing {
                    self.remark(Item::Image(item), remarks::missing_alt());
                }
                self.out.push(Piece::Source(item, dimensions));
            }
            // The attribute is left out.
            Mark::Unsafe(target) => {
                let place = Place::Span {
                    file: self.source.file.clone(),
                    span,
                };
                self.refuse_target("attribute", &target, place);
            }
        }
    }

    /// Writes HTML that is unfinished at the end of its block as text, so that it swallows nothing.
    fn write_unfinished(&mut self, run: &Run<'_>, start: usize) {
        let rest = &run.html[start..];
        let shown: String = rest.chars().take_while(|c| *c != '\n').take(40).collect();
        let problem = Diagnostic::error(
            "unclosed-html",
            format!("`{}` is never finished", shown.trim_end()),
        );
        let problem = problem.advise(advice_to_finish(rest, run.is_block));
        let span = (run.span)(start..start + shown.trim_end().len());
        self.made.diagnostics.push(self.source.at(problem, span));
        escape_into(self.out.html(), rest);
    }

    /// Returns true if there is only text between the tag of a text element and its end tag, as in
    /// `<iframe src="…"></iframe>` within a line.
    fn is_closed_text_element(&self, at: usize, html: &str) -> bool {
        let name = tag_name(html);
        let mut events = (at + 1..).map_while(|at| self.source.event(at));
        let end = events.find(|event| !matches!(event, Event::Text(_) | Event::SoftBreak));
        match end {
            Some(Event::InlineHtml(end)) => {
                holds_text(name)
                    && end.starts_with("</")
                    && tag_name(end).eq_ignore_ascii_case(name)
            }
            _ => false,
        }
    }
}

/// Returns the span in the file of a range of a block's HTML.
///
/// In quotes and lists the lines of a block have prefixes in the file that the HTML does not have,
/// so each line has an event of its own: `lines` are their positions in the HTML and their events.
fn span_in_block(
    source: &Source<'_>,
    at: usize,
    html: &str,
    lines: &[(usize, usize)],
    range: Range<usize>,
) -> Range<usize> {
    if lines.is_empty() {
        return source.span(at);
    }
    let line_at = |at: usize| {
        lines
            .partition_point(|(start, _)| *start <= at)
            .saturating_sub(1)
    };
    let span_in_line = |line: usize, range: Range<usize>| {
        let (start, event) = lines[line];
        let end = lines.get(line + 1).map_or(html.len(), |(next, _)| *next);
        let part = range.start - start..range.end.min(end) - start;
        source.within(event, &html[start..end], part)
    };
    let first = line_at(range.start);
    let last = line_at(range.end.saturating_sub(1).max(range.start));
    let head = span_in_line(first, range.clone());
    let tail = span_in_line(last, range.start.max(lines[last].0)..range.end);
    head.start..tail.end.max(head.end)
}

fn advice_to_finish(rest: &str, is_block: bool) -> String {
    let name = tag_name(rest);
    match is_block {
        true if rest.starts_with("<!--") => "write `-->` where the comment ends".to_owned(),
        true if holds_text(name) => {
            format!("write `</{name}>` where it ends, or `&lt;` if you mean the text")
        }
        true => "finish it before the next empty line, which ends a block of HTML; \
                 or write `&lt;` if you mean the text"
            .to_owned(),
        false => format!(
            "write `</{name}>` with nothing but text before it, or put it on lines of its own, \
             or write `&lt;` if you mean the text"
        ),
    }
}

/// Returns the name of the tag that a run of HTML begins with.
fn tag_name(html: &str) -> &str {
    let name = html.trim_start_matches(['<', '/']);
    name.split(|c: char| !c.is_ascii_alphanumeric())
        .next()
        .unwrap_or_default()
}
