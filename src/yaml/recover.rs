//! Reading on after an error: entry by entry, and with mistakes corrected.

use super::block::Block;
use super::error::{ErrorKind, ParseError};
use super::load::load;
use super::mistake::Repairer;
use super::outline::{Outline, OwnedStep, split_entry};
use crate::diagnostic::{Checked, Diagnostic};
use crate::line::lines;
use crate::value::{Map, Value};
use std::collections::HashSet;
use std::ops::Range;
use std::sync::Arc;

/// The number of broken entries of one block that are repaired. A block with more of them was not
/// meant to be YAML.
pub(super) const MOST_BROKEN: usize = 50;

/// Reads YAML of any shape, as files below `data/` have it. A block that cannot be read is `Null`,
/// with one diagnostic that gives the reason.
pub fn parse(block: &Block<'_>) -> Checked<Value> {
    let broken = |diagnostic| Checked {
        value: Value::Null,
        diagnostics: vec![diagnostic],
    };
    if let Some(diagnostic) = too_long(block) {
        return broken(diagnostic);
    }
    match load(block.content()) {
        Ok(value) => Checked::clean(value),
        Err(error) => {
            let outline = Outline::new(block.content());
            broken(Repairer::new(block, &outline).first_mistake(&error))
        }
    }
}

/// Reads a block that is a map. If it cannot be read as a whole, takes every entry that can be.
pub(super) fn entries(block: &Block<'_>, outline: &Outline<'_>) -> (Map, Vec<Diagnostic>) {
    if let Some(diagnostic) = too_long(block) {
        return (Map::default(), vec![diagnostic]);
    }
    let error = match load(block.content()) {
        Ok(Value::Map(map)) => return (map, Vec::new()),
        Ok(Value::Null) => return (Map::default(), Vec::new()),
        Ok(_) => ParseError {
            kind: ErrorKind::Line,
            at: 0,
        },
        Err(error) => error,
    };
    let has_anchor = block.content().contains('&');
    let mut recovery = Recovery {
        block,
        outline,
        entries: Vec::new(),
        seen: HashSet::new(),
        has_anchor,
        broken: 0,
        diagnostics: Vec::new(),
    };
    let mut repairer = Repairer::new(block, outline);
    let mut sound = true;
    for part in parts(block.content()) {
        sound = recovery.read_part(part, &mut repairer, sound);
    }
    if recovery.diagnostics.is_empty() {
        // Each entry can be read alone, so their indentation does not agree.
        recovery.diagnostics = repairer.repair(0..block.range.len()).diagnostics;
    }
    if recovery.diagnostics.is_empty() {
        recovery.diagnostics.push(error.diagnostic(block, outline));
    }
    (Map::from_iter(recovery.entries), recovery.diagnostics)
}

/// Returns the error of a block that is longer than its limit.
pub fn too_long(block: &Block<'_>) -> Option<Diagnostic> {
    let length = block.range.len();
    (length > block.limit).then(|| {
        let message = format!(
            "this is {} KiB long, and at most {} KiB are read",
            length.div_ceil(1024),
            block.limit / 1024
        );
        Diagnostic::error(block.code, message)
            .at(block.place(0..0))
            .advise("split it, or move the text into the page")
    })
}

/// The entries that have been read so far, and their diagnostics.
struct Recovery<'a> {
    block: &'a Block<'a>,
    outline: &'a Outline<'a>,
    entries: Vec<(Arc<str>, Value)>,
    seen: HashSet<Arc<str>>,
    has_anchor: bool,
    broken: usize,
    diagnostics: Vec<Diagnostic>,
}

impl Recovery<'_> {
    /// Reads one top-level entry, and returns true if it was sound. `after_sound` is the same of
    /// the entry before it.
    fn read_part(
        &mut self,
        part: Range<usize>,
        repairer: &mut Repairer<'_>,
        after_sound: bool,
    ) -> bool {
        let text = &self.block.content()[part.clone()];
        match load(text) {
            Ok(Value::Map(map)) => {
                self.take(&map, part.start);
                return true;
            }
            Ok(Value::Null) => return true,
            // The anchor is in another entry.
            Err(ParseError {
                kind: ErrorKind::UnknownAlias,
                ..
            }) if self.has_anchor => return true,
            _ => {}
        }
        if self.broken >= MOST_BROKEN {
            return false;
        }
        self.broken += 1;
        if let Some(diagnostic) = self.not_indented(&part) {
            self.diagnostics.push(diagnostic);
            return false;
        }
        let repaired = repairer.repair(part.clone());
        self.take(&repaired.map, part.start);
        // A line that is no entry is most likely the rest of the broken value before it. Its error
        // would say nothing new.
        let is_rest = !after_sound && split_entry(text).is_none();
        let reported = repaired.diagnostics.into_iter();
        self.diagnostics
            .extend(reported.filter(|diagnostic| !is_rest || diagnostic.fix.is_some()));
        false
    }

    /// Recognizes a line at the margin behind `key: >` or `key: |`, which was meant as the text.
    fn not_indented(&self, part: &Range<usize>) -> Option<Diagnostic> {
        let yaml = self.block.content();
        let line = lines(&yaml[part.clone()], 0).next()?.content.trim_end();
        let before = yaml[..part.start].trim_end();
        let opened = [": >", ": |", ": >-", ": |-"]
            .iter()
            .any(|end| before.ends_with(end));
        (opened && split_entry(line).is_none()).then(|| {
            Diagnostic::error(
                self.block.code,
                "this line belongs to the text above it, and is not indented",
            )
            .at(self.block.place(part.start..part.start + line.len()))
            .advise("indent every line of the text by two spaces")
            .fix(format!("  {line}"), true)
        })
    }

    /// Takes the entries whose keys are new. Of two equal keys the first counts.
    fn take(&mut self, map: &Map, at: usize) {
        for (key, value) in map.iter() {
            let key: Arc<str> = key.into();
            if self.seen.insert(Arc::clone(&key)) {
                self.entries.push((key, value.clone()));
            } else if self.diagnostics.len() < MOST_BROKEN {
                let error = ParseError {
                    kind: ErrorKind::Duplicate(vec![OwnedStep::Key(key)]),
                    at,
                };
                self.diagnostics
                    .push(error.diagnostic(self.block, self.outline));
            }
        }
    }
}

/// Cuts a text into its top-level entries, at each line at the margin that can begin one.
fn parts(text: &str) -> Vec<Range<usize>> {
    let mut starts = vec![0];
    for line in lines(text, 0) {
        let goes_on =
            line.content.is_empty() || line.content.starts_with([' ', '\t', '#', '-', ']', '}']);
        if !goes_on && line.start > 0 {
            starts.push(line.start);
        }
    }
    let ends = starts.iter().skip(1).copied().chain([text.len()]);
    starts
        .iter()
        .copied()
        .zip(ends)
        .map(|(start, end)| start..end)
        .collect()
}
