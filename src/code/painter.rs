//! From a line of code to its runs of words with a class.
//!
//! The work has bounds, none of which is a clock: a page is the same on every machine. What is
//! beyond them stays plain.

use super::class::Class;
use super::grammars::{Effect, Grammars};
use super::language::Language;
use crate::memo;
use std::ops::Range;
use syntect::parsing::{BasicScopeStackOp, ParseState, ScopeStack};

/// The longest line that is read, in bytes. Nobody reads a longer one.
const LONGEST_LINE: usize = 1_000;

/// The number of bytes of one block that are read.
const LARGEST_BLOCK: usize = 1 << 20;

/// The most scopes that stand in each other.
const DEEPEST: usize = 200;

/// A part of a line, and the class of the words in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Run {
    /// The bytes of the line.
    pub range: Range<usize>,
    /// The class; none for plain text.
    pub class: Option<Class>,
}

/// A block of code, painted line by line.
pub struct Painter {
    reader: Option<Reader>,
    /// The number of bytes that are still read.
    left: usize,
}

/// The place of a grammar in a text.
struct Reader {
    state: ParseState,
    scopes: ScopeStack,
    /// For each scope that is open, the class of the words in it.
    classes: Vec<Option<Class>>,
}

impl Painter {
    /// Begins a block in a language.
    pub fn new(language: Language) -> Self {
        let number = match language {
            Language::Grammar(number) => Some(number),
            Language::Plain | Language::Output | Language::Terminal => None,
        };
        let reader = number.map(|number| Reader {
            state: ParseState::new(Grammars::get().grammar(number)),
            scopes: ScopeStack::new(),
            classes: Vec::new(),
        });
        Painter {
            reader,
            left: LARGEST_BLOCK,
        }
    }

    /// Returns the runs of the next line, which ends with its line break if it has one. The line
    /// break is in none of them.
    pub fn line(&mut self, line: &str) -> Vec<Run> {
        let length = line.trim_end_matches(['\r', '\n']).len();
        let plain = || vec![run(0..length, None)];
        if length > LONGEST_LINE {
            return plain();
        }
        let Some(reader) = &mut self.reader else {
            return plain();
        };
        // A fault of a grammar costs the colors of one block and no page.
        let runs = memo::guarded("a block of code", || reader.read(line, length));
        let left = self.left.checked_sub(line.len());
        match (runs, left) {
            (Ok(Some(runs)), Some(left)) => {
                self.left = left;
                runs
            }
            _ => {
                self.reader = None;
                plain()
            }
        }
    }
}

impl Reader {
    /// Returns the runs of a line; `None` if the grammar cannot read it.
    fn read(&mut self, line: &str, length: usize) -> Option<Vec<Run>> {
        let grammars = Grammars::get();
        let operations = self.state.parse_line(line, &grammars.set).ok()?;
        let mut runs = Vec::new();
        let mut from = 0;
        for (at, operation) in operations {
            let class = self.classes.last().copied().flatten();
            add(&mut runs, line, from..at.min(length), class);
            from = from.max(at);
            let classes = &mut self.classes;
            let step = |step: BasicScopeStackOp, _: &[_]| match step {
                BasicScopeStackOp::Push(scope) => {
                    let around = classes.last().copied().flatten();
                    classes.push(within(around, grammars.effect(scope)));
                }
                BasicScopeStackOp::Pop => {
                    classes.pop();
                }
            };
            self.scopes.apply_with_hook(&operation, step).ok()?;
        }
        let class = self.classes.last().copied().flatten();
        add(&mut runs, line, from..length, class);
        (self.classes.len() <= DEEPEST).then_some(runs)
    }
}

/// Returns the class of words in a scope with this effect, around which they have a class.
fn within(around: Option<Class>, effect: Effect) -> Option<Class> {
    match (around, effect) {
        // A key in quotes is a key, and a mark of a comment is no word of its own.
        (Some(Class::Property), Effect::Class(Class::Text)) => around,
        (Some(Class::Comment), _) | (_, Effect::None) => around,
        (_, Effect::Plain) => None,
        (_, Effect::Class(class)) => Some(class),
    }
}

/// Adds a run. One of the class before it, or of nothing but spaces, becomes a part of that.
fn add(runs: &mut Vec<Run>, line: &str, range: Range<usize>, class: Option<Class>) {
    if range.is_empty() {
        return;
    }
    let is_blank = line[range.clone()].trim().is_empty();
    match runs.last_mut() {
        Some(before) if before.class == class || is_blank => before.range.end = range.end,
        _ if is_blank => runs.push(run(range, None)),
        _ => runs.push(run(range, class)),
    }
}

fn run(range: Range<usize>, class: Option<Class>) -> Run {
    Run { range, class }
}
