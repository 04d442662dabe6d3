//! The engine's errors as diagnostics.

use super::guarded::Guarded;
use super::sources::Sources;
use crate::diagnostic::{Diagnostic, Place, nearest};
use std::ops::Range;
use tera::{ErrorKind, ReportError};

/// Returns an error of the engine as a diagnostic with its place in the template.
pub(super) fn diagnostic(error: &tera::Error, sources: &Sources) -> Diagnostic {
    match error.kind() {
        // Syntax is judged in the text as it is written.
        ErrorKind::SyntaxError(report) => {
            at_report(syntax(report.message()), report, sources, offset)
        }
        ErrorKind::RenderingError(report) => {
            at_report(rendering(report.message()), report, sources, written_offset)
        }
        ErrorKind::TemplateNotFound(name) => {
            let near = nearest(name, sources.templates.keys().map(String::as_str));
            let diagnostic =
                Diagnostic::error("unknown-template", format!("there is no template `{name}`"));
            with_advice(
                diagnostic,
                near.map(|near| format!("did you mean `{near}`?")),
            )
        }
        other => Diagnostic::error("template", sentence(&other.to_string())),
    }
}

/// Returns the errors of a message in which the engine lists several as text, each with the name
/// of its template. Each begins with `error: …` and a line `--> name:line:column`.
pub(super) fn reports(message: &str, sources: &Sources) -> Vec<(String, Option<Diagnostic>)> {
    let mut found = Vec::new();
    for report in message.split("\n\n") {
        let mut lines = report.lines();
        let text = lines.next().and_then(|line| line.strip_prefix("error: "));
        let place = lines
            .next()
            .and_then(|line| line.trim_start().strip_prefix("--> "));
        let (Some(text), Some((name, line, column))) = (text, place.and_then(name_line_column))
        else {
            continue;
        };
        let diagnostic = unknown(text);
        let place = sources.templates.get(name).map(|(path, source)| {
            let start = written_offset(source, line, column.saturating_sub(1));
            Place::Span {
                file: path.clone(),
                span: start..start,
            }
        });
        found.push((
            name.to_owned(),
            Some(Diagnostic {
                place,
                ..diagnostic
            }),
        ));
    }
    if found.is_empty() {
        let named = sources
            .templates
            .iter()
            .find(|(name, _)| message.contains(&format!("`{name}`")));
        found.extend(named.map(|(name, (path, _))| {
            (
                name.clone(),
                Some(
                    Diagnostic::error("template", sentence(message)).at(Place::File(path.clone())),
                ),
            )
        }));
    }
    found
}

fn name_line_column(text: &str) -> Option<(&str, usize, usize)> {
    let mut parts = text.rsplitn(3, ':');
    let column = parts.next()?.parse().ok()?;
    let line = parts.next()?.parse().ok()?;
    Some((parts.next()?, line, column))
}

fn at_report(
    diagnostic: Diagnostic,
    report: &ReportError,
    sources: &Sources,
    offset: fn(&str, usize, usize) -> usize,
) -> Diagnostic {
    match sources.templates.get(report.filename()) {
        Some((path, text)) => {
            let span = report.span();
            let start = offset(text, span.start_line, span.start_col);
            let end = offset(text, span.end_line, span.end_col).max(start);
            diagnostic.at(Place::Span {
                file: path.clone(),
                span: Range { start, end },
            })
        }
        None => diagnostic,
    }
}

/// Returns the offset in bytes, in a template as it is written, of a line and a column of the text
/// that the engine reads.
fn written_offset(template: &str, line: usize, column: usize) -> usize {
    let guarded = Guarded::of(template);
    guarded.written(offset(&guarded.text, line, column))
}

/// Returns the offset in bytes of a line (from 1) and a column (from 0, in characters).
fn offset(text: &str, line: usize, column: usize) -> usize {
    let start: usize = text
        .split_inclusive('\n')
        .take(line.saturating_sub(1))
        .map(str::len)
        .sum();
    let rest = &text[start.min(text.len())..];
    start
        + rest
            .char_indices()
            .nth(column)
            .map_or(rest.len(), |(at, _)| at)
}

fn syntax(message: &str) -> Diagnostic {
    Diagnostic::error("template-syntax", sentence(message)).advise(
        "compare with the lines around it: is a bracket, a quote or an `{% end… %}` missing?",
    )
}

/// Returns the diagnostic of an error that occurs while rendering. The two most common ones get a
/// message of ours, with the nearest name.
fn rendering(message: &str) -> Diagnostic {
    for (what, code, listed) in [
        ("Variable", "undefined-variable", "Available variables: "),
        ("Field", "undefined-field", "Available fields: "),
    ] {
        let Some(rest) = message
            .strip_prefix(what)
            .and_then(|rest| rest.strip_prefix(" `"))
        else {
            continue;
        };
        let Some((name, rest)) = rest.split_once('`') else {
            continue;
        };
        if !rest.contains("is not defined") {
            continue;
        }
        let known: Vec<&str> = rest
            .split_once(listed)
            .map(|(_, names)| names.split(", ").collect())
            .unwrap_or_default();
        let advice = match (nearest(name, known.iter().copied()), known.is_empty()) {
            (Some(near), _) => format!("did you mean `{near}`?"),
            (None, false) => format!("known here: {}", known.join(", ")),
            (None, true) => "nothing is known here under any name".to_owned(),
        };
        return Diagnostic::error(code, format!("`{name}` is not defined")).advise(advice);
    }
    Diagnostic::error("template", sentence(message))
}

fn unknown(message: &str) -> Diagnostic {
    let code = match message {
        _ if message.starts_with("Unknown template") => "unknown-template",
        _ if message.starts_with("Unknown component") => "unknown-component",
        _ => "template",
    };
    Diagnostic::error(code, sentence(message))
}

fn with_advice(diagnostic: Diagnostic, advice: Option<String>) -> Diagnostic {
    Diagnostic {
        advice,
        ..diagnostic
    }
}

/// Returns a message in the form of all our messages: it begins with a small letter and ends
/// without a full stop.
fn sentence(message: &str) -> String {
    let message = message.trim().trim_end_matches('.');
    let mut letters = message.chars();
    let first_word_is_name = message
        .split(' ')
        .next()
        .is_some_and(|word| word.chars().skip(1).any(char::is_uppercase));
    match letters.next() {
        Some(first) if !first_word_is_name => first.to_lowercase().chain(letters).collect(),
        _ => message.to_owned(),
    }
}
