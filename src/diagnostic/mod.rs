//! Diagnostics: faults of the input as data, with a place and an advice.
//!
//! Every stage returns [`Checked`]: its value and the diagnostics of its input. No stage throws or
//! prints; `report` turns diagnostics into text, JSON or HTML.

mod codes;
mod nearest;

pub use codes::{CODES, LASTING};
pub use nearest::{Names, nearest};

use crate::path::{OutputPath, SourcePath};
use std::ops::Range;
use std::sync::Arc;

/// A value and the diagnostics of making it.
#[derive(Debug, Clone)]
pub struct Checked<T> {
    /// The value. There always is one: the parts that could not be read are left out.
    pub value: T,
    /// The diagnostics, in the order of the source.
    pub diagnostics: Vec<Diagnostic>,
}

impl<T> Checked<T> {
    /// Returns a value without diagnostics.
    pub fn clean(value: T) -> Self {
        Self {
            value,
            diagnostics: Vec::new(),
        }
    }

    /// Changes the value, and keeps the diagnostics.
    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> Checked<U> {
        Checked {
            value: change(self.value),
            diagnostics: self.diagnostics,
        }
    }
}

/// The severity of a diagnostic.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// A fault that keeps the site from being published.
    Error,
    /// A likely fault. The site is published.
    Warning,
    /// A piece of information.
    Note,
}

impl Severity {
    /// Returns `error`, `warning` or `note`.
    pub fn as_str(self) -> &'static str {
        match self {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Note => "note",
        }
    }
}

/// A fault of the input.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Diagnostic {
    /// A stable name in kebab case: `broken-link`. Users write it into `check:` in site.yaml.
    pub code: &'static str,
    /// The severity.
    pub severity: Severity,
    /// The fault, in one plain sentence without a full stop.
    pub message: String,
    /// The innermost place; none if the fault concerns the site as a whole.
    pub place: Option<Place>,
    /// The steps from the place outwards: component, call, template, page.
    pub trace: Vec<Frame>,
    /// The advice, if there is a sensible one.
    pub advice: Option<String>,
    /// The correction, if there is one.
    pub fix: Option<Fix>,
}

/// One step outwards from a diagnostic's place.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Frame {
    /// The step in words: "included by", "while rendering".
    pub what: String,
    /// The place.
    pub place: Place,
}

/// The place of a fault, in a form that outlives edits elsewhere in the file.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Place {
    /// A file as a whole.
    File(SourcePath),
    /// Bytes of a file, for stages that are run again whenever this file changes.
    Span {
        /// The file.
        file: SourcePath,
        /// Bytes from the start of the file as it is on disk.
        span: Range<usize>,
    },
    /// An item of a document, for stages whose results outlive an edit of the file. `report` looks
    /// up its present position.
    Item {
        /// The document.
        file: SourcePath,
        /// The item.
        item: Item,
    },
    /// A finished page, for faults that have no known source.
    Output(OutputPath),
    /// Bytes of a finished file that is not published for this fault.
    Made {
        /// The file.
        output: OutputPath,
        /// The text of the file, which is nowhere else.
        text: Arc<str>,
        /// Bytes from its start.
        span: Range<usize>,
    },
}

impl Place {
    /// Returns the source file, if there is one.
    pub fn file(&self) -> Option<&SourcePath> {
        match self {
            Place::File(file) | Place::Span { file, .. } | Place::Item { file, .. } => Some(file),
            Place::Output(_) | Place::Made { .. } => None,
        }
    }
}

/// An item of a document, numbered from 0 in the order of the source. It never holds a position.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Item {
    /// A key of the front matter.
    Key(String),
    /// A link.
    Link(usize),
    /// An image.
    Image(usize),
    /// A heading.
    Heading(usize),
    /// A component call.
    Call(usize),
    /// A block: a paragraph, a list item, a row of a table. Only documents with numbered blocks
    /// have them.
    Block(usize),
}

/// A replacement of whole lines of a file.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Fix {
    /// The lines as they should be, without the last line break.
    pub line: String,
    /// True if a program may write it without asking, because nothing else can be meant.
    pub safe: bool,
}

impl Diagnostic {
    /// Returns an error without a place.
    pub fn error(code: &'static str, message: impl Into<String>) -> Self {
        Self::new(code, Severity::Error, message)
    }

    /// Returns a warning without a place.
    pub fn warning(code: &'static str, message: impl Into<String>) -> Self {
        Self::new(code, Severity::Warning, message)
    }

    /// Returns a note without a place.
    pub fn note(code: &'static str, message: impl Into<String>) -> Self {
        Self::new(code, Severity::Note, message)
    }

    fn new(code: &'static str, severity: Severity, message: impl Into<String>) -> Self {
        Self {
            code,
            severity,
            message: message.into(),
            place: None,
            trace: Vec::new(),
            advice: None,
            fix: None,
        }
    }

    /// Sets the place.
    #[must_use]
    pub fn at(mut self, place: Place) -> Self {
        self.place = Some(place);
        self
    }

    /// Sets the advice.
    #[must_use]
    pub fn advise(mut self, advice: impl Into<String>) -> Self {
        self.advice = Some(advice.into());
        self
    }

    /// Adds a step outwards.
    #[must_use]
    pub fn through(mut self, what: impl Into<String>, place: Place) -> Self {
        self.trace.push(Frame {
            what: what.into(),
            place,
        });
        self
    }

    /// Sets the correction.
    #[must_use]
    pub fn fix(mut self, line: impl Into<String>, safe: bool) -> Self {
        self.fix = Some(Fix {
            line: line.into(),
            safe,
        });
        self
    }
}
