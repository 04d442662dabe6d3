//! What is wrong, where, and what to do about it, as data.
//!
//! Every stage returns [`Checked`]: its value and what it has to say about the input. Nothing is
//! thrown, nothing is printed; `report` turns diagnostics into text, JSON or HTML.

use crate::path::{OutputPath, SourcePath};
use std::ops::Range;

/// A value and everything that was noticed while it was made.
#[derive(Debug, Clone)]
pub struct Checked<T> {
    /// The value. It is always there: what could not be read is left out of it.
    pub value: T,
    /// What was noticed, in the order of the source.
    pub diagnostics: Vec<Diagnostic>,
}

impl<T> Checked<T> {
    /// A value about which there is nothing to say.
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

/// How bad it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Nothing is published while it stands.
    Error,
    /// It is published, and somebody should look.
    Warning,
    /// Good to know.
    Note,
}

impl Severity {
    /// `error`, `warning` or `note`.
    pub fn as_str(self) -> &'static str {
        match self {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Note => "note",
        }
    }
}

/// One thing that is wrong.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Diagnostic {
    /// A stable name in kebab case: `broken-link`. People write it into `check:` in site.yaml.
    pub code: &'static str,
    /// How bad it is.
    pub severity: Severity,
    /// What is wrong, in one plain sentence without a full stop.
    pub message: String,
    /// The innermost place where it shows; none when it is about the site as a whole.
    pub place: Option<Place>,
    /// How one gets from the place outwards: component, call, template, page.
    pub trace: Vec<Frame>,
    /// What to do about it, if anything sensible can be said.
    pub advice: Option<String>,
    /// A line that would mend it, as it should stand in the file.
    pub fix: Option<Fix>,
}

/// One step outwards from a diagnostic's place.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Frame {
    /// What happened here: "included by", "while rendering".
    pub what: String,
    /// Where.
    pub place: Place,
}

/// A place in the world, told so that it outlives edits elsewhere in the file.
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
    /// up where it stands now.
    Item {
        /// The document.
        file: SourcePath,
        /// Which of its items.
        item: Item,
    },
    /// A finished page, for what no source can be named for.
    Output(OutputPath),
}

impl Place {
    /// The source file, where there is one.
    pub fn file(&self) -> Option<&SourcePath> {
        match self {
            Place::File(file) | Place::Span { file, .. } | Place::Item { file, .. } => Some(file),
            Place::Output(_) => None,
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
    /// The line as it should stand, without its line break.
    pub line: String,
    /// Whether a program may do it without asking: the meaning cannot be another.
    pub safe: bool,
}

impl Diagnostic {
    /// An error that is about no file yet.
    pub fn error(code: &'static str, message: impl Into<String>) -> Self {
        Self::new(code, Severity::Error, message)
    }

    /// A warning that is about no file yet.
    pub fn warning(code: &'static str, message: impl Into<String>) -> Self {
        Self::new(code, Severity::Warning, message)
    }

    /// A note that is about no file yet.
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

    /// Says where.
    #[must_use]
    pub fn at(mut self, place: Place) -> Self {
        self.place = Some(place);
        self
    }

    /// Says what to do.
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

    /// Shows the line as it should stand.
    #[must_use]
    pub fn fix(mut self, line: impl Into<String>, safe: bool) -> Self {
        self.fix = Some(Fix {
            line: line.into(),
            safe,
        });
        self
    }
}

/// No name that somebody meant to write is longer, in bytes; comparing costs the product of the
/// lengths.
const LONGEST_NAME: usize = 256;

/// The known name that was probably meant, if one is near enough: at most one edit, and one more
/// for every four letters.
pub fn nearest<'a>(written: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    if written.len() > LONGEST_NAME {
        return None;
    }
    let written = written.to_lowercase();
    let limit = 1 + written.chars().count() / 4;
    known
        .into_iter()
        .filter(|name| name.len() <= LONGEST_NAME)
        .map(|name| {
            (
                strsim::damerau_levenshtein(&written, &name.to_lowercase()),
                name,
            )
        })
        .filter(|(distance, _)| *distance <= limit)
        .min()
        .map(|(_, name)| name)
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn suggests_only_what_is_near() {
        assert_eq!(
            nearest("desciption", ["date", "description"]),
            Some("description")
        );
        assert_eq!(nearest("Title", ["title"]), Some("title"));
        assert_eq!(nearest("colour", ["date", "title"]), None);
    }
}
