//! The reasons why YAML cannot be read, in words for people.
//!
//! Apart because the library speaks of tokens and contexts, which do not help the author of a page.

use super::block::{Block, DEPTH_LIMIT};
use super::outline::{Outline, OwnedStep};
use crate::diagnostic::Diagnostic;
use crate::line;
use std::ops::Range;

/// An error that stopped the reading.
#[derive(Debug, Clone)]
pub(super) struct ParseError {
    pub kind: ErrorKind,
    /// The position, in bytes from the start of the YAML.
    pub at: usize,
}

/// The kinds of errors in YAML.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum ErrorKind {
    /// Two equal keys in one map, with the path to them.
    Duplicate(Vec<OwnedStep>),
    /// More than [`DEPTH_LIMIT`] lists and maps in each other.
    Depth,
    /// Aliases that unfold to far more than is written.
    Aliases,
    /// `*name` without `&name`.
    UnknownAlias,
    /// A tag: `!env`.
    Tag(String),
    /// A list or a map in the place of a key.
    Key,
    /// A key of no letters.
    EmptyKey,
    /// `<<`.
    Merge,
    /// A second document.
    Documents,
    /// A control character.
    Character,
    /// A tab in the indentation, or a reserved character at the start of a value.
    Token,
    /// A quote that is not closed.
    Quote,
    /// A colon in the middle of a value.
    Colon,
    /// A line that is not `key: value`.
    Line,
    /// An escape that does not exist.
    Escape,
    /// Anything else, in the library's words.
    Other(String),
}

impl ErrorKind {
    /// Classifies a message of the library.
    pub(super) fn of_library(message: &str) -> Self {
        let table: [(&str, ErrorKind); 19] = [
            // Only keys have to have a type.
            ("invalid type", ErrorKind::Key),
            ("repetition limit exceeded", ErrorKind::Aliases),
            ("recursion limit exceeded", ErrorKind::Depth),
            ("unknown anchor", ErrorKind::UnknownAlias),
            ("more than one document", ErrorKind::Documents),
            ("control characters are not allowed", ErrorKind::Character),
            (
                "found character that cannot start any token",
                ErrorKind::Token,
            ),
            (
                "did not find expected comment or line break",
                ErrorKind::Token,
            ),
            ("did not find URI escaped octet", ErrorKind::Token),
            ("found unexpected end of stream", ErrorKind::Quote),
            ("found unexpected document indicator", ErrorKind::Quote),
            (
                "mapping values are not allowed in this context",
                ErrorKind::Colon,
            ),
            ("could not find expected ':'", ErrorKind::Line),
            ("did not find expected key", ErrorKind::Line),
            ("did not find expected '-' indicator", ErrorKind::Line),
            ("did not find expected <document start>", ErrorKind::Line),
            ("block sequence entries are not allowed", ErrorKind::Line),
            ("found unknown escape character", ErrorKind::Escape),
            ("did not find expected hexdecimal number", ErrorKind::Escape),
        ];
        let known = table.into_iter().find(|(words, _)| message.contains(words));
        known.map_or_else(|| ErrorKind::Other(plain(message)), |(_, kind)| kind)
    }

    /// True if a typing mistake may be the cause, so that it is worth looking for one.
    pub(super) fn is_syntax(&self) -> bool {
        !matches!(
            self,
            ErrorKind::Duplicate(_)
                | ErrorKind::Depth
                | ErrorKind::Aliases
                | ErrorKind::EmptyKey
                | ErrorKind::Merge
                | ErrorKind::Documents
                | ErrorKind::Character
        )
    }
}

/// Returns the library's sentence without its position.
fn plain(message: &str) -> String {
    message
        .split(" at line ")
        .next()
        .unwrap_or(message)
        .replace('\n', " ")
}

