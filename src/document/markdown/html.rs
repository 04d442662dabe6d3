//! HTML within Markdown: component calls, links and images of the site in it, and what would
//! swallow the rest of the page.

use super::writer::Writer;
use crate::diagnostic::{Diagnostic, Item, Place};
use crate::document::body::Piece;
use crate::document::calls::Written;
use crate::document::raw::{self, Alt, Mark, Raw};
use crate::document::remarks;
use crate::html::{escape_into, holds_text, read_text};
use pulldown_cmark::Event;
use std::ops::Range;

/// A run of HTML and where its parts stand in the file.
struct Run<'r> {
    html: &'r str,
    place: &'r dyn Fn(Range<usize>) -> Range<usize>,
    /// Whether it is a block of its own, in which text is no Markdown.
    block: bool,
}

impl Writer<'_> {
    /// A block of HTML. `<!-- more -->` ends the summary, where nothing is open.
    pub(super) fn html_block(&mut self, at: usize) {
        let source = self.source;
        let (html, lines) = source.lines(source.inner(at));
        let comment = html
            .trim()
            .strip_prefix("<!--")
            .and_then(|text| text.strip_suffix("-->"));
        let more = comment.is_some_and(|text| text.trim() == "more");
        if more && self.depth == 0 && self.summary.is_none() && self.calls.is_empty() {
            self.summary = Some(self.out.cut());
            return;
        }
        let end = html.len();
        let line_of = |at: usize| {
            lines
                .partition_point(|(start, _)| *start <= at)
                .saturating_sub(1)
        };
        let part = |line: usize, range: Range<usize>| {
            let (start, event) = lines[line];
            let until = lines.get(line + 1).map_or(end, |(next, _)| *next);
            source.within(
                event,
                &html[start..until],
                range.start - start..range.end.min(until) - start,
            )
        };
        let place = |range: Range<usize>| {
            if lines.is_empty() {
                return source.span(at);
            }
            let (first, last) = (
                line_of(range.start),
                line_of(range.end.saturating_sub(1).max(range.start)),
            );
            let start = part(first, range.start..range.end);
            let tail = part(last, range.start.max(lines[last].0)..range.end);
            start.start..tail.end.max(start.end)
        };
        self.passages.gap();
        self.raw(
            &Run {
                html: &html,
                place: &place,
                block: true,
            },
            raw::read(&html),
        );
    }

    /// A tag or a comment within a line.
    pub(super) fn inline_html(&mut self, at: usize, html: &str) {
        let source = self.source;
        let whole = |range: Range<usize>| source.within(at, html, range);
        if !html.contains('<') {
            self.out.raw(html);
            return;
        }
        if html
            .get(..3)
            .is_some_and(|tag| tag.eq_ignore_ascii_case("<br"))
        {
            self.passages.gap();
        }
        let mut found = raw::read(html);
        if self.is_closed_text_element(at, html) {
            found.unfinished = None;
        }
        self.raw(
            &Run {
                html,
                place: &whole,
                block: false,
            },
            found,
        );
    }

    fn raw(&mut self, run: &Run<'_>, found: Raw) {
        let end = found.unfinished.unwrap_or(run.html.len());
        read_text(&run.html[..end], |text| self.passages.read(text));
        let mut from = 0;
        let mut component: Option<Range<usize>> = None;
        let begins_with_component = match found.marks.first() {
            Some((range, Mark::Open(_) | Mark::Empty(_) | Mark::Close(_))) => {
                run.html[..range.start].trim().is_empty()
            }
            _ => false,
        };
        let mut opened = false;
        for (range, mark) in found.marks {
            if range.end > end {
                break;
            }
            self.between(
                run,
                from..range.start,
                component.take().filter(|_| opened || begins_with_component),
            );
            from = range.end;
            opened = matches!(mark, Mark::Open(_));
            if matches!(mark, Mark::Open(_) | Mark::Empty(_) | Mark::Close(_)) {
                component = Some(range.clone());
            }
            self.mark(run, range, mark);
        }
        self.between(
            run,
            from..end,
            component.filter(|_| opened || begins_with_component),
        );
        if end < run.html.len() {
            self.unfinished(run, end);
        }
    }

    /// HTML up to the next mark. Text right after a component's tag in a block would have been
    /// Markdown, had it stood apart.
    fn between(&mut self, run: &Run<'_>, range: Range<usize>, component: Option<Range<usize>>) {
        let html = &run.html[range.clone()];
        let text = html.trim_start();
        if let Some(tag) =
            component.filter(|_| run.block && !text.is_empty() && !text.starts_with('<'))
        {
            let start = range.start + html.len() - text.len();
            let line = text
                .lines()
                .next()
                .unwrap_or_default()
                .split('<')
                .next()
                .unwrap_or_default()
                .trim_end();
            self.calls
                .touching(&run.html[tag], (run.place)(start..start + line.len()));
        }
        self.out.raw(html);
    }

    fn mark(&mut self, run: &Run<'_>, range: Range<usize>, mark: Mark) {
        let span = (run.place)(range.clone());
        let written = Written {
            text: &run.html[range],
            span: span.clone(),
            depth: self.depth,
        };
        match mark {
            Mark::Open(tag) => self.calls.open(tag, &written, &mut self.out),
            Mark::Empty(tag) => self.calls.empty(tag, &written, &mut self.out),
            Mark::Close(name) => self.calls.close(&name, &written, &mut self.out),
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
                extent,
            } => {
                let item = self.add_image(target, span);
                if alt == Alt::Missing {
                    self.remark(Item::Image(item), remarks::missing_alt());
                }
                self.out.push(Piece::Source(item, extent));
            }
            // It is left out.
            Mark::Unsafe(target) => {
                let place = Place::Span {
                    file: self.source.file.clone(),
                    span,
                };
                self.refuse_target("attribute", &target, place);
            }
        }
    }

    /// What is not finished when its block ends is shown as text, so that it swallows nothing.
    fn unfinished(&mut self, run: &Run<'_>, from: usize) {
        let rest = &run.html[from..];
        let shown: String = rest.chars().take_while(|c| *c != '\n').take(40).collect();
        let problem = Diagnostic::error(
            "unclosed-html",
            format!("`{}` is never finished", shown.trim_end()),
        );
        let name = tag_name(rest);
        let problem = problem.advise(match run.block {
            true if rest.starts_with("<!--") => "write `-->` where the comment ends".to_owned(),
            true if holds_text(name) => format!("write `</{name}>` where it ends, or `&lt;` if you mean the text"),
            true => "finish it before the next empty line, which ends a block of HTML; or write `&lt;` if you mean the text"
                .to_owned(),
            false => format!("write `</{name}>` with nothing but text before it, or put it on lines of its own, or write `&lt;` if you mean the text"),
        });
        let span = (run.place)(from..from + shown.trim_end().len());
        self.made.diagnostics.push(self.source.at(problem, span));
        escape_into(self.out.html(), rest);
    }

    /// Whether the tag of a text element is followed by text and its end tag: `<iframe
    /// src="…"></iframe>` within a line.
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

/// The name of the tag that a run of HTML begins with.
fn tag_name(html: &str) -> &str {
    let name = html.trim_start_matches(['<', '/']);
    name.split(|c: char| !c.is_ascii_alphanumeric())
        .next()
        .unwrap_or_default()
}
