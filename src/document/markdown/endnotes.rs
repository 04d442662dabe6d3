//! The writing of footnotes: references in the text, and the notes at the end of the page with
//! links back.

use super::footnotes::{note_id, reference_id};
use super::writer::Writer;
use crate::diagnostic::Diagnostic;
use crate::document::body::Pieces;
use crate::html::escape;
use pulldown_cmark::{Event, Tag};

/// Longer names are not reported as undefined, in bytes.
const LONGEST_NAME: usize = 100;

impl Writer<'_> {
    pub(super) fn footnote_reference(&mut self, name: &str) {
        let Some((number, reference)) = self.footnotes.refer(name) else {
            return;
        };
        let (note, id) = (note_id(number), reference_id(number, reference));
        self.out.html().push_str(&format!(
            "<sup class=\"footnote-ref\"><a href=\"#{note}\" id=\"{id}\" role=\"doc-noteref\">\
             {number}</a></sup>"
        ));
        self.ids.add(&id);
        self.out.id(id);
    }

    /// Reports a reference without a definition. The parser passes it on as text: `[`, `^x`, `]`.
    pub(super) fn report_undefined_footnote(&mut self, at: usize, text: &str) {
        if text != "[" || self.source.is_escaped(at) {
            return;
        }
        let Some(name) = footnote_name(self.source.text_from(at)) else {
            return;
        };
        let start = self.source.span(at).start;
        let problem = Diagnostic::warning(
            "undefined-footnote",
            format!("there is no footnote `[^{name}]`"),
        );
        let problem = problem.advise(format!(
            "write `[^{name}]: …` on a line of its own, or `\\[^{name}]` if you mean the text"
        ));
        let span = start..start + "[^]".len() + name.len();
        self.made.diagnostics.push(self.source.at(problem, span));
    }

    /// Writes the footnotes that have a reference, also a reference in another footnote.
    pub(super) fn write_footnotes(&mut self) {
        let body = std::mem::take(&mut self.out);
        let mut notes = Vec::new();
        while let Some(footnote) = self.footnotes.get(notes.len()) {
            let inner = self.source.inner(footnote.definition);
            self.passages.begin(note_id(notes.len() + 1));
            self.enter();
            self.write_all(inner);
            self.leave();
            notes.push(std::mem::take(&mut self.out));
        }
        self.out = body;
        self.report_unused_footnotes();
        if notes.is_empty() {
            return;
        }
        self.out.html().push_str(&format!(
            "<section class=\"footnotes\" role=\"doc-endnotes\" aria-label=\"{}\">\n<ol>\n",
            escape(self.strings.word("footnotes"))
        ));
        for (index, note) in notes.into_iter().enumerate() {
            self.write_footnote(index, note);
        }
        self.out.html().push_str("</ol>\n</section>\n");
    }

    fn write_footnote(&mut self, index: usize, note: Pieces) {
        let number = index + 1;
        let references = self
            .footnotes
            .get(index)
            .map_or(0, |footnote| footnote.references);
        let id = note_id(number);
        self.out.html().push_str(&format!("<li id=\"{id}\">"));
        self.ids.add(&id);
        self.out.id(id);
        self.out.append(note);
        // The links back go into the last paragraph, if the note ends with one.
        let out = self.out.html();
        let in_paragraph = out.ends_with("</p>\n");
        if in_paragraph {
            out.truncate(out.len() - "</p>\n".len());
        }
        for reference in 1..=references {
            let id = reference_id(number, reference);
            let label = escape(&self.strings.back_to_note(number, reference));
            out.push_str(&format!(
                " <a class=\"footnote-back\" href=\"#{id}\" role=\"doc-backlink\" \
                 aria-label=\"{label}\">\u{21a9}\u{fe0e}</a>"
            ));
        }
        out.push_str(if in_paragraph {
            "</p></li>\n"
        } else {
            "</li>\n"
        });
    }

    fn report_unused_footnotes(&mut self) {
        for at in self.footnotes.unused() {
            self.report_definition(
                at,
                "nothing refers to the footnote",
                "refer to it where it belongs, or remove it",
            );
        }
        for at in self.footnotes.repeated() {
            self.report_definition(
                at,
                "only the first counts of several footnotes",
                "give this one another name, or remove it",
            );
        }
    }

    fn report_definition(&mut self, at: usize, message: &str, advice: &str) {
        let Some(Event::Start(Tag::FootnoteDefinition(name))) = self.source.event(at) else {
            return;
        };
        let whole = self.source.span(at);
        let end = (whole.start + name.len() + "[^]:".len()).min(whole.end);
        let problem = Diagnostic::warning("unused-footnote", format!("{message} `[^{name}]`"));
        let span = self.source.snap(whole.start..end);
        self.made
            .diagnostics
            .push(self.source.at(problem.advise(advice), span));
    }
}

/// Returns the name in `[^name]` at the start of a text.
fn footnote_name(text: &str) -> Option<&str> {
    let rest = text.strip_prefix("[^")?;
    let ends_name = |c: char| c.is_whitespace() || matches!(c, '[' | ']' | '^' | '\\');
    let end = rest
        .bytes()
        .take(LONGEST_NAME)
        .position(|byte| byte.is_ascii() && ends_name(char::from(byte)))?;
    (end > 0 && rest.as_bytes()[end] == b']').then_some(&rest[..end])
}