impl ParseError {
    /// Returns the diagnostic for an error in `block`. The outline gives the line of an earlier
    /// key.
    pub(super) fn diagnostic(&self, block: &Block<'_>, outline: &Outline<'_>) -> Diagnostic {
        use ErrorKind as Kind;
        let here = block.place(self.highlight(block.content()));
        let yaml_error = |message: &str| Diagnostic::error(block.code, message).at(here.clone());
        match &self.kind {
            Kind::Duplicate(path) => duplicate(self.at, path, block, outline),
            Kind::Depth => yaml_error(&format!(
                "lists and maps stand more than {DEPTH_LIMIT} deep in each other"
            ))
            .advise("write it flatter"),
            Kind::Aliases => {
                yaml_error("the aliases (`*name`) unfold to far more than is written here")
                    .advise("write the values out")
            }
            Kind::UnknownAlias => yaml_error(
                "`*` at the start of a value refers to an anchor, and there is no such anchor",
            )
            .advise("put the value in quotes if it is text"),
            Kind::Tag(tag) => yaml_error(&format!(
                "`!{}` is a tag, and tags are not taken",
                tag.trim_start_matches('!')
            ))
            .advise("leave the tag out, or put the value in quotes if it is text"),
            Kind::Key => yaml_error("a key has to be a text")
                .advise("put the key in quotes, or the value if it starts with `[` or `{`"),
            Kind::EmptyKey => {
                yaml_error("there is a colon without a key before it").advise("write `key: value`")
            }
            Kind::Merge => yaml_error("`<<` (merging one map into another) is not taken")
                .advise("write the keys out"),
            Kind::Documents => yaml_error("a second YAML document begins here")
                .advise("keep one document in a file: remove the line `---`"),
            Kind::Character => {
                yaml_error("there is a control character that no YAML text may have")
                    .advise("delete it and type the text anew")
            }
            Kind::Token => {
                yaml_error("this character cannot start a value").advise("put the value in quotes")
            }
            Kind::Quote => yaml_error("a quote is opened and never closed")
                .advise("close it at the end of the value"),
            Kind::Colon => yaml_error("a colon stands where a value was expected")
                .advise("put the value in quotes if the colon belongs to it"),
            Kind::Line => yaml_error("this is not `key: value`")
                .advise("write a key, a colon, a space and the value; lists are indented alike"),
            Kind::Escape => yaml_error(
                "a backslash in double quotes starts an escape, and there is no such escape",
            )
            .advise("use single quotes, or write `\\\\` for a backslash"),
            Kind::Other(words) => yaml_error(&format!("this cannot be read as YAML: {words}")),
        }
    }

    /// Returns the bytes to underline: from the error to the end of its line, or the text of the
    /// line if the error is at its end.
    fn highlight(&self, yaml: &str) -> Range<usize> {
        let at = self.at.min(yaml.len());
        let Range { start, end } = line::around(yaml, at);
        let text = yaml[start..end].trim_end();
        if at < start + text.len() {
            return at..start + text.len();
        }
        match text.trim_start() {
            "" => at..at,
            trimmed => start + text.len() - trimmed.len()..start + text.len(),
        }
    }
}

fn duplicate(
    at: usize,
    path: &[OwnedStep],
    block: &Block<'_>,
    outline: &Outline<'_>,
) -> Diagnostic {
    let key = path.last().map(ToString::to_string).unwrap_or_default();
    let first = outline
        .find(path.iter().map(OwnedStep::as_step))
        .filter(|location| location.exact)
        .map(|location| location.key.start);
    let lines = match first {
        Some(first) => {
            format!(
                " in line {} and in line {}",
                line_number(block, first),
                line_number(block, at)
            )
        }
        None => format!(" twice, again in line {}", line_number(block, at)),
    };
    let written = key_length(&block.content()[at..], &key);
    Diagnostic::error("duplicate-key", format!("`{key}` stands{lines}"))
        .at(block.place(at..at + written))
        .advise("keep one of them; only the first is read")
}

/// Returns the length of the key at the start of `text` as it is written, with its quotes.
fn key_length(text: &str, key: &str) -> usize {
    match text.starts_with(key) {
        true => key.len(),
        false => text.find([':', '\n', '\r']).unwrap_or(text.len()),
    }
}

/// Returns the number of a line of the file, from 1.
fn line_number(block: &Block<'_>, at: usize) -> usize {
    let at = block.range.start + at;
    line::lines(block.text, 0)
        .take_while(|line| line.next <= at)
        .count()
        + 1
}
