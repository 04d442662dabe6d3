//! A diagnostic with its places as people count them: lines and columns from 1, and the source
//! lines to show.

use crate::diagnostic::Severity;
use crate::digest::Digest;
use crate::path::{OutputPath, SourcePath};
use std::fmt;
use std::ops::Range;

/// A diagnostic whose places have been looked up in the current build. Equal ones have become one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Located {
    /// A stable name in kebab case: `broken-link`.
    pub code: &'static str,
    /// How bad it is.
    pub severity: Severity,
    /// What is wrong, in one plain sentence.
    pub message: String,
    /// The innermost place where it shows; none when it is about the site as a whole.
    pub spot: Option<Spot>,
    /// The source lines at the spot, at most four; empty when the file cannot be shown.
    pub excerpt: Vec<ExcerptLine>,
    /// How one gets from the spot outwards.
    pub trace: Vec<LocatedFrame>,
    /// What to do about it.
    pub advice: Option<String>,
    /// How the lines should stand.
    pub correction: Option<Correction>,
    /// The page on which it shows, as a URL of the site.
    pub url: Option<String>,
    /// Where else the same was found: the other pages, in order.
    pub also: Vec<Spot>,
}

impl Located {
    /// How often it was found, at least once.
    pub fn times(&self) -> usize {
        1 + self.also.len()
    }

    /// A name that holds as long as it is the same fault at the same place: 16 hexadecimal digits.
    pub fn id(&self) -> String {
        let spot = self.spot.as_ref().map(ToString::to_string);
        Digest::of(&(self.code, &self.message, spot)).short(16)
    }

    /// Where a reader meets it first: see [`met`].
    pub(super) fn met(&self) -> Option<&Spot> {
        met(self.spot.as_ref(), &self.trace)
    }
}

/// Where a reader meets a fault: the outermost place. One in a template is met on every page that
/// the template makes.
pub(super) fn met<'a>(spot: Option<&'a Spot>, trace: &'a [LocatedFrame]) -> Option<&'a Spot> {
    trace.last().map(|frame| &frame.spot).or(spot)
}

/// A place in a file. Its text is `content/x.md:12:8`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Spot {
    /// The file.
    pub target: Target,
    /// Where in the file; none when it is about the file as a whole.
    pub range: Option<TextRange>,
}

impl Spot {
    /// The source file, where there is one.
    pub fn source(&self) -> Option<&SourcePath> {
        match &self.target {
            Target::Source(file) => Some(file),
            Target::Output(_) => None,
        }
    }

    /// The finished page, where no source could be named.
    pub fn output(&self) -> Option<&OutputPath> {
        match &self.target {
            Target::Source(_) => None,
            Target::Output(output) => Some(output),
        }
    }
}

impl fmt::Display for Spot {
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

/// The file that a spot lies in. Sources come before outputs.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Target {
    /// A file that somebody can edit.
    Source(SourcePath),
    /// A finished page that no source could be named for.
    Output(OutputPath),
}

/// Lines and columns from 1. Columns count characters; a mark at the start of the file (BOM) is
/// none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct TextRange {
    /// The first line.
    pub line: usize,
    /// The first character.
    pub column: usize,
    /// The last line. A line break at the end of the range is left out of it.
    pub end_line: usize,
    /// The character after the last one.
    pub end_column: usize,
}

/// A line to show: cut to about 100 columns, tabs as spaces, and nothing in it that a terminal
/// would obey.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExcerptLine {
    /// The line's number from 1; none for a line that does not exist yet and has no known place.
    pub number: Option<usize>,
    /// The text, with `…` where it was cut.
    pub text: String,
    /// Bytes of `text` to underline; an empty range is a place between two characters.
    pub marked: Option<Range<usize>>,
}

impl ExcerptLine {
    /// Whether lines between `previous` and this one were left out.
    pub(super) fn is_after_gap(&self, previous: Option<&ExcerptLine>) -> bool {
        previous
            .and_then(|previous| previous.number)
            .is_some_and(|previous| self.number > Some(previous + 1))
    }
}

/// One step outwards.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct LocatedFrame {
    /// What happened here: "included by".
    pub what: String,
    /// Where.
    pub spot: Spot,
}

/// The lines as they should stand, with what is new in them marked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Correction {
    /// The lines to show.
    pub lines: Vec<ExcerptLine>,
    /// The replacement, whole and as it should stand in the file.
    pub replacement: String,
    /// Whether a program may do it without asking.
    pub safe: bool,
}
