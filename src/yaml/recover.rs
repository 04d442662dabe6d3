//! Reading on after an error: entry by entry, and with slips mended.

use super::Block;
use super::fault::{Fault, Kind};
use super::load::load;
use super::outline::{Outline, OwnedStep, split_entry};
use super::slip::Mender;
use crate::diagnostic::{Checked, Diagnostic};
use crate::value::{Map, Value};
use std::collections::HashSet;
use std::ops::Range;
use std::sync::Arc;

/// How many broken entries of one block are looked into: whoever has so many has pasted something
/// else.
pub(super) const MOST: usize = 50;

/// Reads a block of any shape.
pub(super) fn value(block: &Block<'_>) -> Checked<Value> {
    if let Some(diagnostic) = too_long(block) {
        return Checked {
            value: Value::Null,
            diagnostics: vec![diagnostic],
        };
    }
    match load(block.yaml()) {
        Ok(value) => Checked::clean(value),
        Err(fault) => {
            let outline = Outline::of(block);
            Checked {
                value: Value::Null,
                diagnostics: vec![Mender::new(block, &outline).first(&fault)],
            }
        }
    }
}

/// Reads a block that is a map, taking from it every entry that can be read.
pub(super) fn entries(block: &Block<'_>, outline: &Outline<'_>) -> (Map, Vec<Diagnostic>) {
    if let Some(diagnostic) = too_long(block) {
        return (Map::default(), vec![diagnostic]);
    }
    let fault = match load(block.yaml()) {
        Ok(Value::Map(map)) => return (map, Vec::new()),
        Ok(Value::Null) => return (Map::default(), Vec::new()),
        Ok(_) => Fault {
            kind: Kind::Line,
            at: 0,
        },
        Err(fault) => fault,
    };
    let has_anchor = block.yaml().contains('&');
    let mut found = Found {
        block,
        outline,
        entries: Vec::new(),
        seen: HashSet::new(),
        has_anchor,
        broken: 0,
        diagnostics: Vec::new(),
    };
    let mut mender = Mender::new(block, outline);
    let mut sound = true;
    for part in parts(block.yaml()) {
        sound = found.part(part, &mut mender, sound);
    }
    if found.diagnostics.is_empty() {
        // Each entry can be read for itself, so it is their indentation that does not agree.
        found.diagnostics = mender.mend(0..block.range.len()).diagnostics;
    }
    if found.diagnostics.is_empty() {
        found.diagnostics.push(fault.tell(block, outline));
    }
    (Map::from_iter(found.entries), found.diagnostics)
}

fn too_long(block: &Block<'_>) -> Option<Diagnostic> {
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

/// What has been read so far.
struct Found<'a> {
    block: &'a Block<'a>,
    outline: &'a Outline<'a>,
    entries: Vec<(Arc<str>, Value)>,
    seen: HashSet<Arc<str>>,
    has_anchor: bool,
    broken: usize,
    diagnostics: Vec<Diagnostic>,
}

impl Found<'_> {
    /// Reads one top-level entry; says whether it was sound. `after_sound` tells the same of the
    /// entry before.
    fn part(&mut self, part: Range<usize>, mender: &mut Mender<'_>, after_sound: bool) -> bool {
        let text = &self.block.yaml()[part.clone()];
        match load(text) {
            Ok(Value::Map(map)) => {
                self.take(&map, part.start);
                true
            }
            Ok(Value::Null) => true,
            // The anchor stands in another entry.
            Err(Fault {
                kind: Kind::UnknownAlias,
                ..
            }) if self.has_anchor => true,
            _ if self.broken >= MOST => false,
            _ => {
                self.broken += 1;
                if let Some(told) = self.continued(&part) {
                    self.diagnostics.push(told);
                    return false;
                }
                let mended = mender.mend(part.clone());
                self.take(&mended.map, part.start);
                // A line that is nothing by itself is most likely the rest of the broken value
                // before it.
                let echo = !after_sound && split_entry(text).is_none();
                self.diagnostics.extend(
                    mended
                        .diagnostics
                        .into_iter()
                        .filter(|told| !echo || told.fix.is_some()),
                );
                false
            }
        }
    }

    /// A line at the margin behind `key: >` or `key: |` was meant as the text.
    fn continued(&self, part: &Range<usize>) -> Option<Diagnostic> {
        let yaml = self.block.yaml();
        let line = yaml[part.clone()].lines().next()?.trim_end();
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

    /// Takes entries whose keys are new: of two equal keys the first counts.
    fn take(&mut self, map: &Map, at: usize) {
        for (key, value) in map.iter() {
            let key: Arc<str> = key.into();
            if self.seen.insert(Arc::clone(&key)) {
                self.entries.push((key, value.clone()));
            } else if self.diagnostics.len() < MOST {
                let fault = Fault {
                    kind: Kind::Duplicate(vec![OwnedStep::Key(key)]),
                    at,
                };
                self.diagnostics.push(fault.tell(self.block, self.outline));
            }
        }
    }
}

/// Cuts a text into its top-level entries: at each line at the margin that can begin one.
fn parts(text: &str) -> Vec<Range<usize>> {
    let mut starts = vec![0];
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let begins = !line.starts_with([' ', '\t', '#', '-', ']', '}', '\r', '\n']);
        if begins && at > 0 {
            starts.push(at);
        }
        at += line.len();
    }
    let ends = starts.iter().skip(1).copied().chain([text.len()]);
    starts
        .iter()
        .copied()
        .zip(ends)
        .map(|(start, end)| start..end)
        .collect()
}
