//! A text whose lines are corrected one by one, and the way back to the original bytes.

use super::line::Line;
use crate::line::lines;
use crate::value::Value;
use crate::yaml::error::ErrorKind;
use crate::yaml::load::load;
use crate::yaml::outline::quoted_length;
use std::borrow::Cow;
use std::ops::Range;

/// The number of written lines up to an error that may have its cause.
const SUSPECTS: usize = 4;

/// A text some of whose lines have been corrected.
#[derive(Clone)]
pub(super) struct EditedText<'a> {
    /// The lines without their breaks.
    pub(super) lines: Vec<Cow<'a, str>>,
    /// The bytes of each line in the original text, without its line break.
    spans: Vec<Range<usize>>,
    /// The numbers of the lines that have been replaced.
    replaced: Vec<usize>,
    /// The length of the original text, in bytes.
    pub(super) length: usize,
}

impl<'a> EditedText<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        let mut edited = EditedText {
            lines: Vec::new(),
            spans: Vec::new(),
            replaced: Vec::new(),
            length: text.len(),
        };
        for line in lines(text, 0) {
            edited.lines.push(Cow::Borrowed(line.content));
            let end = line.start + line.content.trim_end().len();
            edited.spans.push(line.start..end);
        }
        edited
    }

    pub(super) fn text(&self) -> String {
        let mut text = self.lines.join("\n");
        text.push('\n');
        text
    }

    /// Returns the text with another line, to try it out.
    pub(super) fn with(&self, line: usize, corrected: &str) -> Self {
        let mut text = self.clone();
        text.lines[line] = Cow::Owned(corrected.to_owned());
        text
    }

    pub(super) fn replace(&mut self, line: usize, corrected: String) {
        self.lines[line] = Cow::Owned(corrected);
        self.replaced.push(line);
    }

    /// Returns the original bytes of the part of a line that a correction changes: the value, if
    /// the key stays as it is, or else everything but the indentation.
    pub(super) fn span(&self, line: usize, corrected: &str) -> Range<usize> {
        let text = &self.lines[line];
        let parts = Line::new(text);
        let unchanged = parts.lead.len() + parts.key.len();
        let indent = parts.indent().len();
        let Range { start, end } = self.spans[line].clone();
        let from = if !parts.key.is_empty() && corrected.starts_with(&text[..unchanged]) {
            unchanged
        } else {
            indent
        };
        (start + from).min(end)..end
    }

    /// Returns the number of the line that has a byte of [`EditedText::text`].
    pub(super) fn line_of(&self, at: usize) -> usize {
        let mut end = 0;
        let after = self.lines.iter().position(|line| {
            end += line.len() + 1;
            at < end
        });
        after.unwrap_or(self.lines.len().saturating_sub(1))
    }

    /// Returns the original position of a byte of [`EditedText::text`].
    pub(super) fn original(&self, at: usize) -> usize {
        let line = self.line_of(at);
        let before: usize = self.lines[..line].iter().map(|line| line.len() + 1).sum();
        let span = self.spans.get(line).cloned().unwrap_or_default();
        (span.start + at.saturating_sub(before)).min(span.end)
    }

    /// Returns the numbers of the lines that may have the mistake behind an error, the most likely
    /// first: the line that opened a quote, if the error is about one, the line of the error, those
    /// just before it, and the first line. Lines that have been replaced are not suspected again.
    pub(super) fn suspects(&self, error_line: usize, kind: &ErrorKind) -> Vec<usize> {
        let may_be_wrong = |line: &usize| {
            !self.replaced.contains(line) && !Line::new(&self.lines[*line]).is_blank()
        };
        let opened_quote = (0..self.lines.len())
            .filter(|_| *kind == ErrorKind::Quote)
            .find(|line| may_be_wrong(line) && opens_quote(&self.lines[*line]));
        let before = (0..=error_line).rev().filter(may_be_wrong).take(SUSPECTS);
        let first = (0..self.lines.len()).find(may_be_wrong);
        let mut suspects: Vec<usize> = Vec::new();
        for line in opened_quote.into_iter().chain(before).chain(first) {
            if !suspects.contains(&line) {
                suspects.push(line);
            }
        }
        suspects
    }

    /// Returns the written lines near a line: up to four before it, the nearest first, then the one
    /// after it.
    pub(super) fn around(&self, line: usize) -> Vec<&str> {
        let is_written = |line: &&Cow<'_, str>| !line.trim().is_empty();
        let before = self.lines[..line].iter().rev().filter(is_written).take(4);
        let after = self.lines[line + 1..].iter().filter(is_written).take(1);
        before.chain(after).map(AsRef::as_ref).collect()
    }

    /// Returns the value of the first written line alone, for an entry whose other lines cannot be
    /// read.
    pub(super) fn first_line(&self) -> Value {
        let first = self.lines.iter().find(|line| !Line::new(line).is_blank());
        first.and_then(|line| load(line).ok()).unwrap_or_default()
    }
}

fn opens_quote(text: &str) -> bool {
    let line = Line::new(text);
    let quote = line.opening_quote();
    quote.is_some_and(|quote| quoted_length(line.value, quote).is_none())
}
