//! Why YAML could not be read, and how that is told to people.
//!
//! Apart because the library speaks of tokens and contexts, which help nobody who writes a page.

use super::outline::{Outline, OwnedStep};
use super::{Block, DEPTH_LIMIT};
use crate::diagnostic::Diagnostic;

/// What stopped the reading, and where.
#[derive(Debug, Clone)]
pub(super) struct Fault {
    /// What it is.
    pub kind: Kind,
    /// Bytes from the start of the YAML.
    pub at: usize,
}

/// What can be wrong with YAML.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Kind {
    /// A key stands twice in one map; the way to it.
    Duplicate(Vec<OwnedStep>),
    /// Lists and maps stand in each other deeper than anyone writes.
    Depth,
    /// Aliases unfold to far more than is written.
    Aliases,
    /// `*name` without `&name`.
    UnknownAlias,
    /// A tag: `!env`.
    Tag(String),
    /// A list or a map where a key should be.
    Key,
    /// A key of no letters.
    EmptyKey,
    /// `<<`.
    Merge,
    /// A second document.
    Documents,
    /// A control character.
    Character,
    /// A tab where indentation is expected, a reserved character at the start of a value.
    Token,
    /// A quote that is not closed.
    Quote,
    /// A colon in the middle of a value.
    Colon,
    /// A line that is no `key: value`.
    Line,
    /// An escape that does not exist.
    Escape,
    /// Anything else, in the library's words.
    Other(String),
}

impl Kind {
    /// Sorts what the library says.
    pub(super) fn of_library(message: &str) -> Self {
        let table: [(&str, Kind); 19] = [
            // Only keys are held to a type.
            ("invalid type", Kind::Key),
            ("repetition limit exceeded", Kind::Aliases),
            ("recursion limit exceeded", Kind::Depth),
            ("unknown anchor", Kind::UnknownAlias),
            ("more than one document", Kind::Documents),
            ("control characters are not allowed", Kind::Character),
            ("found character that cannot start any token", Kind::Token),
            ("did not find expected comment or line break", Kind::Token),
            ("did not find URI escaped octet", Kind::Token),
            ("found unexpected end of stream", Kind::Quote),
            ("found unexpected document indicator", Kind::Quote),
            (
                "mapping values are not allowed in this context",
                Kind::Colon,
            ),
            ("could not find expected ':'", Kind::Line),
            ("did not find expected key", Kind::Line),
            ("did not find expected '-' indicator", Kind::Line),
            ("did not find expected <document start>", Kind::Line),
            ("block sequence entries are not allowed", Kind::Line),
            ("found unknown escape character", Kind::Escape),
            ("did not find expected hexdecimal number", Kind::Escape),
        ];
        let known = table.into_iter().find(|(words, _)| message.contains(words));
        known.map_or_else(|| Kind::Other(plain(message)), |(_, kind)| kind)
    }

    /// Whether the text itself cannot be read, so that it is worth looking for a slip.
    pub(super) fn is_syntax(&self) -> bool {
        !matches!(
            self,
            Kind::Duplicate(_)
                | Kind::Depth
                | Kind::Aliases
                | Kind::EmptyKey
                | Kind::Merge
                | Kind::Documents
                | Kind::Character
        )
    }
}

/// The library's sentence without its position.
fn plain(message: &str) -> String {
    message
        .split(" at line ")
        .next()
        .unwrap_or(message)
        .replace('\n', " ")
}

impl Fault {
    /// The diagnostic for a fault in `block`, whose outline gives the place of an earlier key.
    pub(super) fn tell(&self, block: &Block<'_>, outline: &Outline<'_>) -> Diagnostic {
        let here = block.place(self.line(block.yaml()));
        let error = |message: &str| Diagnostic::error(block.code, message).at(here.clone());
        match &self.kind {
            Kind::Duplicate(path) => duplicate(self.at, path, block, outline),
            Kind::Depth => error(&format!(
                "lists and maps stand more than {DEPTH_LIMIT} deep in each other"
            ))
            .advise("write it flatter"),
            Kind::Aliases => error("the aliases (`*name`) unfold to far more than is written here")
                .advise("write the values out"),
            Kind::UnknownAlias => error(
                "`*` at the start of a value refers to an anchor, and there is no such anchor",
            )
            .advise("put the value in quotes if it is text"),
            Kind::Tag(tag) => error(&format!(
                "`!{}` is a tag, and tags are not taken",
                tag.trim_start_matches('!')
            ))
            .advise("leave the tag out, or put the value in quotes if it is text"),
            Kind::Key => error("a key has to be a text")
                .advise("put the key in quotes, or the value if it starts with `[` or `{`"),
            Kind::EmptyKey => {
                error("there is a colon without a key before it").advise("write `key: value`")
            }
            Kind::Merge => error("`<<` (merging one map into another) is not taken")
                .advise("write the keys out"),
            Kind::Documents => error("a second YAML document begins here")
                .advise("keep one document in a file: remove the line `---`"),
            Kind::Character => error("there is a control character that no YAML text may have")
                .advise("delete it and type the text anew"),
            Kind::Token => {
                error("this character cannot start a value").advise("put the value in quotes")
            }
            Kind::Quote => error("a quote is opened and never closed")
                .advise("close it at the end of the value"),
            Kind::Colon => error("a colon stands where a value was expected")
                .advise("put the value in quotes if the colon belongs to it"),
            Kind::Line => error("this is not `key: value`")
                .advise("write a key, a colon, a space and the value; lists are indented alike"),
            Kind::Escape => {
                error("a backslash in double quotes starts an escape, and there is no such escape")
                    .advise("use single quotes, or write `\\\\` for a backslash")
            }
            Kind::Other(words) => error(&format!("this cannot be read as YAML: {words}")),
        }
    }

    /// From the fault to the end of its line, or the line's text if the fault is at its end.
    fn line(&self, yaml: &str) -> std::ops::Range<usize> {
        let at = self.at.min(yaml.len());
        let start = yaml[..at].rfind('\n').map_or(0, |newline| newline + 1);
        let end = yaml[at..]
            .find('\n')
            .map_or(yaml.len(), |newline| at + newline);
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
        .filter(|spot| spot.exact)
        .map(|spot| spot.key.start);
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
    let written = key_length(&block.yaml()[at..], &key);
    Diagnostic::error("duplicate-key", format!("`{key}` stands{lines}"))
        .at(block.place(at..at + written))
        .advise("keep one of them; only the first is read")
}

/// How long the key is as it is written, with its quotes.
fn key_length(text: &str, key: &str) -> usize {
    match text.starts_with(key) {
        true => key.len(),
        false => text.find([':', '\n']).unwrap_or(text.len()),
    }
}

/// The number of a line of the file, from 1.
fn line_number(block: &Block<'_>, at: usize) -> usize {
    block.text[..block.range.start + at].matches('\n').count() + 1
}
