//! Mistakes in one line that stop the reading of YAML.
//!
//! Each function recognizes one mistake in the text of a line. It may guess: the caller tries the
//! correction and drops it if it does not help.

use super::line::Line;
use super::report::Mistake;
use crate::yaml::outline::{colon, quoted_length};
use crate::yaml::quoted;

/// Returns every mistake that a line may have in itself, the most likely first.
pub(super) fn mistakes(text: &str) -> Vec<Mistake> {
    let line = Line::new(text);
    if line.is_blank() {
        return Vec::new();
    }
    let all = [
        tab,
        curly,
        quote,
        apostrophe,
        behind_quote,
        escape,
        bracket,
        reserved,
        no_space,
        bad_dash,
        value_colon,
        equals,
    ];
    all.iter()
        .filter_map(|recognize| recognize(text, &line))
        .collect()
}

/// Returns the line at the indentations of the lines around it, the nearest first.
pub(super) fn indentations(text: &str, around: &[&str]) -> Vec<Mistake> {
    let line = Line::new(text);
    let mut seen = vec![line.indent()];
    let mut mistakes = Vec::new();
    for other in around {
        let indent = &other[..other.len() - other.trim_start_matches(' ').len()];
        if !seen.contains(&indent) {
            seen.push(indent);
            let corrected = format!("{indent}{}", text.trim());
            let message = "this line is indented differently from the lines that it belongs to";
            mistakes.extend(mistake(
                message,
                "indent the lines of one map or list alike",
                corrected,
                false,
            ));
        }
    }
    mistakes
}

fn mistake(
    message: impl Into<String>,
    advice: &str,
    corrected: String,
    safe: bool,
) -> Option<Mistake> {
    Some(Mistake {
        message: message.into(),
        advice: advice.to_owned(),
        corrected,
        safe,
    })
}

