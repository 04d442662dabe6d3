//! The slips that people make in YAML: recognised, told in plain words, and mended.
//!
//! A guess at what was meant counts only if the text can be read with it, or read further than
//! before. So the corrected line that is shown is known to work, and a page keeps what its line was
//! meant to say.

mod line;
mod loud;
mod patched;
mod quiet;

pub(super) use quiet::quiet;

use super::Block;
use super::fault::{Fault, Kind};
use super::load::load;
use super::outline::Outline;
use crate::diagnostic::Diagnostic;
use crate::value::{Map, Value};
use patched::Patched;
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
        Diagnostic::error(block.code, self.message)
            .at(block.place(span))
            .advise(self.advice)
            .fix(self.fixed, self.safe)
    }
}

/// How many bytes may be read again in the search for slips, so that a long broken file costs no
/// more than a few readings of it.
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
        Mender {
            block,
            outline,
            budget: BUDGET,
        }
    }

    /// Mends a part that is no map or cannot be read.
    pub(super) fn mend(&mut self, part: Range<usize>) -> Mended {
        let (value, diagnostics) = self.rounds(part, Wanted::Map);
        Mended {
            map: value.as_map().cloned().unwrap_or_default(),
            diagnostics,
        }
    }

    /// The first slip of a text that cannot be read, whatever it is to be, or the fault itself.
    pub(super) fn first(&mut self, fault: &Fault) -> Diagnostic {
        let (_, diagnostics) = self.rounds(0..self.block.range.len(), Wanted::Anything);
        diagnostics
            .into_iter()
            .next()
            .unwrap_or_else(|| fault.tell(self.block, self.outline))
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
                // A fault behind a mended line may come from a wrong guess; it will show when the
                // line is corrected.
                if diagnostics.is_empty() {
                    diagnostics.push(self.tell(&fault, &patched, part.start));
                }
                return (patched.first_line(), diagnostics);
            };
            let span = patched.span(line, &slip.fixed);
            patched.replace(line, slip.fixed.clone());
            diagnostics.push(slip.tell(self.block, part.start + span.start..part.start + span.end));
        }
        (Value::Null, diagnostics)
    }

    fn tell(&self, fault: &Fault, patched: &Patched<'_>, start: usize) -> Diagnostic {
        let at = start + patched.original(fault.at);
        Fault {
            kind: fault.kind.clone(),
            at,
        }
        .tell(self.block, self.outline)
    }

    /// The slip behind a fault: the first guess with which the text can be read, or read further.
    fn slip(
        &mut self,
        patched: &Patched<'_>,
        fault: &Fault,
        wanted: Wanted,
    ) -> Option<(usize, Slip)> {
        if !fault.kind.is_syntax() || patched.length > LONGEST {
            return None;
        }
        let faulty = patched.line_of(fault.at);
        let suspects = patched.suspects(faulty, &fault.kind);
        let own = suspects.iter().flat_map(|line| {
            loud::guesses(&patched.lines[*line])
                .into_iter()
                .map(|slip| (*line, slip))
        });
        let shifted =
            |line: &usize| loud::indentations(&patched.lines[*line], &patched.around(*line));
        let moved = suspects
            .iter()
            .flat_map(|line| shifted(line).into_iter().map(|slip| (*line, slip)));
        // A line is moved only where nothing is wrong in any of the lines themselves.
        for (line, slip) in own.chain(moved) {
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
        None
    }
}

fn attempt(text: &str, wanted: Wanted) -> Result<Value, Fault> {
    match load(text)? {
        value @ (Value::Map(_) | Value::Null) => Ok(value),
        value if wanted == Wanted::Anything => Ok(value),
        _ => Err(Fault {
            kind: Kind::Line,
            at: text.len() - text.trim_start().len(),
        }),
    }
}
