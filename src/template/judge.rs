//! The faults of a template that its text alone shows: calls of what does not exist, arguments
//! that nothing takes, and the language of other generators.

use super::calls::{Call, CallKind, Spanned, calls, is_sign};
use super::foreign::{self, GO_TEMPLATE, MACRO_CALL, Use};
use super::known::{self, Callable};
use super::tags::{Tag, tags};
use super::tokens::{Token, tokens};
use crate::diagnostic::{Diagnostic, Place, nearest};
use crate::path::SourcePath;
use std::ops::Range;

/// The tags of the engine.
const TAGS: &[&str] = &[
    "if",
    "elif",
    "else",
    "endif",
    "for",
    "endfor",
    "break",
    "continue",
    "set",
    "set_global",
    "endset",
    "block",
    "endblock",
    "extends",
    "include",
    "filter",
    "endfilter",
    "raw",
    "endraw",
    "component",
    "endcomponent",
];

/// The words that begin a statement of Hugo, which stands in the brackets of a value.
const GO_WORDS: &[&str] = &[
    "range", "with", "define", "template", "partial", "if", "else", "end", "block",
];

/// A fault and its bytes.
type Fault = (Diagnostic, Range<usize>);

/// Returns the faults of a template, in the order of its text.
pub(super) fn faults(file: &SourcePath, text: &str) -> Vec<Diagnostic> {
    let mut faults: Vec<Fault> = tags(text).filter_map(|tag| of_tag(text, &tag)).collect();
    if faults.is_empty() {
        faults.extend(calls(text).iter().flat_map(of_call));
    }
    let placed = faults.into_iter().map(|(fault, span)| {
        let file = file.clone();
        fault.at(Place::Span { file, span })
    });
    placed.collect()
}

/// Returns the fault of a tag that the engine cannot read, where we know what was meant.
fn of_tag(text: &str, tag: &Tag) -> Option<Fault> {
    let tokens = tokens(text, tag.inner.clone());
    let (first, span) = tokens.first()?;
    if let Some(fault) = macro_call(&tokens) {
        return Some(fault);
    }
    match first.word() {
        Some(word) if tag.is_statement => of_statement(word, span, &tokens),
        Some(word) if is_go(word, &tokens) => Some(go_template(word, span)),
        None if !tag.is_statement && matches!(first, Token::Sign('.' | '$')) => {
            let end = tokens.last().map_or(span.end, |(_, last)| last.end);
            Some(go_template(&text[span.start..end], &(span.start..end)))
        }
        _ => liquid_filter(&tokens),
    }
}

