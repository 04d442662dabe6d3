//! Mistakes in one line that stop the reading of YAML.
//!
//! Each function recognizes one mistake. It may guess: the caller tries the correction and drops it
//! if it does not help.

use super::line::Line;
use super::report::Mistake;
use crate::yaml::outline::{colon, quoted_length};
use crate::yaml::quote::quoted;

/// Returns every mistake that a line may have in itself, the most likely first.
pub(super) fn mistakes(text: &str) -> Vec<Mistake> {
    let line = Line::new(text);
    if line.is_blank() {
        return Vec::new();
    }
    let recognizers = [
        tab_in_indentation,
        curly_quotes,
        unclosed_quote,
        apostrophe_in_quotes,
        text_behind_quote,
        unknown_escape,
        unclosed_bracket,
        reserved_character,
        no_space_after_colon,
        no_space_after_dash,
        colon_in_value,
        equals_sign,
    ];
    recognizers
        .iter()
        .filter_map(|recognize| recognize(&line))
        .collect()
}

/// Returns the line at the indentations of the lines around it, the nearest first.
pub(super) fn indentations(text: &str, around: &[&str]) -> Vec<Mistake> {
    let line = Line::new(text);
    let mut seen = vec![line.indent()];
    let mut mistakes = Vec::new();
    for other in around {
        let indent = &other[..other.len() - other.trim_start_matches(' ').len()];
        if seen.contains(&indent) {
            continue;
        }
        seen.push(indent);
        mistakes.push(mistake(
            "this line is indented differently from the lines that it belongs to",
            "indent the lines of one map or list alike",
            format!("{indent}{}", text.trim()),
            false,
        ));
    }
    mistakes
}

fn mistake(message: impl Into<String>, advice: &str, corrected: String, safe: bool) -> Mistake {
    Mistake {
        message: message.into(),
        advice: advice.to_owned(),
        corrected,
        safe,
    }
}

fn tab_in_indentation(line: &Line<'_>) -> Option<Mistake> {
    let indent = line.indent();
    let corrected = format!("{}{}", indent.replace('\t', "  "), line.text.trim());
    indent.contains('\t').then(|| {
        mistake(
            "this line is indented with a tab, and YAML takes only spaces",
            "use two spaces for each step",
            corrected,
            true,
        )
    })
}

/// Returns the text between curly quotes, or behind an opening one.
pub(super) fn inside_curly(value: &str) -> Option<&str> {
    let inner = value.strip_prefix(['\u{201c}', '\u{201d}', '\u{201e}', '\u{2018}', '\u{2019}'])?;
    Some(
        inner
            .strip_suffix(['\u{201c}', '\u{201d}', '\u{2018}', '\u{2019}', '"'])
            .unwrap_or(inner),
    )
}

/// Recognizes `title: “Massage: why”`.
fn curly_quotes(line: &Line<'_>) -> Option<Mistake> {
    let inner = inside_curly(line.value)?;
    Some(mistake(
        "these quotes are curly, and YAML takes only straight ones",
        "type `\"`; some editors bend it by themselves",
        line.with_value(&quoted(inner)),
        true,
    ))
}

/// Recognizes `title: "Massage`.
fn unclosed_quote(line: &Line<'_>) -> Option<Mistake> {
    let open = line.opening_quote()?;
    if quoted_length(line.value, open).is_some() {
        return None;
    }
    let inner = line.value[1..]
        .trim_end_matches(['\u{201c}', '\u{201d}', '\u{2018}', '\u{2019}'])
        .trim_end();
    Some(mistake(
        format!("the quote `{open}` is opened and never closed"),
        "close it at the end of the value",
        line.with_value(&quoted(inner)),
        false,
    ))
}

/// Recognizes `title: 'Runner's knee'`.
fn apostrophe_in_quotes(line: &Line<'_>) -> Option<Mistake> {
    let length = quoted_length(line.value, '\'').filter(|_| line.value.starts_with('\''))?;
    let behind = &line.value[length..];
    if !behind.starts_with(char::is_alphanumeric) {
        return None;
    }
    let inner = line.value[1..]
        .strip_suffix('\'')
        .unwrap_or(&line.value[1..])
        .replace("''", "'");
    Some(mistake(
        "the apostrophe ends the text, because single quotes are around it",
        "use double quotes",
        line.with_value(&quoted(&inner)),
        true,
    ))
}

