//! Reading on after an error: entry by entry, and with slips mended.

use super::fault::Fault;
use super::load::load;
use super::outline::Outline;
use super::{Block, slip};
use crate::diagnostic::{Checked, Diagnostic};
use crate::value::{Map, Value};
use std::collections::HashSet;
use std::ops::Range;
use std::sync::Arc;

/// Reads a block of any shape.
pub(super) fn value(block: &Block<'_>) -> Checked<Value> {
    if let Some(diagnostic) = too_long(block) {
        return Checked { value: Value::Null, diagnostics: vec![diagnostic] };
    }
    match load(block.yaml()) {
        Ok(value) => Checked::clean(value),
        Err(fault) => {
            let told = fault.tell(block, &Outline::of(block));
            let slip = slip::first(block, 0..block.yaml().len(), &fault);
            Checked { value: Value::Null, diagnostics: vec![slip.unwrap_or(told)] }
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
        Ok(_) => None,
        Err(fault) => Some(fault),
    };
    let mut found = Found { entries: Vec::new(), seen: HashSet::new(), diagnostics: Vec::new() };
    if fault.as_ref().is_some_and(|fault| !fault.kind.is_syntax()) {
        found.diagnostics.extend(fault.as_ref().map(|fault| fault.tell(block, outline)));
    }
    for chunk in chunks(block.yaml()) {
        found.chunk(block, chunk, fault.as_ref());
    }
    if found.diagnostics.is_empty() {
        found.diagnostics.push(match fault {
            Some(fault) => fault.tell(block, outline),
            None => Diagnostic::error(block.code, "this is not a list of `key: value` lines").at(block.place(0..0)),
        });
    }
    (Map::from_iter(found.entries), found.diagnostics)
}

fn too_long(block: &Block<'_>) -> Option<Diagnostic> {
    let length = block.range.len();
    (length > block.limit).then(|| {
        let message = format!("this is {} KiB long, and at most {} KiB are read", length / 1024, block.limit / 1024);
        Diagnostic::error(block.code, message).at(block.place(0..0)).advise("split it, or move the text into the page")
    })
}

struct Found {
    entries: Vec<(Arc<str>, Value)>,
    seen: HashSet<Arc<str>>,
    diagnostics: Vec<Diagnostic>,
}

impl Found {
    fn chunk(&mut self, block: &Block<'_>, chunk: Range<usize>, whole: Option<&Fault>) {
        let text = &block.yaml()[chunk.clone()];
        match load(text) {
            Ok(Value::Map(map)) => self.take(&map),
            Ok(Value::Null) => {}
            Ok(_) | Err(_) => self.mend(block, chunk, whole),
        }
    }

    fn mend(&mut self, block: &Block<'_>, chunk: Range<usize>, _whole: Option<&Fault>) {
        let mended = slip::mend(block, chunk);
        self.diagnostics.extend(mended.diagnostics);
        self.take(&mended.map);
    }

    /// Takes entries whose keys are new: of two equal keys the first counts.
    fn take(&mut self, map: &Map) {
        for (key, value) in map.iter() {
            let key: Arc<str> = key.into();
            if self.seen.insert(Arc::clone(&key)) {
                self.entries.push((key, value.clone()));
            }
        }
    }
}

/// Cuts a text into its top-level entries: at each line at the margin that can begin one.
fn chunks(text: &str) -> Vec<Range<usize>> {
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
    starts.iter().copied().zip(ends).map(|(start, end)| start..end).collect()
}
