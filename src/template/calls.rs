//! The calls of functions, filters and tests in a template, read from its text: the engine does
//! not say which arguments a call gives.

use super::tags::{Tag, tags};
use super::tokens::{Token, tokens};
use std::ops::Range;

/// A kind of what can be called.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum CallKind {
    /// `name(…)`.
    Function,
    /// `value | name(…)`.
    Filter,
    /// `value is name(…)`.
    Test,
}

/// A call as it is written.
#[derive(Debug)]
pub(super) struct Call<'a> {
    pub kind: CallKind,
    pub name: &'a str,
    /// The bytes of the name.
    pub span: Range<usize>,
    /// The byte behind the opening bracket, if there is one.
    pub opened: Option<usize>,
    /// The names of the arguments, with their bytes.
    pub arguments: Vec<(&'a str, Range<usize>)>,
    /// The bytes of the first argument that has no name.
    pub unnamed: Option<Range<usize>>,
    /// The key that a point behind the closing bracket asks for, with the bytes of both.
    pub key: Option<(&'a str, Range<usize>)>,
}

/// A token with its bytes in the template.
pub(super) type Spanned<'a> = (Token<'a>, Range<usize>);

/// Words that a bracket may follow without being called.
const KEYWORDS: &[&str] = &[
    "if",
    "elif",
    "else",
    "and",
    "or",
    "not",
    "in",
    "is",
    "for",
    "set",
    "set_global",
    "extends",
    "include",
    "filter",
];

/// Returns the calls of a template in their order.
pub(super) fn calls(template: &str) -> Vec<Call<'_>> {
    tags(template)
        .flat_map(|tag| calls_of(template, &tag))
        .collect()
}

fn calls_of<'a>(template: &'a str, tag: &Tag) -> Vec<Call<'a>> {
    let tokens = tokens(template, tag.inner.clone());
    let first = tokens.first().and_then(|(token, _)| token.word());
    // A declaration calls nothing.
    if tag.is_statement && first == Some("component") {
        return Vec::new();
    }
    let called = (0..tokens.len()).filter_map(|at| {
        let (Token::Word(name), span) = &tokens[at] else {
            return None;
        };
        let kind = kind(&tokens, at, tag.is_statement)?;
        let mut call = Call {
            kind,
            name,
            span: span.clone(),
            opened: None,
            arguments: Vec::new(),
            unnamed: None,
            key: None,
        };
        if is_sign(&tokens, at + 1, '(') {
            call.opened = Some(tokens[at + 1].1.end);
            read_arguments(&mut call, &tokens[at + 2..]);
        }
        Some(call)
    });
    called.collect()
}

/// Returns the kind of call that the word with this number is the name of, if it is one.
fn kind(tokens: &[Spanned<'_>], at: usize, is_statement: bool) -> Option<CallKind> {
    let before = at.checked_sub(1).map(|before| tokens[before].0);
    let word = tokens[at].0.word()?;
    match before {
        Some(Token::Sign('|')) if !is_sign(tokens, at.wrapping_sub(2), '|') => {
            return Some(CallKind::Filter);
        }
        Some(Token::Word("filter")) if is_statement && at == 1 => return Some(CallKind::Filter),
        Some(Token::Word("is")) if word != "not" && at > 1 => return Some(CallKind::Test),
        Some(Token::Word("not")) if at > 2 && tokens[at - 2].0 == Token::Word("is") => {
            return Some(CallKind::Test);
        }
        // A field, the name of a component, or of a macro of other generators.
        Some(Token::Sign('.' | '<' | ':')) => return None,
        _ => {}
    }
    let is_called = is_sign(tokens, at + 1, '(') && !KEYWORDS.contains(&word);
    is_called.then_some(CallKind::Function)
}

pub(super) fn is_sign(tokens: &[Spanned<'_>], at: usize, sign: char) -> bool {
    tokens
        .get(at)
        .is_some_and(|(token, _)| *token == Token::Sign(sign))
}

/// Reads the arguments of a call from what stands behind its opening bracket.
fn read_arguments<'a>(call: &mut Call<'a>, tokens: &[Spanned<'a>]) {
    let mut depth = 0;
    let mut is_start = true;
    for (at, (token, span)) in tokens.iter().enumerate() {
        match token {
            Token::Sign(')' | ']' | '}') if depth == 0 => {
                call.key = key(&tokens[at + 1..]);
                return;
            }
            Token::Sign(',') if depth == 0 => {
                is_start = true;
                continue;
            }
            Token::Word(name) if is_start && is_named(tokens, at) => {
                call.arguments.push((name, span.clone()));
            }
            _ if is_start => _ = call.unnamed.get_or_insert(span.clone()),
            _ => {}
        }
        match token {
            Token::Sign('(' | '[' | '{') => depth += 1,
            Token::Sign(')' | ']' | '}') => depth -= 1,
            _ => {}
        }
        is_start = false;
    }
}

/// Returns the key behind a point at the start of these tokens.
fn key<'a>(tokens: &[Spanned<'a>]) -> Option<(&'a str, Range<usize>)> {
    let [(Token::Sign('.'), point), (Token::Word(key), span), ..] = tokens else {
        return None;
    };
    Some((key, point.start..span.end))
}

/// True if an equals sign follows, and not two of them.
fn is_named(tokens: &[Spanned<'_>], at: usize) -> bool {
    is_sign(tokens, at + 1, '=') && !is_sign(tokens, at + 2, '=')
}