fn of_statement(word: &str, span: &Range<usize>, tokens: &[Spanned<'_>]) -> Option<Fault> {
    if !TAGS.contains(&word) {
        let message = format!("there is no tag `{{% {word} %}}`");
        let near = nearest(word, TAGS.iter().copied());
        let near = near.map(|near| format!("did you mean `{near}`?"));
        let advice = foreign::advice(Use::Tag, word).map(str::to_owned).or(near);
        let advice = advice.unwrap_or_else(|| format!("the tags are {}", listed(TAGS)));
        return Some((error(message).advise(advice), span.clone()));
    }
    let (next, next_span) = tokens.get(1)?;
    if let (Token::Word(name), "include" | "extends") = (next, word) {
        let end = tokens.iter().skip(1);
        let path = end.take_while(|(token, _)| !matches!(token, Token::Text(_)));
        let end = path.map(|(_, span)| span.end).max();
        let message = format!("the name of the template after `{word}` stands in quotes");
        let advice = format!("write `{{% {word} \"{name}.html\" %}}`");
        let span = next_span.start..end.unwrap_or(next_span.end);
        return Some((error(message).advise(advice), span));
    }
    liquid_filter(tokens)
}

/// True if a value begins as a statement of Hugo: `range .Pages`, `end`.
fn is_go(word: &str, tokens: &[Spanned<'_>]) -> bool {
    let next = tokens.get(1).map(|(token, _)| *token);
    let is_followed = match next {
        None => matches!(word, "end" | "else"),
        Some(Token::Word(_) | Token::Text(_) | Token::Sign('.' | '$')) => {
            // `if` may follow a variable of any name.
            next != Some(Token::Word("if")) && !is_field(tokens)
        }
        Some(Token::Sign(_)) => false,
    };
    GO_WORDS.contains(&word) && is_followed
}

/// True if a point follows the first word at once, as in `block.title`.
fn is_field(tokens: &[Spanned<'_>]) -> bool {
    is_sign(tokens, 1, '.') && tokens[0].1.end == tokens[1].1.start
}

fn go_template(written: &str, span: &Range<usize>) -> Fault {
    let message = format!("`{written}` is no value");
    let field = written.rsplit('.').next().filter(|_| written.contains('.'));
    let known = field.and_then(|field| foreign::advice(Use::Field, field.trim()));
    (
        error(message).advise(known.unwrap_or(GO_TEMPLATE)),
        span.clone(),
    )
}

/// Returns the fault of a call `m::name(…)`.
fn macro_call(tokens: &[Spanned<'_>]) -> Option<Fault> {
    let at = tokens.windows(4).position(|window| {
        let [(a, _), (b, _), (c, _), (d, _)] = window else {
            return false;
        };
        let names = a.word().is_some() && d.word().is_some();
        names && *b == Token::Sign(':') && *c == Token::Sign(':')
    })?;
    let (start, end) = (&tokens[at], &tokens[at + 3]);
    let (from, name) = (start.0.word()?, end.0.word()?);
    let message = format!("`{from}::{name}` calls a macro, and there are no macros");
    Some((error(message).advise(MACRO_CALL), start.1.start..end.1.end))
}

/// Returns the fault of a filter whose arguments stand behind a colon, as Liquid has them.
fn liquid_filter(tokens: &[Spanned<'_>]) -> Option<Fault> {
    let mut depth = 0_usize;
    for (at, (token, span)) in tokens.iter().enumerate() {
        match token {
            Token::Sign('(' | '[' | '{') => depth += 1,
            Token::Sign(')' | ']' | '}') => depth = depth.saturating_sub(1),
            Token::Word(name) if depth == 0 && at > 0 && is_sign(tokens, at - 1, '|') => {
                if !is_sign(tokens, at + 1, ':') {
                    continue;
                }
                let message = format!("the arguments of `{name}` stand behind a colon");
                let known = known::find(CallKind::Filter, name).map(|known| {
                    let call = signature(known);
                    format!("arguments stand in brackets, with their names: `{call}`")
                });
                let advice = foreign::advice(Use::Filter, name)
                    .map(str::to_owned)
                    .or(known);
                let advice = advice.unwrap_or_else(|| "there is no such filter".to_owned());
                return Some((error(message).advise(advice), span.clone()));
            }
            _ => {}
        }
    }
    None
}

fn of_call(call: &Call<'_>) -> Vec<Fault> {
    let Some(known) = known::find(call.kind, call.name) else {
        return vec![(unknown(call), call.span.clone())];
    };
    let name = call.name;
    if let Some(span) = &call.unnamed {
        let advice = match known.arguments().next() {
            Some(_) => format!("write `{}`", signature(known)),
            None => format!("leave it out: `{name}` takes none"),
        };
        let fault = error(format!("an argument of `{name}` has no name")).advise(advice);
        return vec![(fault, span.clone())];
    }
    if let Some((key, span)) = &call.key {
        let fault = error(format!("a point after a call of `{name}` is not read"));
        let advice = format!(
            "write `{name}(…)[\"{key}\"]`, or give it a name first: \
             `{{% set it = {name}(…) %}}` and `it.{key}`"
        );
        return vec![(fault.advise(advice), span.clone())];
    }
    let mut faults = Vec::new();
    for (argument, span) in &call.arguments {
        if known.arguments().any(|known| known == *argument) {
            continue;
        }
        let message = format!("`{name}` takes no argument `{argument}`");
        let near = nearest(argument, known.arguments());
        let advice = match (near, known.arguments().next()) {
            (Some(near), _) => format!("did you mean `{near}`?"),
            (None, Some(_)) => format!("write `{}`", signature(known)),
            (None, None) => format!("leave it out: `{name}` takes none"),
        };
        faults.push((error(message).advise(advice), span.clone()));
    }
    let is_given = |name: &str| call.arguments.iter().any(|(given, _)| *given == name);
    let missing = known.required.iter().find(|name| !is_given(name));
    if let (Some(missing), true) = (missing, faults.is_empty()) {
        let message = format!("`{name}` needs the argument `{missing}`");
        let advice = format!("write `{}`", signature(known));
        faults.push((error(message).advise(advice), call.span.clone()));
    }
    faults
}

fn unknown(call: &Call<'_>) -> Diagnostic {
    let (used, kind) = match call.kind {
        CallKind::Function => (Some(Use::Function), "function"),
        CallKind::Filter => (Some(Use::Filter), "filter"),
        CallKind::Test => (None, "test"),
    };
    let name = call.name;
    let foreign = used.and_then(|used| foreign::advice(used, name));
    let near = nearest(name, known::names(call.kind)).map(|near| format!("did you mean `{near}`?"));
    let other = [CallKind::Function, CallKind::Filter]
        .into_iter()
        .filter(|kind| *kind != call.kind)
        .find_map(|kind| known::find(kind, name))
        .map(|known| format!("write `{}`", signature(known)));
    let names: Vec<&str> = known::names(call.kind).collect();
    let advice = foreign.map(str::to_owned).or(other).or(near);
    let advice = advice.unwrap_or_else(|| format!("known are {}", listed(&names)));
    error(format!("there is no {kind} `{name}`")).advise(advice)
}

/// Returns a call with the arguments that it needs, or with all of them if it needs none.
fn signature(known: &Callable) -> String {
    let named = match known.required {
        [] => known.optional,
        required => required,
    };
    let arguments: Vec<String> = named.iter().map(|name| format!("{name}=…")).collect();
    let brackets = match (known.kind, arguments.is_empty()) {
        (CallKind::Filter | CallKind::Test, true) => String::new(),
        _ => format!("({})", arguments.join(", ")),
    };
    let before = match known.kind {
        CallKind::Function => "",
        CallKind::Filter => "… | ",
        CallKind::Test => "… is ",
    };
    format!("{before}{}{brackets}", known.name)
}

fn listed(names: &[&str]) -> String {
    let names: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    names.join(", ")
}

fn error(message: String) -> Diagnostic {
    Diagnostic::error("template", message)
}
