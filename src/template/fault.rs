//! The engine's errors as diagnostics.

use super::captured::{Capture, Captures};
use super::foreign::{self, Use};
use super::guarded::{Guarded, PAGES_BY_PATH, PICTURES};
use super::sources::Sources;
use super::tags::tags;
use crate::diagnostic::{Diagnostic, Place, nearest};
use std::ops::Range;
use tera::{ErrorKind, ReportError};

/// Returns an error of the engine as a diagnostic with its place in the template.
pub(super) fn diagnostic(
    error: &tera::Error,
    sources: &Sources,
    captures: &Captures,
) -> Diagnostic {
    match error.kind() {
        // Syntax is judged in the text as it is written.
        ErrorKind::SyntaxError(report) => {
            at_report(syntax(report.message()), report, sources, offset)
        }
        ErrorKind::RenderingError(report) => {
            let capture = captures.file(report.filename());
            let written = |text: &str, line, column| written_offset(text, capture, line, column);
            let diagnostic = rendering(report, sources, &written);
            advised(at_report(diagnostic, report, sources, written), sources)
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
pub(super) fn reports(
    message: &str,
    sources: &Sources,
    captures: &Captures,
) -> Vec<(String, Option<Diagnostic>)> {
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
            let capture = captures.file(name);
            let start = written_offset(source, capture, line, column.saturating_sub(1));
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
    offset: impl Fn(&str, usize, usize) -> usize,
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
fn written_offset(template: &str, capture: Capture, line: usize, column: usize) -> usize {
    let guarded = Guarded::of(template, capture);
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
fn rendering(
    report: &ReportError,
    sources: &Sources,
    written: &impl Fn(&str, usize, usize) -> usize,
) -> Diagnostic {
    let message = report.message();
    if let Some((name, known)) = undefined(message, "Variable", "Available variables: ") {
        let is_in_component = is_in_component(report, sources, written);
        return undefined_variable(name, known, is_in_component, sources);
    }
    if let Some((name, known)) = undefined(message, "Field", "Available fields: ") {
        return not_defined("undefined-field", Use::Field, name, &known);
    }
    Diagnostic::error("template", sentence(message))
}

/// Returns the name that is not defined, with those that the engine knows there.
fn undefined<'a>(message: &'a str, what: &str, listed: &str) -> Option<(&'a str, Vec<&'a str>)> {
    let rest = message.strip_prefix(what)?.strip_prefix(" `")?;
    let (name, rest) = rest.split_once('`')?;
    let known = rest.split_once(listed).map(|(_, names)| names.split(", "));
    let known = known.into_iter().flatten().collect();
    rest.contains("is not defined").then_some((name, known))
}

fn undefined_variable(
    name: &str,
    mut known: Vec<&str>,
    is_in_component: bool,
    sources: &Sources,
) -> Diagnostic {
    let code = "undefined-variable";
    known.retain(|name| ![PAGES_BY_PATH, PICTURES].contains(name));
    if !is_in_component {
        // A template is given only the roots that it names. It may name any of them.
        known.retain(|name| !sources.roots.contains(name));
        known.extend(sources.roots);
    } else if sources.roots.contains(&name) {
        let message = format!("this component does not declare `{name}`");
        let advice = format!("add `@{name}` to the brackets of its `{{% component … %}}`");
        return Diagnostic::error(code, message).advise(advice);
    }
    not_defined(code, Use::Variable, name, &known)
}

fn not_defined(code: &'static str, used: Use, name: &str, known: &[&str]) -> Diagnostic {
    let near = nearest(name, known.iter().copied()).map(|near| format!("did you mean `{near}`?"));
    let foreign = foreign::advice(used, name).map(str::to_owned);
    let advice = foreign.or(near).unwrap_or_else(|| match known.is_empty() {
        false => format!("known here: {}", known.join(", ")),
        true => "nothing is known here under any name".to_owned(),
    });
    Diagnostic::error(code, format!("`{name}` is not defined")).advise(advice)
}

/// True if the place of an error is in the declaration of a component: it sees only the roots that
/// it declares.
fn is_in_component(
    report: &ReportError,
    sources: &Sources,
    written: &impl Fn(&str, usize, usize) -> usize,
) -> bool {
    let Some((_, text)) = sources.templates.get(report.filename()) else {
        return false;
    };
    let span = report.span();
    let at = written(text, span.start_line, span.start_col);
    let before = tags(text).take_while(|tag| tag.inner.start <= at);
    let words = before.map(|tag| text[tag.inner].trim_start());
    let last = words.filter(|tag| tag.starts_with("component") || tag.starts_with("endcomponent"));
    last.last().is_some_and(|tag| tag.starts_with("component"))
}

/// Returns the name and the keys that a text begins with: `section.pages`.
fn chain(text: &str) -> &str {
    let is_part = |c: char| c.is_alphanumeric() || matches!(c, '_' | '.' | '[' | ']' | '"' | '\'');
    let end = text.find(|c| !is_part(c)).unwrap_or(text.len());
    &text[..end]
}

/// Adds the advice that the text at the place of an error makes possible.
fn advised(diagnostic: Diagnostic, sources: &Sources) -> Diagnostic {
    let Some(Place::Span { file, span }) = &diagnostic.place else {
        return diagnostic;
    };
    let mut texts = sources.templates.values();
    let text = texts.find(|(path, _)| path == file);
    let written = text.and_then(|(_, text)| text.get(span.start..));
    let written = written.map(chain).unwrap_or_default();
    let message = &diagnostic.message;
    if message.starts_with("iteration not possible on type `undefined`") {
        let field = written.rsplit('.').next().unwrap_or_default();
        let message = format!("`{written}` is not defined, so there is nothing to go through");
        let known = foreign::advice(Use::Field, field).unwrap_or(
            "docs/templates.md lists the keys; `{% if … is defined %}` asks for one of `extra`",
        );
        return Diagnostic {
            message,
            ..diagnostic
        }
        .advise(known);
    }
    if written.starts_with("sections[") && diagnostic.code == "undefined-field" {
        return diagnostic
            .advise("there is no such section: `section(path=\"…\")` tells which there are");
    }
    if message.contains("but got `none`") && diagnostic.advice.is_none() {
        return diagnostic.advise("the value is `none` here: ask for it first, `{% if … %}`");
    }
    diagnostic
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
