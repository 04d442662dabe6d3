//! From the text of a `SUMMARY.md` to its chapters.

use super::line::{self, LineKind, Link, SummaryLine};
use super::{Chapter, Part, Summary};
use crate::diagnostic::{Checked, Diagnostic, Place};
use crate::path::{SourcePath, join};
use std::ops::Range;

/// The most levels of chapters below each other.
const DEEPEST: usize = 16;

/// Reads the text of the file.
pub fn read(file: &SourcePath, text: &str) -> Checked<Summary> {
    let mut reading = Reading {
        file,
        parts: vec![Part::default()],
        diagnostics: Vec::new(),
        has_title: false,
        stage: Stage::Before,
        columns: Vec::new(),
        numbers: Vec::new(),
        links: 0,
    };
    for line in line::lines(text) {
        reading.line(line);
    }
    let mut parts = reading.parts;
    parts.retain(|part| part.title.is_some() || !part.chapters.is_empty());
    if parts.iter().all(|part| part.chapters.is_empty()) {
        let message = "this list of pages has no page, so the site has its own order";
        let advice = "write a line for each page: `- [Title](page.md)`";
        let warning = Diagnostic::warning("summary", message).advise(advice);
        reading
            .diagnostics
            .push(warning.at(Place::File(file.clone())));
        parts.clear();
    }
    Checked {
        value: Summary { parts },
        diagnostics: reading.diagnostics,
    }
}

/// The stage that reading has reached.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Stage {
    /// Before the numbered chapters.
    Before,
    Numbered,
    /// Behind them.
    After,
}

struct Reading<'a> {
    file: &'a SourcePath,
    parts: Vec<Part>,
    diagnostics: Vec<Diagnostic>,
    has_title: bool,
    stage: Stage,
    /// The columns of the items above the next one.
    columns: Vec<usize>,
    /// The number of the last chapter on each level.
    numbers: Vec<usize>,
    /// The number of links so far.
    links: usize,
}

impl Reading<'_> {
    fn line(&mut self, line: SummaryLine<'_>) {
        match line.kind {
            // The first heading is that of the file.
            LineKind::Heading(_) if !self.has_title && self.is_empty() => self.has_title = true,
            LineKind::Heading(title) => self.begin_part(Some(title.to_owned())),
            LineKind::Separator => self.begin_part(None),
            LineKind::Item(columns, link) => {
                if self.stage == Stage::After {
                    let message = "this item of the list comes after a chapter without a number";
                    let advice = "put the chapters without a number before the list or behind it";
                    self.fault(message, link.span.clone(), advice);
                }
                self.stage = Stage::Numbered;
                let level = self.level(columns, &link.span);
                self.chapter(link, Some(level));
            }
            LineKind::Link(link) => {
                if self.stage == Stage::Numbered {
                    self.stage = Stage::After;
                }
                self.columns.clear();
                self.chapter(link, None);
            }
            LineKind::Unknown => {
                let message = "this line of the list of pages is neither a page nor a title";
                let advice = "write `- [Title](page.md)`, `- [Title]()` for a page to come, or \
                    `# Title` for a part";
                self.fault(message, line.span, advice);
            }
        }
    }

    fn is_empty(&self) -> bool {
        self.parts.len() == 1 && self.parts[0].chapters.is_empty()
    }

    fn begin_part(&mut self, title: Option<String>) {
        self.columns.clear();
        self.parts.push(Part {
            title,
            chapters: Vec::new(),
        });
    }

    /// Returns the level of an item, from 0: one that is two columns further in than the item above
    /// it stands below that item.
    fn level(&mut self, columns: usize, span: &Range<usize>) -> usize {
        while self.columns.last().is_some_and(|above| columns < above + 2) {
            self.columns.pop();
        }
        if self.columns.len() < DEEPEST {
            self.columns.push(columns);
        } else {
            let message = format!("this chapter is below more than {DEEPEST} others");
            self.fault(&message, span.clone(), "move it to the left");
        }
        self.columns.len() - 1
    }

    fn chapter(&mut self, link: Link, level: Option<usize>) {
        let number = level.map(|level| self.next_number(level));
        let chapter = Chapter {
            document: self.document(&link),
            number,
            link: self.links,
            chapters: Vec::new(),
            title: link.title,
        };
        self.links += 1;
        if link.has_rest {
            let message = "behind this link there is more, which is shown nowhere";
            self.fault(message, link.span, "write one page a line");
        }
        let part = self.parts.last_mut();
        let mut list = &mut part.expect("there always is a part").chapters;
        for _ in 0..level.unwrap_or_default() {
            let above = list.last_mut();
            list = &mut above.expect("a level has an item above it").chapters;
        }
        list.push(chapter);
    }

    fn next_number(&mut self, level: usize) -> String {
        self.numbers.truncate(level + 1);
        self.numbers.resize(level + 1, 0);
        self.numbers[level] += 1;
        let numbers = self.numbers.iter();
        numbers.map(|number| format!("{number}.")).collect()
    }

    /// Returns the document of a chapter; `None` for a draft.
    fn document(&mut self, link: &Link) -> Option<SourcePath> {
        if link.target.is_empty() {
            return None;
        }
        let target = link.target.trim_start_matches("@/");
        let path = join("content", target).and_then(|path| SourcePath::new(&path).ok());
        let is_document = |path: &SourcePath| {
            path.below("content").is_some() && matches!(path.extension(), "md" | "markdown")
        };
        let path = path.filter(is_document);
        if path.is_none() {
            let message = format!("this leads to `{}`, which is no Markdown file", link.target);
            let advice = "write the path of a file below `content/`, such as `first-page.md`";
            self.fault(&message, link.span.clone(), advice);
        }
        path
    }

    fn fault(&mut self, message: &str, span: Range<usize>, advice: &str) {
        let place = Place::Span {
            file: self.file.clone(),
            span,
        };
        let error = Diagnostic::error("summary", message).at(place);
        self.diagnostics.push(error.advise(advice));
    }
}
