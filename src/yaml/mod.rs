//! YAML: from text to values, to fields, and back to the place of a key.
//!
//! The only room that names the YAML library, so that it can be replaced in an afternoon; `load` is
//! the file that does. The rest is what a library does not give: a bound on what aliases unfold,
//! places of keys, the slips that people make, and reading on after an error.

mod fault;
mod fields;
mod flow;
mod key;
mod load;
mod outline;
mod quote;
mod recover;
mod slip;

pub use fields::{Fields, Reader, Reading};
pub use key::{Key, names};
pub use outline::{Outline, Spot, Step, locate};
pub use quote::{quoted, scalar};

use crate::diagnostic::{Checked, Place};
use crate::path::SourcePath;
use crate::value::Value;
use std::ops::Range;

/// The longest front matter, in bytes.
pub const FRONT_MATTER_LIMIT: usize = 64 * 1024;

/// The longest `site.yaml` or `theme.yaml`, in bytes.
pub const CONFIGURATION_LIMIT: usize = 1024 * 1024;

/// The longest file of data, in bytes.
pub const DATA_LIMIT: usize = 64 * 1024 * 1024;

/// How deep lists and maps may stand in each other.
pub const DEPTH_LIMIT: usize = 64;

/// A part of a file that is YAML.
#[derive(Debug, Clone)]
pub struct Block<'a> {
    /// The file, for the places of diagnostics.
    pub file: &'a SourcePath,
    /// The whole file's text as it is on disk, with its byte order mark if it has one.
    pub text: &'a str,
    /// Which bytes of it are YAML.
    pub range: Range<usize>,
    /// The code of diagnostics about YAML that cannot be read: `front-matter`, `configuration`,
    /// `data`.
    pub code: &'static str,
    /// How many bytes are taken at most.
    pub limit: usize,
}

impl<'a> Block<'a> {
    /// A whole file, without its byte order mark.
    pub fn whole(file: &'a SourcePath, text: &'a str, code: &'static str, limit: usize) -> Self {
        let start = if text.starts_with('\u{feff}') {
            '\u{feff}'.len_utf8()
        } else {
            0
        };
        Block {
            file,
            text,
            range: start..text.len(),
            code,
            limit,
        }
    }

    /// The YAML.
    pub fn yaml(&self) -> &'a str {
        &self.text[self.range.clone()]
    }

    /// The place of bytes counted from the start of the YAML.
    pub fn place(&self, span: Range<usize>) -> Place {
        Place::Span {
            file: self.file.clone(),
            span: self.range.start + span.start..self.range.start + span.end,
        }
    }
}

/// Reads YAML of any shape, as files of data are. What cannot be read is `Null`, with one
/// diagnostic that says why.
pub fn parse(block: &Block<'_>) -> Checked<Value> {
    recover::value(block)
}
