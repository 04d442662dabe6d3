//! Located diagnostics: with lines and columns from 1, and the source lines to show.

use crate::diagnostic::Severity;
use crate::digest::Digest;
use crate::path::{OutputPath, SourcePath};
use std::fmt;
use std::ops::Range;

/// A diagnostic whose places have been looked up in the current build. It may represent several
/// equal ones.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Located {
    /// A stable name in kebab case: `broken-link`.
    pub code: &'static str,
    /// The severity.
    pub severity: Severity,
    /// The fault, in one plain sentence.
    pub message: String,
    /// The innermost location; none if the fault concerns the site as a whole.
    pub location: Option<Location>,
    /// The source lines at the location, at most four; empty if the file cannot be shown.
    pub excerpt: Vec<ExcerptLine>,
    /// The steps from the location outwards.
    pub trace: Vec<LocatedFrame>,
    /// The advice.
    pub advice: Option<String>,
    /// The corrected lines.
    pub correction: Option<Correction>,
    /// The page on which the fault shows, as a URL of the site.
    pub url: Option<String>,
    /// The locations of equal diagnostics, in order.
    pub also: Vec<Location>,
}

impl Located {
    /// Returns the number of equal diagnostics, at least 1.
    pub fn times(&self) -> usize {
        1 + self.also.len()
    }

    /// Returns an id that stays the same for the same fault at the same location: 16 hexadecimal
    /// digits.
    pub fn id(&self) -> String {
        let location = self.location.as_ref().map(ToString::to_string);
        Digest::of(&(self.code, &self.message, location)).short(16)
    }

    /// Returns the outermost location: see [`outermost`].
    pub(super) fn outermost(&self) -> Option<&Location> {
        outermost(self.location.as_ref(), &self.trace)
    }
}

/// Returns the outermost location of a fault, which is where a reader meets it: the page for a
/// fault in a template.
pub(super) fn outermost<'a>(
    location: Option<&'a Location>,
    trace: &'a [LocatedFrame],
) -> Option<&'a Location> {
    trace.last().map(|frame| &frame.location).or(location)
}

/// A location in a file. Its text is `content/x.md:12:8`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Location {
    /// The file.
    pub target: Target,
    /// The lines and columns; none for the file as a whole.
    pub range: Option<TextRange>,
}

impl Location {
    /// Returns the source file, if it is one.
    pub fn source(&self) -> Option<&SourcePath> {
        match &self.target {
            Target::Source(file) => Some(file),
            Target::Output(_) => None,
        }
    }

    /// Returns the finished page, if no source could be named.
    pub fn output(&self) -> Option<&OutputPath> {
        match &self.target {
            Target::Source(_) => None,
            Target::Output(output) => Some(output),
        }
    }
}

impl fmt::Display for Location {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.target {
            Target::Source(file) => write!(f, "{file}")?,
            Target::Output(output) => write!(f, "{output} (finished page)")?,
        }
        self.range.map_or(Ok(()), |range| {
            write!(f, ":{}:{}", range.line, range.column)
        })
    }
}

/// The file of a location. Sources come before outputs.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Target {
    /// A source, which the user can edit.
    Source(SourcePath),
    /// A finished page, if no source could be named.
    Output(OutputPath),
}

/// Lines and columns from 1. Columns count characters, without a byte-order mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct TextRange {
    /// The first line.
    pub line: usize,
    /// The first character.
    pub column: usize,
    /// The last line. A line break at the end is not part of the range.
    pub end_line: usize,
    /// The character after the last one.
    pub end_column: usize,
}

/// A line to show: cut to about 100 columns, with spaces for tabs and without characters that a
/// terminal would obey.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExcerptLine {
    /// The number of the line from 1; none for a new line without a known location.
    pub number: Option<usize>,
    /// The text, with `…` where it was cut.
    pub text: String,
    /// The bytes of `text` to underline; an empty range is a point between two characters.
    pub marked: Option<Range<usize>>,
}

impl ExcerptLine {
    /// True if lines between `previous` and this one are left out.
    pub(super) fn is_after_gap(&self, previous: Option<&ExcerptLine>) -> bool {
        previous
            .and_then(|previous| previous.number)
            .is_some_and(|previous| self.number > Some(previous + 1))
    }
}

/// One step outwards.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct LocatedFrame {
    /// The step in words: "included by".
    pub what: String,
    /// The location.
    pub location: Location,
}

/// The corrected lines, with their new parts marked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Correction {
    /// The lines to show.
    pub lines: Vec<ExcerptLine>,
    /// The whole replacement, as it should be in the file.
    pub replacement: String,
    /// True if a program may write it without asking.
    pub safe: bool,
}
