//! Repairing a text that cannot be read, one mistake after the other.

use super::edited_text::EditedText;
use super::report::Mistake;
use super::syntax;
use crate::diagnostic::Diagnostic;
use crate::value::{Map, Value};
use crate::yaml::block::{Block, FRONT_MATTER_LIMIT};
use crate::yaml::error::{ErrorKind, ParseError};
use crate::yaml::load::load;
use crate::yaml::outline::Outline;
use std::ops::Range;

/// The number of bytes that may be read again in the search for mistakes. A long broken file then
/// costs no more than a few readings of it.
const BUDGET: usize = 4 * 1024 * 1024;

/// The longest part that is searched for mistakes, in bytes.
const LONGEST: usize = FRONT_MATTER_LIMIT;

/// The number of mistakes that are corrected in one part.
const ROUNDS: usize = 20;

/// Repairs broken parts of a block, as long as its budget lasts.
pub(in crate::yaml) struct Repairer<'a> {
    block: &'a Block<'a>,
    outline: &'a Outline<'a>,
    budget: usize,
}

/// The outcome of repairing a part.
pub(in crate::yaml) struct Repaired {
    /// The entries that could be read, with the mistakes corrected.
    pub map: Map,
    pub diagnostics: Vec<Diagnostic>,
}

/// The shape that a part needs to count as read.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Expected {
    Map,
    Anything,
}

impl<'a> Repairer<'a> {
    pub(in crate::yaml) fn new(block: &'a Block<'a>, outline: &'a Outline<'a>) -> Self {
        Repairer {
            block,
            outline,
            budget: BUDGET,
        }
    }

    /// Repairs a part that is not a map or cannot be read.
    pub(in crate::yaml) fn repair(&mut self, part: Range<usize>) -> Repaired {
        let (value, diagnostics) = self.repair_as(Expected::Map, part);
        Repaired {
            map: value.as_map().cloned().unwrap_or_default(),
            diagnostics,
        }
    }

    /// Returns the first mistake of a text of any shape that cannot be read, or the error itself.
    pub(in crate::yaml) fn first_mistake(&mut self, error: &ParseError) -> Diagnostic {
        let (_, diagnostics) = self.repair_as(Expected::Anything, 0..self.block.range.len());
        diagnostics
            .into_iter()
            .next()
            .unwrap_or_else(|| error.diagnostic(self.block, self.outline))
    }

    fn repair_as(&mut self, expected: Expected, part: Range<usize>) -> (Value, Vec<Diagnostic>) {
        let mut text = EditedText::new(&self.block.content()[part.clone()]);
        let mut diagnostics = Vec::new();
        for _ in 0..ROUNDS {
            let error = match load_as(expected, &text.text()) {
                Ok(value) => return (value, diagnostics),
                Err(error) => error,
            };
            let Some((line, mistake)) = self.find_mistake(&text, &error, expected) else {
                // After a correction the error may come from a wrong guess. If it does not, it
                // shows once the user has corrected the line.
                if diagnostics.is_empty() {
                    diagnostics.push(self.at_original(&error, &text, part.start));
                }
                return (text.first_line(), diagnostics);
            };
            let span = text.span(line, &mistake.corrected);
            text.replace(line, mistake.corrected.clone());
            let span = part.start + span.start..part.start + span.end;
            diagnostics.push(mistake.into_diagnostic(self.block, span));
        }
        (Value::Null, diagnostics)
    }

    /// Returns the diagnostic for an error in the edited text of the part that starts at `start`.
    fn at_original(&self, error: &ParseError, text: &EditedText<'_>, start: usize) -> Diagnostic {
        let error = ParseError {
            kind: error.kind.clone(),
            at: start + text.original(error.at),
        };
        error.diagnostic(self.block, self.outline)
    }

    /// Finds the mistake behind an error, and its line: the first whose correction lets the text be
    /// read, or read further.
    fn find_mistake(
        &mut self,
        text: &EditedText<'_>,
        error: &ParseError,
        expected: Expected,
    ) -> Option<(usize, Mistake)> {
        if !error.kind.is_syntax() || text.length > LONGEST {
            return None;
        }
        let error_line = text.line_of(error.at);
        let suspects = text.suspects(error_line, &error.kind);
        let in_line = suspects.iter().flat_map(|&line| {
            let mistakes = syntax::mistakes(&text.lines[line]);
            mistakes.into_iter().map(move |mistake| (line, mistake))
        });
        let in_indentation = suspects.iter().flat_map(|&line| {
            let mistakes = syntax::indentations(&text.lines[line], &text.around(line));
            mistakes.into_iter().map(move |mistake| (line, mistake))
        });
        // A line is moved only if no line has a mistake in itself.
        for (line, mistake) in in_line.chain(in_indentation) {
            self.budget = self.budget.checked_sub(text.length)?;
            let corrected = text.with(line, &mistake.corrected);
            let helps = match load_as(expected, &corrected.text()) {
                Ok(_) => true,
                Err(next) => corrected.line_of(next.at) > error_line.max(line),
            };
            if helps {
                return Some((line, mistake));
            }
        }
        None
    }
}

/// Reads a text; one of another shape is an error.
fn load_as(expected: Expected, text: &str) -> Result<Value, ParseError> {
    match load(text)? {
        value @ (Value::Map(_) | Value::Null) => Ok(value),
        value if expected == Expected::Anything => Ok(value),
        _ => Err(ParseError {
            kind: ErrorKind::Line,
            at: text.len() - text.trim_start().len(),
        }),
    }
}
