//! Diagnostics as JSON for programs, in the form that the documentation promises.

use super::located::{Located, LocatedFrame, Location};
use super::summary::{Summary, summary};
use super::visible::is_hidden;
use crate::path::{OutputPath, SourcePath};
use serde::Serialize;
use std::fmt::Write;

/// The report for programs. Keys are only ever added to it.
#[derive(Debug, Serialize)]
pub struct JsonReport<'a> {
    diagnostics: Vec<JsonDiagnostic<'a>>,
    summary: Summary,
}

/// Returns all diagnostics, with nothing left out and nothing replaced.
pub fn json(located: &[Located]) -> JsonReport<'_> {
    JsonReport {
        diagnostics: located.iter().map(JsonDiagnostic::new).collect(),
        summary: summary(located),
    }
}

/// Returns readable JSON with a line break at the end. It is safe to print: characters that a
/// terminal would obey or hide are written as `\u`.
pub fn json_text(value: &impl Serialize) -> String {
    let json = serde_json::to_string_pretty(value)
        .expect("our reports have text for keys and no failing values");
    let mut text = String::with_capacity(json.len());
    for character in json.chars() {
        // Outside of strings JSON has only ASCII. In strings a line break is already written as
        // `\n`.
        if is_hidden(character) && character != '\n' {
            let _ = write!(text, "\\u{:04x}", u32::from(character));
        } else {
            text.push(character);
        }
    }
    text.push('\n');
    text
}

/// One diagnostic.
#[derive(Debug, Serialize)]
pub struct JsonDiagnostic<'a> {
    code: &'static str,
    severity: &'static str,
    message: &'a str,
    #[serde(flatten)]
    location: JsonLocation<'a>,
    advice: Option<&'a str>,
    url: Option<&'a str>,
    trace: Vec<JsonFrame<'a>>,
    fix: Option<JsonFix<'a>>,
    also: Vec<JsonLocation<'a>>,
}

#[derive(Debug, Default, Serialize)]
struct JsonLocation<'a> {
    file: Option<&'a str>,
    line: Option<usize>,
    column: Option<usize>,
    end_line: Option<usize>,
    end_column: Option<usize>,
    output: Option<&'a str>,
}

#[derive(Debug, Serialize)]
struct JsonFrame<'a> {
    what: &'a str,
    #[serde(flatten)]
    location: JsonLocation<'a>,
}

#[derive(Debug, Serialize)]
struct JsonFix<'a> {
    line: &'a str,
    safe: bool,
}

impl<'a> JsonDiagnostic<'a> {
    /// Takes all fields of a diagnostic.
    pub fn new(located: &'a Located) -> Self {
        let Located {
            code,
            severity,
            message,
            location,
            excerpt: _,
            trace,
            advice,
            correction,
            url,
            also,
        } = located;
        Self {
            code,
            severity: severity.as_str(),
            message,
            location: location.as_ref().map(JsonLocation::new).unwrap_or_default(),
            advice: advice.as_deref(),
            url: url.as_deref(),
            trace: trace
                .iter()
                .map(|LocatedFrame { what, location }| JsonFrame {
                    what,
                    location: JsonLocation::new(location),
                })
                .collect(),
            fix: correction.as_ref().map(|correction| JsonFix {
                line: &correction.replacement,
                safe: correction.safe,
            }),
            also: also.iter().map(JsonLocation::new).collect(),
        }
    }
}

impl<'a> JsonLocation<'a> {
    fn new(location: &'a Location) -> Self {
        Self {
            file: location.source().map(SourcePath::as_str),
            line: location.range.map(|range| range.line),
            column: location.range.map(|range| range.column),
            end_line: location.range.map(|range| range.end_line),
            end_column: location.range.map(|range| range.end_column),
            output: location.output().map(OutputPath::as_str),
        }
    }
}
