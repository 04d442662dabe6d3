//! The slips that people make in YAML: recognised, told in plain words, and mended.
//!
//! A guess at what was meant counts only if the text can be read with it, or read further than before. So the corrected line that
//! is shown is known to work, and a page keeps what its line was meant to say.

mod line;
mod loud;
mod quiet;

pub(super) use quiet::quiet;

use super::Block;
use super::fault::{Fault, Kind};
use super::load::load;
use super::outline::{Outline, quoted_length};
use crate::diagnostic::Diagnostic;
use crate::value::{Map, Value};
use line::Line;
use std::borrow::Cow;
use std::ops::Range;

/// A recognised slip.
struct Slip {
    /// What is wrong.
    message: String,
    /// What to do.
    advice: String,
    /// The line as it was probably meant.
    fixed: String,
    /// Whether the meaning cannot be another.
    safe: bool,
}

impl Slip {
    fn tell(self, block: &Block<'_>, span: Range<usize>) -> Diagnostic {
        Diagnostic::error(block.code, self.message).at(block.place(span)).advise(self.advice).fix(self.fixed, self.safe)
    }
}

/// How many bytes may be read again in the search for slips, so that a long broken file costs no more than a few readings of it.
const BUDGET: usize = 4 * 1024 * 1024;

/// The longest part in which slips are looked for.
const LONGEST: usize = super::FRONT_MATTER_LIMIT;

/// How many slips are mended in one part.
const ROUNDS: usize = 20;

/// Mends broken parts of a block, as long as its budget lasts.
pub(super) struct Mender<'a> {
    block: &'a Block<'a>,
    outline: &'a Outline<'a>,
    budget: usize,
}

/// What could be made of a broken part.
pub(super) struct Mended {
    /// What could be read, with the slips mended.
    pub map: Map,
    /// What was wrong.
    pub diagnostics: Vec<Diagnostic>,
}

/// What a part has to be, to count as read.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Wanted {
    Map,
    Anything,
}

impl<'a> Mender<'a> {
    pub(super) fn new(block: &'a Block<'a>, outline: &'a Outline<'a>) -> Self {
        Mender { block, outline, budget: BUDGET }
    }

    /// Mends a part that is no map or cannot be read.
    pub(super) fn mend(&mut self, part: Range<usize>) -> Mended {
        let (value, diagnostics) = self.rounds(part, Wanted::Map);
        Mended { map: value.as_map().cloned().unwrap_or_default(), diagnostics }
    }

    /// The first slip of a text that cannot be read, whatever it is to be, or the fault itself.
    pub(super) fn first(&mut self, fault: &Fault) -> Diagnostic {
        let (_, diagnostics) = self.rounds(0..self.block.range.len(), Wanted::Anything);
        diagnostics.into_iter().next().unwrap_or_else(|| fault.tell(self.block, self.outline))
    }

    fn rounds(&mut self, part: Range<usize>, wanted: Wanted) -> (Value, Vec<Diagnostic>) {
        let text = &self.block.yaml()[part.clone()];
        let mut patched = Patched::new(text);
        let mut diagnostics = Vec::new();
        for _ in 0..ROUNDS {
            let fault = match attempt(&patched.text(), wanted) {
                Ok(value) => return (value, diagnostics),
                Err(fault) => fault,
            };
            let Some((line, slip)) = self.slip(&patched, &fault, wanted) else {
                // A fault behind a mended line may come from a wrong guess; it will show when the line is corrected.
                if diagnostics.is_empty() {
                    diagnostics.push(self.tell(&fault, &patched, part.start));
                }
                return (patched.first_line(), diagnostics);
            };
            patched.replace(line, slip.fixed.clone());
            let span = patched.span(line);
            diagnostics.push(slip.tell(self.block, part.start + span.start..part.start + span.end));
        }
        (Value::Null, diagnostics)
    }

    fn tell(&self, fault: &Fault, patched: &Patched<'_>, start: usize) -> Diagnostic {
        let at = start + patched.original(fault.at);
        Fault { kind: fault.kind.clone(), at }.tell(self.block, self.outline)
    }

