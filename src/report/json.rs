//! Diagnostics as JSON for programs, in the shape that the documentation promises.

use super::located::{Located, LocatedFrame, Spot};
use super::summary::{Summary, summary};
use super::visible::is_hidden;
use crate::path::{OutputPath, SourcePath};
use serde::Serialize;
use std::fmt::Write;

/// What a program reads. Keys are only ever added to it.
#[derive(Debug, Serialize)]
pub struct JsonReport<'a> {
    diagnostics: Vec<JsonDiagnostic<'a>>,
    summary: Summary,
}

/// Everything, with nothing left out and nothing replaced.
pub fn json(located: &[Located]) -> JsonReport<'_> {
    JsonReport {
        diagnostics: located.iter().map(JsonDiagnostic::new).collect(),
        summary: summary(located),
    }
}

/// Readable JSON with a line break at the end, safe to print: what a terminal would obey or hide is
/// written as `\u`.
pub fn json_text(value: &impl Serialize) -> String {
    let json = serde_json::to_string_pretty(value)
        .expect("our reports have text for keys and no failing values");
    let mut text = String::with_capacity(json.len());
    for character in json.chars() {
        // Outside of strings JSON has only ASCII; within them a line break is already written as
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
    spot: JsonSpot<'a>,
    advice: Option<&'a str>,
    url: Option<&'a str>,
    trace: Vec<JsonFrame<'a>>,
    fix: Option<JsonFix<'a>>,
    also: Vec<JsonSpot<'a>>,
}

#[derive(Debug, Default, Serialize)]
struct JsonSpot<'a> {
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
    spot: JsonSpot<'a>,
}

#[derive(Debug, Serialize)]
struct JsonFix<'a> {
    line: &'a str,
    safe: bool,
}

impl<'a> JsonDiagnostic<'a> {
    /// Everything that is known of one.
    pub fn new(located: &'a Located) -> Self {
        let Located {
            code,
            severity,
            message,
            spot,
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
            spot: spot.as_ref().map(JsonSpot::new).unwrap_or_default(),
            advice: advice.as_deref(),
            url: url.as_deref(),
            trace: trace
                .iter()
                .map(|LocatedFrame { what, spot }| JsonFrame {
                    what,
                    spot: JsonSpot::new(spot),
                })
                .collect(),
            fix: correction.as_ref().map(|correction| JsonFix {
                line: &correction.replacement,
                safe: correction.safe,
            }),
            also: also.iter().map(JsonSpot::new).collect(),
        }
    }
}

impl<'a> JsonSpot<'a> {
    fn new(spot: &'a Spot) -> Self {
        Self {
            file: spot.source().map(SourcePath::as_str),
            line: spot.range.map(|range| range.line),
            column: spot.range.map(|range| range.column),
            end_line: spot.range.map(|range| range.end_line),
            end_column: spot.range.map(|range| range.end_column),
            output: spot.output().map(OutputPath::as_str),
        }
    }
}
