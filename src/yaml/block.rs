//! The part of a file that is YAML, and how much of it is read.

use crate::diagnostic::Place;
use crate::path::SourcePath;
use std::ops::Range;

/// The longest front matter, in bytes.
pub const FRONT_MATTER_LIMIT: usize = 64 * 1024;

/// The longest `site.yaml` or `theme.yaml`, in bytes.
pub const CONFIGURATION_LIMIT: usize = 1024 * 1024;

/// The longest file below `data/`, in bytes.
pub const DATA_LIMIT: usize = 64 * 1024 * 1024;

/// The number of lists and maps that may be nested in each other.
pub const DEPTH_LIMIT: usize = 64;

/// The language of a block.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// YAML.
    Yaml,
    /// TOML, which the room `toml` reads.
    Toml,
}

/// A part of a file that is YAML or TOML.
#[derive(Debug, Clone)]
pub struct Block<'a> {
    /// The file, for the places of diagnostics.
    pub file: &'a SourcePath,
    /// The text of the whole file as it is on disk, with its byte order mark if it has one.
    pub text: &'a str,
    /// The language.
    pub format: Format,
    /// The bytes of the text that are written in it.
    pub range: Range<usize>,
    /// The code of diagnostics about what cannot be read: `front-matter`, `configuration`,
    /// `data`.
    pub code: &'static str,
    /// The largest number of bytes that is read.
    pub limit: usize,
}

impl<'a> Block<'a> {
    /// Takes a whole file, without its byte order mark.
    pub fn whole(file: &'a SourcePath, text: &'a str, code: &'static str, limit: usize) -> Self {
        let start = if text.starts_with('\u{feff}') {
            '\u{feff}'.len_utf8()
        } else {
            0
        };
        Block {
            file,
            text,
            format: Format::Yaml,
            range: start..text.len(),
            code,
            limit,
        }
    }

    /// Returns the text of the block.
    pub fn content(&self) -> &'a str {
        &self.text[self.range.clone()]
    }

    /// Returns the place of bytes that are counted from the start of the block.
    pub fn place(&self, span: Range<usize>) -> Place {
        Place::Span {
            file: self.file.clone(),
            span: self.range.start + span.start..self.range.start + span.end,
        }
    }
}
