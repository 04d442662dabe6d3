//! From Markdown to a body: our own consumer of the parser's events. The one room that names the Markdown parser.
//!
//! It is our own because a site promises what the parser's writer does not: no `style` attributes, labelled task boxes,
//! footnotes gathered at the end with ways back, links and images that the site resolves later.

use super::body::{Body, Piece, Pieces};
use super::calls::Calls;
use super::heading::Heading;
use super::ids::Ids;
use super::places::Places;
use super::target::{Target, classify};
use crate::diagnostic::{Diagnostic, Item, Place};
use crate::html::{escape, escape_into};
use crate::path::SourcePath;
use pulldown_cmark::{Alignment, BlockQuoteKind, CodeBlockKind, CowStr, Event, Options, Parser, Tag, TagEnd};
use std::collections::BTreeMap;
use std::ops::Range;

/// What was read from the Markdown of one document.
#[derive(Debug, Default)]
pub(super) struct Markdown {
    pub body: Body,
    /// The text of the first H1, which then is not in the body.
    pub title: Option<String>,
    pub headings: Vec<Heading>,
    pub links: Vec<String>,
    pub images: Vec<String>,
    pub ids: Vec<String>,
    pub calls: Vec<String>,
    pub words: usize,
    pub places: Places,
    pub diagnostics: Vec<Diagnostic>,
}

/// What becomes of the first H1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum FirstHeading<'a> {
    /// It is the page's title.
    Title,
    /// The front matter has this title; an equal H1 is left out.
    Titled(&'a str),
}

fn options() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_SMART_PUNCTUATION
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_GFM
        | Options::ENABLE_DEFINITION_LIST
}

/// Parses the part of a file's text from `offset` on.
pub(super) fn parse(file: &SourcePath, text: &str, offset: usize, first: FirstHeading<'_>) -> Markdown {
    let events: Vec<_> = Parser::new_ext(&text[offset..], options()).into_offset_iter().collect();
    let mut writer = Writer {
        file,
        offset,
        first: Some(first),
        out: Pieces::default(),
        set_aside: Vec::new(),
        calls: Calls::new(file, offset),
        ids: Ids::default(),
        footnotes: BTreeMap::new(),
        definitions: BTreeMap::new(),
        defining: Vec::new(),
        table: Vec::new(),
        column: 0,
        in_table_head: false,
        depth: 0,
        summary: None,
        made: Markdown::default(),
    };
    writer.write_all(&events);
    writer.finish()
}

struct Writer<'a> {
    file: &'a SourcePath,
    offset: usize,
    /// What to do with the first H1, until it has come.
    first: Option<FirstHeading<'a>>,
    out: Pieces,
    /// Outputs that wait while a heading or a footnote is written apart.
    set_aside: Vec<Pieces>,
    calls: Calls<'a>,
    ids: Ids,
    /// Each footnote's number in the order of first reference, and how often it was referred to.
    footnotes: BTreeMap<String, Footnote>,
    definitions: BTreeMap<String, Pieces>,
    defining: Vec<String>,
    table: Vec<Alignment>,
    column: usize,
    in_table_head: bool,
    /// How many blocks are open.
    depth: usize,
    summary: Option<usize>,
    made: Markdown,
}

#[derive(Debug, Default, Clone, Copy)]
struct Footnote {
    number: usize,
    references: usize,
}

type Spanned<'e> = (Event<'e>, Range<usize>);

