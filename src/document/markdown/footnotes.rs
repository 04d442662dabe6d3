//! Footnotes: numbered in the order in which the page refers to them, gathered at its end, each
//! with its ways back.

use super::source::Source;
use super::writer::Writer;
use crate::diagnostic::Diagnostic;
use crate::document::body::Pieces;
use pulldown_cmark::{Event, Tag};
use std::collections::BTreeMap;

/// The footnotes of a document.
pub(super) struct Footnotes {
    /// For each name its definition and, once something refers to it, its number in `list`.
    by_name: BTreeMap<String, (usize, Option<usize>)>,
    /// Those that something refers to, in the order of first reference.
    list: Vec<Footnote>,
    /// Definitions of names that were defined before.
    repeated: Vec<usize>,
}

struct Footnote {
    /// The event that begins its definition.
    definition: usize,
    references: usize,
}

/// How long a name may be for us to notice that it is not defined, in bytes.
const LONGEST_NAME: usize = 100;

impl Footnotes {
    pub(super) fn new(source: &Source<'_>) -> Self {
        let mut footnotes = Footnotes {
            by_name: BTreeMap::new(),
            list: Vec::new(),
            repeated: Vec::new(),
        };
        for (name, at) in source.footnotes() {
            let first = footnotes
                .by_name
                .entry(name.to_lowercase())
                .or_insert((at, None))
                .0;
            footnotes.repeated.extend((first != at).then_some(at));
        }
        footnotes
    }
}

impl Writer<'_> {
    pub(super) fn footnote_reference(&mut self, name: &str) {
        let Footnotes { by_name, list, .. } = &mut self.footnotes;
        let Some((definition, number)) = by_name.get_mut(&name.to_lowercase()) else {
            return;
        };
        let index = *number.get_or_insert_with(|| {
            list.push(Footnote {
                definition: *definition,
                references: 0,
            });
            list.len() - 1
        });
        list[index].references += 1;
        let (number, id) = (index + 1, reference_id(index + 1, list[index].references));
        let html = format!(
            "<sup class=\"footnote-ref\"><a href=\"#fn-{number}\" id=\"{id}\" role=\"doc-noteref\">{number}</a></sup>"
        );
        self.out.html().push_str(&html);
        self.ids.add(&id);
        self.out.id(id);
    }

    /// The parser passes a reference without a definition on as text: `[`, `^x`, `]`.
    pub(super) fn undefined_footnote(&mut self, at: usize, text: &str) {
        if text != "[" || self.source.is_escaped(at) {
            return;
        }
        let Some(rest) = self.source.text_from(at).strip_prefix("[^") else {
            return;
        };
        let stop = |c: char| c.is_whitespace() || matches!(c, '[' | ']' | '^' | '\\');
        let Some(end) = rest
            .bytes()
            .take(LONGEST_NAME)
            .position(|byte| byte.is_ascii() && stop(char::from(byte)))
        else {
            return;
        };
        if end == 0 || rest.as_bytes()[end] != b']' {
            return;
        }
        let (name, start) = (&rest[..end], self.source.span(at).start);
        let problem = Diagnostic::warning(
            "undefined-footnote",
            format!("there is no footnote `[^{name}]`"),
        );
        let advice = format!(
            "write `[^{name}]: …` on a line of its own, or `\\[^{name}]` if you mean the text"
        );
        self.made.diagnostics.push(
            self.source
                .at(problem.advise(advice), start..start + end + 3),
        );
    }

    /// Writes the footnotes that are referred to, those that other footnotes refer to included.
    pub(super) fn write_footnotes(&mut self) {
        let mut written = Vec::new();
        let body = std::mem::take(&mut self.out);
        while let Some(footnote) = self.footnotes.list.get(written.len()) {
            let inner = self.source.inner(footnote.definition);
            self.passages.begin(format!("fn-{}", written.len() + 1));
            self.enter();
            self.write_all(inner);
            self.leave();
            written.push(std::mem::take(&mut self.out));
        }
        self.out = body;
        self.tell_unused();
        if written.is_empty() {
            return;
        }
        self.out.html().push_str(
            "<section class=\"footnotes\" role=\"doc-endnotes\" aria-label=\"Footnotes\">\n<ol>\n",
        );
        for (index, definition) in written.into_iter().enumerate() {
            self.write_footnote(index, definition);
        }
        self.out.html().push_str("</ol>\n</section>\n");
    }

    fn write_footnote(&mut self, index: usize, definition: Pieces) {
        let number = index + 1;
        let id = format!("fn-{number}");
        self.out.html().push_str(&format!("<li id=\"{id}\">"));
        self.ids.add(&id);
        self.out.id(id);
        self.out.append(definition);
        let out = self.out.html();
        let in_paragraph = out.ends_with("</p>\n");
        if in_paragraph {
            out.truncate(out.len() - "</p>\n".len());
        }
        for reference in 1..=self.footnotes.list[index].references {
            let id = reference_id(number, reference);
            let label = match reference {
                1 => format!("Back to the text of note {number}"),
                _ => format!("Back to the text of note {number}, place {reference}"),
            };
            out.push_str(&format!(
                " <a class=\"footnote-back\" href=\"#{id}\" role=\"doc-backlink\" aria-label=\"{label}\">\u{21a9}\u{fe0e}</a>"
            ));
        }
        out.push_str(if in_paragraph {
            "</p></li>\n"
        } else {
            "</li>\n"
        });
    }

    fn tell_unused(&mut self) {
        let unused = self
            .footnotes
            .by_name
            .values()
            .filter(|(_, number)| number.is_none())
            .map(|(at, _)| *at);
        let unused: Vec<usize> = unused.collect();
        for at in unused {
            self.tell_of_definition(
                at,
                "nothing refers to the footnote",
                "refer to it where it belongs, or remove it",
            );
        }
        for at in std::mem::take(&mut self.footnotes.repeated) {
            self.tell_of_definition(
                at,
                "only the first counts of several footnotes",
                "give this one another name, or remove it",
            );
        }
    }

    fn tell_of_definition(&mut self, at: usize, what: &str, advice: &str) {
        let Some(Event::Start(Tag::FootnoteDefinition(name))) = self.source.event(at) else {
            return;
        };
        let start = self.source.span(at).start;
        let span = start..(start + name.len() + "[^]:".len()).min(self.source.span(at).end);
        let problem =
            Diagnostic::warning("unused-footnote", format!("{what} `[^{name}]`")).advise(advice);
        self.made
            .diagnostics
            .push(self.source.at(problem, self.source.snap(span)));
    }
}

fn reference_id(number: usize, reference: usize) -> String {
    if reference == 1 {
        format!("fnref-{number}")
    } else {
        format!("fnref-{number}-{reference}")
    }
}
