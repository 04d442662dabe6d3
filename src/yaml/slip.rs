//! The slips that people make in YAML, recognised, told in plain words and mended.

use super::Block;
use super::fault::Fault;
use super::load::load;
use super::outline::Outline;
use crate::diagnostic::Diagnostic;
use crate::value::{Map, Value};
use std::ops::Range;

/// What could be made of a broken entry.
pub(super) struct Mended {
    pub map: Map,
    pub diagnostics: Vec<Diagnostic>,
}

/// Mends one broken top-level entry.
pub(super) fn mend(block: &Block<'_>, chunk: Range<usize>) -> Mended {
    let fault = match load(&block.yaml()[chunk.clone()]) {
        Ok(Value::Map(map)) => return Mended { map, diagnostics: Vec::new() },
        Ok(_) => Fault { kind: super::fault::Kind::Line, at: 0 },
        Err(fault) => fault,
    };
    let fault = Fault { kind: fault.kind, at: fault.at + chunk.start };
    Mended { map: Map::default(), diagnostics: vec![fault.tell(block, &Outline::of(block))] }
}

/// The slip behind a fault, if one is recognised.
pub(super) fn first(_block: &Block<'_>, _chunk: Range<usize>, _fault: &Fault) -> Option<Diagnostic> {
    None
}

/// Slips that YAML reads without a word, and not as they are meant.
pub(super) fn quiet(_block: &Block<'_>, _outline: &Outline<'_>) -> Vec<Diagnostic> {
    Vec::new()
}
