//! The check of files that are no HTML: XML and JSON have to be well-formed.

use crate::diagnostic::{Diagnostic, Place};
use crate::path::OutputPath;
use crate::text_format::TextFormat;
use roxmltree::{Document, ParsingOptions};
use serde::de::IgnoredAny;
use std::ops::Range;

/// The fault of a text, with its place.
struct Fault {
    /// The fault, as the end of a sentence.
    problem: String,
    span: Range<usize>,
}

/// Returns the error for a finished file that is not well-formed.
pub(super) fn fault(output: &OutputPath, format: TextFormat, text: &str) -> Option<Diagnostic> {
    let (fault, advice) = match format {
        TextFormat::Xml => (
            xml(text)?,
            "texts are escaped by templates of XML; what is shown as HTML, such as `page.content`, \
             is shown right by `{{ page.content | escape_xml }}`",
        ),
        TextFormat::Json => (
            json(text)?,
            "write texts as `{{ page.title | json_encode }}`, without quotes around them, and a \
             comma between items as `{% if not loop.last %},{% endif %}`",
        ),
        TextFormat::Html | TextFormat::Plain => return None,
    };
    let message = format!(
        "this is not well-formed {}: {}",
        format.as_words(),
        fault.problem
    );
    let place = Place::Made {
        output: output.clone(),
        text: text.into(),
        span: fault.span,
    };
    Some(
        Diagnostic::error("not-well-formed", message)
            .at(place)
            .advise(advice),
    )
}

fn xml(text: &str) -> Option<Fault> {
    // An entity could make a file of a few lines endless for its readers.
    if let Some(at) = text.find(ENTITY) {
        return Some(Fault {
            problem: "it declares an entity, which readers of XML on the web refuse".to_owned(),
            span: at..at + ENTITY.len(),
        });
    }
    let options = ParsingOptions {
        allow_dtd: true,
        ..ParsingOptions::default()
    };
    let error = Document::parse_with_options(text, options).err()?;
    let (row, column) = (error.pos().row as usize, error.pos().col as usize);
    let start = line_start(text, row);
    let mut characters = text[start..].char_indices();
    let at = characters.nth(column.saturating_sub(1));
    let at = at.map_or(text.len(), |(at, _)| start + at);
    Some(Fault {
        problem: without_position(&error.to_string(), " at "),
        span: at..at + 1,
    })
}

/// The beginning of a declaration that gives a text a name.
const ENTITY: &str = "<!ENTITY";

fn json(text: &str) -> Option<Fault> {
    let error = serde_json::from_str::<IgnoredAny>(text).err()?;
    // The columns of this library count bytes.
    let start = line_start(text, error.line()) + error.column().saturating_sub(1);
    Some(Fault {
        problem: without_position(&error.to_string(), " at line "),
        span: start..start + 1,
    })
}

/// Returns a message of a library without the position at its end.
fn without_position(message: &str, before: &str) -> String {
    let end = message.rfind(before).unwrap_or(message.len());
    message[..end].to_owned()
}

/// Returns the byte at which a line begins; lines are counted from 1.
fn line_start(text: &str, line: usize) -> usize {
    let lines = text.split_inclusive('\n').take(line.saturating_sub(1));
    lines.map(str::len).sum()
}