fn tab(text: &str, line: &Line<'_>) -> Option<Mistake> {
    let indent = line.indent();
    let corrected = format!("{}{}", indent.replace('\t', "  "), text.trim());
    indent.contains('\t').then(|| {
        mistake(
            "this line is indented with a tab, and YAML takes only spaces",
            "use two spaces for each step",
            corrected,
            true,
        )
    })?
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

fn curly(_: &str, line: &Line<'_>) -> Option<Mistake> {
    let inner = inside_curly(line.value)?;
    mistake(
        "these quotes are curly, and YAML takes only straight ones",
        "type `\"`; some editors bend it by themselves",
        line.with_value(&quoted(inner)),
        true,
    )
}

fn quote(_: &str, line: &Line<'_>) -> Option<Mistake> {
    let open = line
        .value
        .chars()
        .next()
        .filter(|c| matches!(c, '"' | '\''))?;
    if quoted_length(line.value, open).is_some() {
        return None;
    }
    let inner = line.value[1..]
        .trim_end_matches(['\u{201c}', '\u{201d}', '\u{2018}', '\u{2019}'])
        .trim_end();
    mistake(
        format!("the quote `{open}` is opened and never closed"),
        "close it at the end of the value",
        line.with_value(&quoted(inner)),
        false,
    )
}

fn apostrophe(_: &str, line: &Line<'_>) -> Option<Mistake> {
    let length = quoted_length(line.value, '\'').filter(|_| line.value.starts_with('\''))?;
    let behind = &line.value[length..];
    if !behind.starts_with(char::is_alphanumeric) {
        return None;
    }
    let inner = line.value[1..]
        .strip_suffix('\'')
        .unwrap_or(&line.value[1..])
        .replace("''", "'");
    mistake(
        "the apostrophe ends the text, because single quotes are around it",
        "use double quotes",
        line.with_value(&quoted(&inner)),
        true,
    )
}

fn behind_quote(_: &str, line: &Line<'_>) -> Option<Mistake> {
    let open = line
        .value
        .chars()
        .next()
        .filter(|c| matches!(c, '"' | '\''))?;
    let length = quoted_length(line.value, open)?;
    if line.value[length..].trim().is_empty() {
        return None;
    }
    let whole = line.value.ends_with(open) && line.value.matches(open).count() != 2;
    let text = if whole {
        &line.value[1..line.value.len() - 1]
    } else {
        line.value
    };
    let message = "there is more text behind the quote that ends the value";
    mistake(
        message,
        "put other quotes around the whole value",
        line.with_value(&quoted(text)),
        false,
    )
}

fn escape(_: &str, line: &Line<'_>) -> Option<Mistake> {
    let inner = line
        .value
        .strip_prefix('"')?
        .strip_suffix('"')
        .filter(|inner| inner.contains('\\'))?;
    let message = "a backslash in double quotes starts an escape, and there is no such escape";
    mistake(
        message,
        "use single quotes, which leave backslashes alone",
        line.with_value(&quoted(inner)),
        false,
    )
}

fn bracket(_: &str, line: &Line<'_>) -> Option<Mistake> {
    let (open, close) = match line.value.chars().next()? {
        '[' => ('[', ']'),
        '{' => ('{', '}'),
        _ => return None,
    };
    let missing = line
        .value
        .matches(open)
        .count()
        .checked_sub(line.value.matches(close).count())
        .filter(|missing| *missing == 1);
    missing?;
    let corrected = line.with_value(&format!(
        "{}{close}",
        line.value.trim_end_matches([',', ' '])
    ));
    mistake(
        format!("`{open}` is opened and never closed"),
        &format!("close it with `{close}`"),
        corrected,
        false,
    )
}

fn reserved(_: &str, line: &Line<'_>) -> Option<Mistake> {
    let first = line.value.chars().next()?;
    let list =
        matches!(first, '-' | '?') && line.value[1..].starts_with(' ') && !line.key.is_empty();
    let reserved = matches!(
        first,
        '@' | '`' | '%' | '*' | '&' | '!' | '[' | '{' | ']' | '}' | '>' | '|' | ','
    ) || list;
    let shown = if first == '`' {
        "a backtick".to_owned()
    } else {
        format!("`{first}`")
    };
    let message = format!("a value that begins with {shown} means something else to YAML");
    reserved.then(|| {
        mistake(
            message,
            "put quotes around the text",
            line.with_value(&quoted(line.value)),
            true,
        )
    })?
}

fn no_space(_: &str, line: &Line<'_>) -> Option<Mistake> {
    let (key, value) = line.value.split_once(':').filter(|_| line.key.is_empty())?;
    if !is_word(key) || value.is_empty() || value.starts_with([' ', '/', ':']) {
        return None;
    }
    let value = match colon(value) {
        Some(_) if !value.starts_with(['"', '\'']) => quoted(value),
        _ => value.to_owned(),
    };
    let corrected = format!("{}{key}: {value}{}", line.lead, line.comment);
    mistake(
        "there is no space after the colon",
        "write a space between the colon and the value",
        corrected,
        true,
    )
}

/// True if a text could be meant as a key.
fn is_word(text: &str) -> bool {
    text.len() > 1
        && text.starts_with(|c: char| c.is_ascii_alphabetic())
        && text
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-'))
}

/// Returns the text behind a dash that has no space behind it.
pub(super) fn without_dash(content: &str) -> Option<&str> {
    content
        .strip_prefix('-')
        .filter(|rest| rest.starts_with(|c: char| c.is_alphabetic() || matches!(c, '"' | '\'')))
}

fn bad_dash(text: &str, line: &Line<'_>) -> Option<Mistake> {
    let rest = without_dash(text.trim())?;
    mistake(
        NO_SPACE_AFTER_DASH,
        "write `- ` before each item of a list",
        format!("{}- {rest}", line.indent()),
        true,
    )
}

/// The message about a dash without a space behind it.
pub(super) const NO_SPACE_AFTER_DASH: &str = "there is no space after the dash";

fn value_colon(_: &str, line: &Line<'_>) -> Option<Mistake> {
    if line.key.is_empty() || line.value.starts_with(['"', '\'']) {
        return None;
    }
    colon(line.value)?;
    let message = "the value has a colon, and YAML takes it for the end of a key";
    mistake(
        message,
        "put quotes around the value",
        line.with_value(&quoted(line.value)),
        true,
    )
}

fn equals(_: &str, line: &Line<'_>) -> Option<Mistake> {
    let (key, value) = line.value.split_once('=').filter(|_| line.key.is_empty())?;
    let (key, value) = (key.trim(), value.trim());
    let corrected = format!("{}{key}: {value}{}", line.lead, line.comment);
    is_word(key).then(|| {
        mistake(
            "there is an equals sign where YAML has a colon",
            "write `key: value`",
            corrected,
            true,
        )
    })?
}
