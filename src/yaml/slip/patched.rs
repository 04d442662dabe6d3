//! A text whose lines are replaced one by one, and the way back to where they stood.

use super::line::Line;
use crate::value::Value;
use crate::yaml::fault::Kind;
use crate::yaml::load::load;
use crate::yaml::outline::quoted_length;
use std::borrow::Cow;
use std::ops::Range;

/// A text some of whose lines have been replaced.
#[derive(Clone)]
pub(super) struct Patched<'a> {
    /// The lines without their breaks.
    pub(super) lines: Vec<Cow<'a, str>>,
    /// Where each line stands in the text as it was, without its line break.
    spans: Vec<Range<usize>>,
    /// Which lines have been replaced.
    replaced: Vec<usize>,
    /// How long the text was.
    pub(super) length: usize,
}

impl<'a> Patched<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        let mut at = 0;
        let mut patched = Patched {
            lines: Vec::new(),
            spans: Vec::new(),
            replaced: Vec::new(),
            length: text.len(),
        };
        for line in text.split_inclusive('\n') {
            let content = line.trim_end_matches(['\n', '\r']);
            patched.lines.push(Cow::Borrowed(content));
            patched.spans.push(at..at + content.trim_end().len());
            at += line.len();
        }
        patched
    }

    pub(super) fn text(&self) -> String {
        let mut text = self.lines.join("\n");
        text.push('\n');
        text
    }

    pub(super) fn with(&self, line: usize, fixed: &str) -> Self {
        let mut guess = self.clone();
        guess.lines[line] = Cow::Owned(fixed.to_owned());
        guess
    }

    pub(super) fn replace(&mut self, line: usize, fixed: String) {
        self.lines[line] = Cow::Owned(fixed);
        self.replaced.push(line);
    }

    /// Where the part of a line stood that `fixed` changes: its value, if the key stays as it is,
    /// else all but the indentation.
    pub(super) fn span(&self, line: usize, fixed: &str) -> Range<usize> {
        let text = &self.lines[line];
        let parts = Line::new(text);
        let kept = parts.lead.len() + parts.key.len();
        let indent = parts.indent().len();
        let Range { start, end } = self.spans[line].clone();
        let from = if !parts.key.is_empty() && fixed.starts_with(&text[..kept]) {
            kept
        } else {
            indent
        };
        (start + from).min(end)..end
    }

    /// Which line a byte of [`Patched::text`] is in.
    pub(super) fn line_of(&self, at: usize) -> usize {
        let mut end = 0;
        let after = self.lines.iter().position(|line| {
            end += line.len() + 1;
            at < end
        });
        after.unwrap_or(self.lines.len().saturating_sub(1))
    }

    /// Where a byte of [`Patched::text`] stood before.
    pub(super) fn original(&self, at: usize) -> usize {
        let line = self.line_of(at);
        let before: usize = self.lines[..line].iter().map(|line| line.len() + 1).sum();
        let span = self.spans.get(line).cloned().unwrap_or_default();
        (span.start + at.saturating_sub(before)).min(span.end)
    }

    /// The lines in which the slip may be: the one with the fault, those just before it, the one
    /// that opened a quote, the first.
    pub(super) fn suspects(&self, faulty: usize, kind: &Kind) -> Vec<usize> {
        let written = |line: &usize| {
            !self.replaced.contains(line) && !Line::new(&self.lines[*line]).is_blank()
        };
        let mut suspects: Vec<usize> = (0..=faulty).rev().filter(written).take(4).collect();
        if *kind == Kind::Quote {
            let opened =
                (0..self.lines.len()).find(|line| written(line) && opens_quote(&self.lines[*line]));
            suspects.splice(0..0, opened);
        }
        suspects.extend((0..self.lines.len()).find(written));
        let mut seen = Vec::new();
        suspects.retain(|line| {
            !seen.contains(line) && {
                seen.push(*line);
                true
            }
        });
        suspects
    }

    /// The written lines near a line: those before it, the nearest first, then the next.
    pub(super) fn around(&self, line: usize) -> Vec<&str> {
        let written = |line: &&Cow<'_, str>| !line.trim().is_empty();
        let before = self.lines[..line].iter().rev().filter(written).take(4);
        let after = self.lines[line + 1..].iter().filter(written).take(1);
        before.chain(after).map(AsRef::as_ref).collect()
    }

    /// What the first entry says on its own line, where the lines below it cannot be read.
    pub(super) fn first_line(&self) -> Value {
        let first = self.lines.iter().find(|line| !Line::new(line).is_blank());
        first.and_then(|line| load(line).ok()).unwrap_or_default()
    }
}

fn opens_quote(text: &str) -> bool {
    let line = Line::new(text);
    line.value.starts_with(['"', '\''])
        && line
            .value
            .chars()
            .next()
            .is_some_and(|quote| quoted_length(line.value, quote).is_none())
}