impl<'a> Writer<'a> {
    fn write_all(&mut self, events: &[Spanned<'_>]) {
        let mut at = 0;
        while at < events.len() {
            at += self.write(&events[at..]);
        }
    }

    /// Writes what the first event begins and says how many events that took.
    fn write(&mut self, events: &[Spanned<'_>]) -> usize {
        let (event, range) = &events[0];
        match event {
            Event::Start(Tag::Heading { level, id, classes, .. }) => {
                let length = extent(events);
                self.heading(*level as u8, id.as_deref(), classes, &events[1..length - 1], range.clone());
                length
            }
            Event::Start(Tag::Paragraph) => {
                let length = extent(events);
                self.paragraph(&events[1..length - 1]);
                length
            }
            Event::Start(Tag::Image { dest_url, title, .. }) => {
                let length = extent(events);
                self.image(dest_url, title, &plain_text(&events[1..length - 1]), range.clone());
                length
            }
            Event::Start(Tag::HtmlBlock) => {
                let length = extent(events);
                self.html_block(&events[1..length - 1], range.clone());
                length
            }
            // A header cell without text heads nothing, and screen readers would announce it all the same.
            Event::Start(Tag::TableCell) if self.in_table_head && extent(events) == 2 => {
                self.column += 1;
                self.out.html().push_str("<td></td>");
                2
            }
            Event::Start(tag) => {
                self.start(tag, range.clone());
                1
            }
            Event::End(end) => {
                self.end(end);
                1
            }
            other => {
                self.leaf(other, range.clone());
                1
            }
        }
    }

    fn leaf(&mut self, event: &Event<'_>, range: Range<usize>) {
        match event {
            Event::Text(text) => {
                self.made.words += words(text);
                escape_into(self.out.html(), text);
            }
            Event::Code(code) => {
                self.made.words += words(code);
                let out = self.out.html();
                out.push_str("<code>");
                escape_into(out, code);
                out.push_str("</code>");
            }
            Event::InlineHtml(html) | Event::Html(html) => self.raw_html(html, range.start),
            Event::FootnoteReference(name) => self.footnote_reference(name),
            Event::SoftBreak => self.out.html().push('\n'),
            Event::HardBreak => self.out.html().push_str("<br>\n"),
            Event::Rule => self.out.html().push_str("<hr>\n"),
            Event::TaskListMarker(done) => self.out.html().push_str(match done {
                true => r#"<input type="checkbox" disabled checked aria-label="Done"> "#,
                false => r#"<input type="checkbox" disabled aria-label="To do"> "#,
            }),
            // The options do not ask for mathematics, so it never comes.
            Event::InlineMath(text) | Event::DisplayMath(text) => escape_into(self.out.html(), text),
            Event::Start(_) | Event::End(_) => unreachable!("written by `start` and `end`"),
        }
    }

    fn start(&mut self, tag: &Tag<'_>, range: Range<usize>) {
        self.depth += 1;
        match tag {
            Tag::Link { dest_url, title, .. } => self.link(dest_url, title, range),
            Tag::BlockQuote(Some(kind)) => {
                let (class, title) = callout(*kind);
                let html =
                    format!("<aside class=\"callout callout-{class}\" role=\"note\">\n<p class=\"callout-title\">{title}</p>\n");
                self.out.html().push_str(&html);
            }
            Tag::CodeBlock(kind) => {
                let language = match kind {
                    CodeBlockKind::Fenced(info) => info.split([' ', ',', '{']).next().unwrap_or_default(),
                    CodeBlockKind::Indented => "",
                };
                let class = if language.is_empty() { String::new() } else { format!(" class=\"language-{}\"", escape(language)) };
                self.out.html().push_str(&format!("<pre tabindex=\"0\"><code{class}>"));
            }
            Tag::List(Some(1)) => self.out.html().push_str("<ol>\n"),
            Tag::List(Some(first)) => self.out.html().push_str(&format!("<ol start=\"{first}\">\n")),
            Tag::FootnoteDefinition(name) => {
                self.set_aside.push(std::mem::take(&mut self.out));
                self.defining.push(name.to_string());
            }
            Tag::Table(alignments) => {
                self.table.clone_from(alignments);
                self.out
                    .html()
                    .push_str("<div class=\"table-scroll\" role=\"group\" tabindex=\"0\" aria-label=\"Table\"><table>\n");
            }
            Tag::TableHead => {
                (self.column, self.in_table_head) = (0, true);
                self.out.html().push_str("<thead><tr>");
            }
            Tag::TableRow => {
                self.column = 0;
                self.out.html().push_str("<tr>");
            }
            Tag::TableCell => {
                let class = alignment_class(self.table.get(self.column).copied().unwrap_or(Alignment::None));
                self.column += 1;
                self.out.html().push_str(&match self.in_table_head {
                    true => format!("<th scope=\"col\"{class}>"),
                    false => format!("<td{class}>"),
                });
            }
            other => self.out.html().push_str(plain_tags(&other.to_end()).0),
        }
    }

    fn end(&mut self, tag: &TagEnd) {
        self.depth = self.depth.saturating_sub(1);
        match tag {
            TagEnd::Link => self.out.html().push_str("</a>"),
            TagEnd::BlockQuote(Some(_)) => self.out.html().push_str("</aside>\n"),
            TagEnd::FootnoteDefinition => {
                let written = std::mem::replace(&mut self.out, self.set_aside.pop().unwrap_or_default());
                if let Some(name) = self.defining.pop() {
                    self.definitions.entry(name).or_insert(written);
                }
            }
            TagEnd::TableHead => {
                self.in_table_head = false;
                self.out.html().push_str("</tr></thead><tbody>\n");
            }
            TagEnd::TableCell => self.out.html().push_str(if self.in_table_head { "</th>" } else { "</td>" }),
            other => self.out.html().push_str(plain_tags(other).1),
        }
    }

    fn heading(&mut self, level: u8, id: Option<&str>, classes: &[CowStr<'_>], inner: &[Spanned<'_>], range: Range<usize>) {
        let text = plain_text(inner);
        let is_title = level == 1
            && match self.first.take_if(|_| level == 1) {
                Some(FirstHeading::Title) => true,
                Some(FirstHeading::Titled(title)) => title.trim() == text.trim(),
                None => false,
            };
        let outer = std::mem::take(&mut self.out);
        self.write_all(inner);
        let written = std::mem::replace(&mut self.out, outer);
        if is_title {
            self.made.title = Some(text.trim().to_owned());
            return;
        }
        let id = self.heading_id(id, &text, &range);
        let class = if classes.is_empty() { String::new() } else { format!(" class=\"{}\"", escape(&classes.join(" "))) };
        self.out.html().push_str(&format!("<h{level} id=\"{}\"{class}>", escape(&id)));
        self.out.append(written);
        self.out.html().push_str(&format!("</h{level}>\n"));
        self.made.places.headings.push(self.in_file(range));
        self.made.headings.push(Heading { level, id, text: text.trim().to_owned() });
    }

    fn heading_id(&mut self, explicit: Option<&str>, text: &str, range: &Range<usize>) -> String {
        let Some(id) = explicit.filter(|id| !id.is_empty()) else { return self.ids.of_text(text) };
        if !self.ids.reserve(id) {
            let place = Place::Span { file: self.file.clone(), span: self.in_file(range.clone()) };
            let problem = Diagnostic::error("duplicate-id", format!("the id `{id}` stands twice on this page")).at(place);
            self.made.diagnostics.push(problem.advise("give one of the two another id, or leave its `{#…}` out"));
            return self.ids.of_text(text);
        }
        id.to_owned()
    }

    /// A paragraph. An image with a title that stands alone becomes a figure; a component that stands alone stands for itself.
    fn paragraph(&mut self, inner: &[Spanned<'_>]) {
        if let Some((Event::Start(Tag::Image { dest_url, title, .. }), range)) = inner.first() {
            if !title.is_empty() && extent(inner) == inner.len() {
                self.out.html().push_str("<figure>");
                self.image(dest_url, "", &plain_text(&inner[1..inner.len() - 1]), range.clone());
                self.out.html().push_str(&format!("<figcaption>{}</figcaption></figure>\n", escape(title)));
                return;
            }
        }
        let alone = is_one_component(inner);
        if !alone {
            self.out.html().push_str("<p>");
        }
        self.depth += 1;
        self.write_all(inner);
        self.depth -= 1;
        self.out.html().push_str(if alone { "\n" } else { "</p>\n" });
    }

    fn link(&mut self, target: &str, title: &str, range: Range<usize>) {
        let item = self.made.links.len();
        self.made.links.push(target.to_owned());
        self.made.places.links.push(self.in_file(range));
        self.out.html().push_str("<a");
        self.out.push(Piece::Href(item));
        let title = if title.is_empty() { ">".to_owned() } else { format!(" title=\"{}\">", escape(title)) };
        self.out.html().push_str(&title);
        if classify(target) == Target::Unsafe {
            self.refuse_target("link", target, Item::Link(item));
        }
    }

    fn image(&mut self, target: &str, title: &str, alt: &str, range: Range<usize>) {
        let item = self.made.images.len();
        self.made.images.push(target.to_owned());
        self.made.places.images.push(self.in_file(range));
        self.out.html().push_str("<img");
        self.out.push(Piece::Source(item));
        let title = if title.is_empty() { String::new() } else { format!(" title=\"{}\"", escape(title)) };
        self.out.html().push_str(&format!(" alt=\"{}\"{title}>", escape(alt)));
        if classify(target) == Target::Unsafe {
            self.refuse_target("image", target, Item::Image(item));
        }
    }

    fn refuse_target(&mut self, what: &str, target: &str, item: Item) {
        let problem = Diagnostic::error("unsafe-url", format!("this {what} has a target that is not allowed: `{target}`"));
        let place = Place::Item { file: self.file.clone(), item };
        let advice = "links and images may use http:, https:, mailto:, tel: and paths to the site's own files";
        self.made.diagnostics.push(problem.at(place).advise(advice));
    }

    fn html_block(&mut self, inner: &[Spanned<'_>], range: Range<usize>) {
        let mut html = String::new();
        for (event, _) in inner {
            if let Event::Html(text) | Event::Text(text) = event {
                html.push_str(text);
            }
        }
        let more = html.trim() == "<!-- more -->";
        if more && self.depth == 0 && self.summary.is_none() && self.calls.is_empty() {
            self.summary = Some(self.out.cut());
            return;
        }
        let start = inner.first().map_or(range.start, |(_, range)| range.start);
        self.calls.in_block = true;
        self.raw_html(&html, start);
        self.calls.in_block = false;
    }

    fn raw_html(&mut self, html: &str, start: usize) {
        self.ids.of_html(html);
        self.calls.write(html, start, self.depth, &mut self.out);
    }

    fn footnote_reference(&mut self, name: &str) {
        let next = self.footnotes.len() + 1;
        let footnote = self.footnotes.entry(name.to_owned()).or_insert(Footnote { number: next, references: 0 });
        footnote.references += 1;
        let (number, id) = (footnote.number, reference_id(footnote.number, footnote.references));
        let html =
            format!("<sup class=\"footnote-ref\"><a href=\"#fn-{number}\" id=\"{id}\" role=\"doc-noteref\">{number}</a></sup>");
        self.out.html().push_str(&html);
    }

    /// Writes the footnotes in the order in which they were first referred to, each with its ways back.
    fn write_footnotes(&mut self) {
        let mut referred: Vec<_> =
            self.footnotes.iter().map(|(name, footnote)| (footnote.number, name.clone(), *footnote)).collect();
        referred.sort_by_key(|(number, _, _)| *number);
        if referred.is_empty() {
            return;
        }
        self.out.html().push_str("<section class=\"footnotes\" role=\"doc-endnotes\" aria-label=\"Footnotes\">\n<ol>\n");
        for (number, name, footnote) in referred {
            self.out.html().push_str(&format!("<li id=\"fn-{number}\">"));
            let definition = self.definitions.remove(&name).unwrap_or_default();
            self.write_footnote(definition, footnote);
            self.out.html().push_str("</li>\n");
        }
        self.out.html().push_str("</ol>\n</section>\n");
    }

    fn write_footnote(&mut self, definition: Pieces, footnote: Footnote) {
        self.out.append(definition);
        let out = self.out.html();
        let in_paragraph = out.ends_with("</p>\n");
        if in_paragraph {
            out.truncate(out.len() - "</p>\n".len());
        }
        for reference in 1..=footnote.references {
            let id = reference_id(footnote.number, reference);
            let label = match reference {
                1 => format!("Back to the text of note {}", footnote.number),
                _ => format!("Back to the text of note {}, place {reference}", footnote.number),
            };
            out.push_str(&format!(
                " <a class=\"footnote-back\" href=\"#{id}\" role=\"doc-backlink\" aria-label=\"{label}\">\u{21a9}\u{fe0e}</a>"
            ));
        }
        if in_paragraph {
            out.push_str("</p>");
        }
    }

    fn finish(mut self) -> Markdown {
        self.calls.close_all(&mut self.out);
        self.write_footnotes();
        let mut made = self.made;
        made.calls = self.calls.names.into_iter().collect();
        made.places.calls = self.calls.places;
        made.diagnostics.append(&mut self.calls.diagnostics);
        made.body = Body { pieces: self.out.finish(), words: made.words, summary: self.summary };
        made.ids = self.ids.finish(self.footnotes.values().map(|footnote| footnote.number));
        made
    }

    fn in_file(&self, range: Range<usize>) -> Range<usize> {
        range.start + self.offset..range.end + self.offset
    }
}

/// How many events the element takes that begins with the first.
fn extent(events: &[Spanned<'_>]) -> usize {
    let mut depth = 0usize;
    for (index, (event, _)) in events.iter().enumerate() {
        match event {
            Event::Start(_) => depth += 1,
            Event::End(_) => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth == 0 {
            return index + 1;
        }
    }
    events.len()
}

/// The text of inline events without their marks, as it is read aloud: for titles, ids and alternative texts.
fn plain_text(events: &[Spanned<'_>]) -> String {
    let mut text = String::new();
    for (event, _) in events {
        match event {
            Event::Text(part) | Event::Code(part) => text.push_str(part),
            Event::SoftBreak | Event::HardBreak => text.push(' '),
            _ => {}
        }
    }
    text
}

/// Whether a paragraph holds one component call and nothing else.
fn is_one_component(inner: &[Spanned<'_>]) -> bool {
    use super::component::{Part, split};
    let only = |event: &Event<'_>, wanted: fn(&Part<'_>) -> bool| match event {
        Event::InlineHtml(html) => matches!(split(html).as_slice(), [part] if wanted(part)),
        _ => false,
    };
    match inner {
        [(event, _)] => only(event, |part| matches!(part, Part::Empty(_))),
        [(first, _), between @ .., (last, _)] => {
            let opens = only(first, |part| matches!(part, Part::Open(_)));
            let closes = only(last, |part| matches!(part, Part::Close { .. }));
            let closed_between = between.iter().any(|(event, _)| only(event, |part| matches!(part, Part::Close { .. })));
            opens && closes && !closed_between
        }
        [] => false,
    }
}

fn words(text: &str) -> usize {
    text.split_whitespace().filter(|word| word.contains(char::is_alphanumeric)).count()
}

fn reference_id(number: usize, reference: usize) -> String {
    if reference == 1 { format!("fnref-{number}") } else { format!("fnref-{number}-{reference}") }
}

fn callout(kind: BlockQuoteKind) -> (&'static str, &'static str) {
    match kind {
        BlockQuoteKind::Note => ("note", "Note"),
        BlockQuoteKind::Tip => ("tip", "Tip"),
        BlockQuoteKind::Important => ("important", "Important"),
        BlockQuoteKind::Warning => ("warning", "Warning"),
        BlockQuoteKind::Caution => ("caution", "Caution"),
    }
}

fn alignment_class(alignment: Alignment) -> &'static str {
    match alignment {
        Alignment::None => "",
        Alignment::Left => " class=\"align-left\"",
        Alignment::Center => " class=\"align-center\"",
        Alignment::Right => " class=\"align-right\"",
    }
}

/// The tags of elements that have no attributes.
fn plain_tags(tag: &TagEnd) -> (&'static str, &'static str) {
    match tag {
        TagEnd::BlockQuote(_) => ("<blockquote>\n", "</blockquote>\n"),
        TagEnd::CodeBlock => ("<pre><code>", "</code></pre>\n"),
        TagEnd::List(true) => ("<ol>\n", "</ol>\n"),
        TagEnd::List(false) => ("<ul>\n", "</ul>\n"),
        TagEnd::Item => ("<li>", "</li>\n"),
        TagEnd::DefinitionList => ("<dl>\n", "</dl>\n"),
        TagEnd::DefinitionListTitle => ("<dt>", "</dt>\n"),
        TagEnd::DefinitionListDefinition => ("<dd>", "</dd>\n"),
        TagEnd::Table => ("<table>", "</tbody></table></div>\n"),
        TagEnd::TableRow => ("<tr>", "</tr>\n"),
        TagEnd::Emphasis => ("<em>", "</em>"),
        TagEnd::Strong => ("<strong>", "</strong>"),
        TagEnd::Strikethrough => ("<del>", "</del>"),
        TagEnd::Superscript => ("<sup>", "</sup>"),
        TagEnd::Subscript => ("<sub>", "</sub>"),
        TagEnd::Paragraph
        | TagEnd::Heading(_)
        | TagEnd::HtmlBlock
        | TagEnd::FootnoteDefinition
        | TagEnd::TableHead
        | TagEnd::TableCell
        | TagEnd::Link
        | TagEnd::Image
        | TagEnd::MetadataBlock(_) => ("", ""),
    }
}