/// Recognizes `title: "Massage" for runners`.
fn text_behind_quote(line: &Line<'_>) -> Option<Mistake> {
    let open = line.opening_quote()?;
    let length = quoted_length(line.value, open)?;
    if line.value[length..].trim().is_empty() {
        return None;
    }
    // In `"a" and "b"` the quotes belong to the text, in `"a "b" c"` the outer ones do not.
    let whole = line.value.ends_with(open) && line.value.matches(open).count() != 2;
    let text = if whole {
        &line.value[1..line.value.len() - 1]
    } else {
        line.value
    };
    Some(mistake(
        "there is more text behind the quote that ends the value",
        "put other quotes around the whole value",
        line.with_value(&quoted(text)),
        false,
    ))
}

/// Recognizes `path: "C:\sites"`.
fn unknown_escape(line: &Line<'_>) -> Option<Mistake> {
    let inner = line
        .value
        .strip_prefix('"')?
        .strip_suffix('"')
        .filter(|inner| inner.contains('\\'))?;
    Some(mistake(
        "a backslash in double quotes starts an escape, and there is no such escape",
        "use single quotes, which leave backslashes alone",
        line.with_value(&quoted(inner)),
        false,
    ))
}

/// Recognizes `tags: [a, b`.
fn unclosed_bracket(line: &Line<'_>) -> Option<Mistake> {
    let (open, close) = match line.value.chars().next()? {
        '[' => ('[', ']'),
        '{' => ('{', '}'),
        _ => return None,
    };
    let occurrences = |bracket| line.value.matches(bracket).count();
    if occurrences(open) != occurrences(close) + 1 {
        return None;
    }
    let inner = line.value.trim_end_matches([',', ' ']);
    Some(mistake(
        format!("`{open}` is opened and never closed"),
        &format!("close it with `{close}`"),
        line.with_value(&format!("{inner}{close}")),
        false,
    ))
}

/// Recognizes `title: @home`, a value that begins with a character of YAML's own.
fn reserved_character(line: &Line<'_>) -> Option<Mistake> {
    let first = line.value.chars().next()?;
    let is_item =
        matches!(first, '-' | '?') && line.value[1..].starts_with(' ') && !line.key.is_empty();
    let is_reserved = matches!(
        first,
        '@' | '`' | '%' | '*' | '&' | '!' | '[' | '{' | ']' | '}' | '>' | '|' | ','
    );
    let shown = if first == '`' {
        "a backtick".to_owned()
    } else {
        format!("`{first}`")
    };
    (is_reserved || is_item).then(|| {
        mistake(
            format!("a value that begins with {shown} means something else to YAML"),
            "put quotes around the text",
            line.with_value(&quoted(line.value)),
            true,
        )
    })
}

/// Recognizes `title:Massage`.
fn no_space_after_colon(line: &Line<'_>) -> Option<Mistake> {
    let (key, value) = line.value.split_once(':').filter(|_| line.key.is_empty())?;
    if !is_word(key) || value.is_empty() || value.starts_with([' ', '/', ':']) {
        return None;
    }
    let value = match colon(value) {
        Some(_) if !value.starts_with(['"', '\'']) => quoted(value),
        _ => value.to_owned(),
    };
    Some(mistake(
        "there is no space after the colon",
        "write a space between the colon and the value",
        format!("{}{key}: {value}{}", line.lead, line.comment),
        true,
    ))
}

/// True if a text could be meant as a key.
fn is_word(text: &str) -> bool {
    text.len() > 1
        && text.starts_with(|c: char| c.is_ascii_alphabetic())
        && text
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-'))
}

/// Recognizes `-item`.
pub(super) fn no_space_after_dash(line: &Line<'_>) -> Option<Mistake> {
    let rest = line.text.trim().strip_prefix('-')?;
    let is_item = rest.starts_with(|c: char| c.is_alphabetic() || matches!(c, '"' | '\''));
    is_item.then(|| {
        mistake(
            "there is no space after the dash",
            "write `- ` before each item of a list",
            format!("{}- {rest}", line.indent()),
            true,
        )
    })
}

/// Recognizes `title: Massage: why`.
fn colon_in_value(line: &Line<'_>) -> Option<Mistake> {
    if line.key.is_empty() || line.value.starts_with(['"', '\'']) {
        return None;
    }
    colon(line.value)?;
    Some(mistake(
        "the value has a colon, and YAML takes it for the end of a key",
        "put quotes around the value",
        line.with_value(&quoted(line.value)),
        true,
    ))
}

/// Recognizes `title = Massage`.
fn equals_sign(line: &Line<'_>) -> Option<Mistake> {
    let (key, value) = line.value.split_once('=').filter(|_| line.key.is_empty())?;
    let (key, value) = (key.trim(), value.trim());
    is_word(key).then(|| {
        mistake(
            "there is an equals sign where YAML has a colon",
            "write `key: value`",
            format!("{}{key}: {value}{}", line.lead, line.comment),
            true,
        )
    })
}