    /// The slip behind a fault: the first guess with which the text can be read, or read further.
    fn slip(&mut self, patched: &Patched<'_>, fault: &Fault, wanted: Wanted) -> Option<(usize, Slip)> {
        if !fault.kind.is_syntax() || patched.length > LONGEST {
            return None;
        }
        let faulty = patched.line_of(fault.at);
        for line in patched.suspects(faulty, &fault.kind) {
            for slip in loud::guesses(&patched.lines[line], &patched.around(line)) {
                self.budget = self.budget.checked_sub(patched.length)?;
                let guess = patched.with(line, &slip.fixed);
                let reads_on = match attempt(&guess.text(), wanted) {
                    Ok(_) => true,
                    Err(next) => guess.line_of(next.at) > faulty.max(line),
                };
                if reads_on {
                    return Some((line, slip));
                }
            }
        }
        None
    }
}

fn attempt(text: &str, wanted: Wanted) -> Result<Value, Fault> {
    match load(text)? {
        value @ (Value::Map(_) | Value::Null) => Ok(value),
        value if wanted == Wanted::Anything => Ok(value),
        _ => Err(Fault { kind: Kind::Line, at: text.len() - text.trim_start().len() }),
    }
}

/// A text some of whose lines have been replaced.
#[derive(Clone)]
struct Patched<'a> {
    lines: Vec<Cow<'a, str>>,
    /// Where each line stands in the text as it was, without its line break.
    spans: Vec<Range<usize>>,
    replaced: Vec<usize>,
    length: usize,
}

impl<'a> Patched<'a> {
    fn new(text: &'a str) -> Self {
        let mut at = 0;
        let mut patched = Patched { lines: Vec::new(), spans: Vec::new(), replaced: Vec::new(), length: text.len() };
        for line in text.split_inclusive('\n') {
            let content = line.trim_end_matches(['\n', '\r']);
            patched.lines.push(Cow::Borrowed(content));
            patched.spans.push(at..at + content.trim_end().len());
            at += line.len();
        }
        patched
    }

    fn text(&self) -> String {
        let mut text = self.lines.join("\n");
        text.push('\n');
        text
    }

    fn with(&self, line: usize, fixed: &str) -> Self {
        let mut guess = self.clone();
        guess.lines[line] = Cow::Owned(fixed.to_owned());
        guess
    }

    fn replace(&mut self, line: usize, fixed: String) {
        self.lines[line] = Cow::Owned(fixed);
        self.replaced.push(line);
    }

    /// The line's text without its indentation, where it stood.
    fn span(&self, line: usize) -> Range<usize> {
        self.spans[line].clone()
    }

    /// Which line a byte of [`Patched::text`] is in.
    fn line_of(&self, at: usize) -> usize {
        let mut end = 0;
        let after = self.lines.iter().position(|line| {
            end += line.len() + 1;
            at < end
        });
        after.unwrap_or(self.lines.len().saturating_sub(1))
    }

    /// Where a byte of [`Patched::text`] stood before.
    fn original(&self, at: usize) -> usize {
        let line = self.line_of(at);
        let before: usize = self.lines[..line].iter().map(|line| line.len() + 1).sum();
        let span = self.spans.get(line).cloned().unwrap_or_default();
        (span.start + at.saturating_sub(before)).min(span.end)
    }

    /// The lines in which the slip may be: the one with the fault, those just before it, the one that opened a quote, the first.
    fn suspects(&self, faulty: usize, kind: &Kind) -> Vec<usize> {
        let written = |line: &usize| !self.replaced.contains(line) && !Line::new(&self.lines[*line]).is_blank();
        let mut suspects: Vec<usize> = (0..=faulty).rev().filter(written).take(4).collect();
        if *kind == Kind::Quote {
            let opened = (0..self.lines.len()).find(|line| written(line) && opens_quote(&self.lines[*line]));
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
    fn around(&self, line: usize) -> Vec<&str> {
        let written = |line: &&Cow<'_, str>| !line.trim().is_empty();
        let before = self.lines[..line].iter().rev().filter(written).take(4);
        let after = self.lines[line + 1..].iter().filter(written).take(1);
        before.chain(after).map(AsRef::as_ref).collect()
    }

    /// What the first entry says on its own line, where the lines below it cannot be read.
    fn first_line(&self) -> Value {
        let first = self.lines.iter().find(|line| !Line::new(line).is_blank());
        first.and_then(|line| load(line).ok()).unwrap_or_default()
    }
}

fn opens_quote(text: &str) -> bool {
    let line = Line::new(text);
    line.value.starts_with(['"', '\''])
        && line.value.chars().next().is_some_and(|quote| quoted_length(line.value, quote).is_none())
}
