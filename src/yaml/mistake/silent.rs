//! Mistakes that YAML reads without an error, but with another meaning.

use super::line::Line;
use super::report::Mistake;
use super::syntax::{inside_curly, no_space_after_dash};
use crate::diagnostic::{Diagnostic, Severity};
use crate::line;
use crate::value::Value;
use crate::yaml::block::Block;
use crate::yaml::load::load;
use crate::yaml::outline::{Node, Outline};
use crate::yaml::quote::quoted;

/// The longest line that is checked, in bytes. No author writes a longer line by hand, and one line
/// may hold very many values.
const LONGEST_LINE: usize = 2000;

/// Checks every value that the outline knows.
pub(in crate::yaml) fn silent(block: &Block<'_>, outline: &Outline<'_>) -> Vec<Diagnostic> {
    let yaml = block.content();
    let has_alias = has_alias(yaml);
    outline
        .nodes()
        .filter_map(|node| check(block, node, has_alias))
        .collect()
}

/// True if a value is an alias. A `&` is then most likely meant as an anchor.
fn has_alias(yaml: &str) -> bool {
    yaml.match_indices('*').any(|(at, _)| {
        let starts = yaml[..at].ends_with([' ', '[', ',', '{']);
        starts && yaml[at + 1..].starts_with(|c: char| c.is_ascii_alphanumeric())
    })
}

fn check(block: &Block<'_>, node: &Node, has_alias: bool) -> Option<Diagnostic> {
    let yaml = block.content();
    let is_inline = node.value.start <= node.line.end;
    let bytes = match is_inline {
        true => node.line.clone(),
        false => line::around(yaml, node.value.start),
    };
    if bytes.len() > LONGEST_LINE {
        return None;
    }
    let text = yaml[bytes.clone()].trim_end();
    let line = Line::new(text);
    let (severity, mistake) = match is_inline {
        false => (Severity::Error, no_space_after_dash(&line)?),
        true if node.value.is_empty() => {
            let has_nothing_below = node.children == 0;
            let lost = lost_value(&line).filter(|_| has_nothing_below)?;
            (Severity::Warning, lost)
        }
        true if node.value.end > bytes.end => return None,
        true => match cut_value(&line).or_else(|| curly_quotes(&line)) {
            Some(mistake) => (Severity::Warning, mistake),
            None => (Severity::Error, property(&line).filter(|_| !has_alias)?),
        },
    };
    let span = if node.value.is_empty() {
        node.key.clone()
    } else {
        node.value.start..node.value.end.min(bytes.end)
    };
    Some(Diagnostic {
        severity,
        ..mistake.into_diagnostic(block, span)
    })
}

/// Recognizes `title: Running #1`: everything from the `#` on is a comment.
fn cut_value(line: &Line<'_>) -> Option<Mistake> {
    let behind = line.comment.trim_start().strip_prefix('#')?;
    let plain = !line
        .value
        .starts_with(['"', '\'', '[', '{', '|', '>', '&', '*', '!']);
    if !plain || !behind.starts_with(char::is_alphanumeric) || !is_text(line.value) {
        return None;
    }
    let whole = format!("{}{}", line.value, line.comment);
    Some(Mistake {
        message: format!(
            "` #` begins a comment, so the value is only `{}`",
            line.value
        ),
        advice: "put quotes around the value, or a space behind `#` if it is a comment".to_owned(),
        corrected: Line {
            comment: "",
            ..line.clone()
        }
        .with_value(&quoted(&whole)),
        safe: false,
    })
}

fn is_text(value: &str) -> bool {
    let is_number = !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_digit());
    !is_number && matches!(load(value), Ok(Value::Text(_)))
}

/// Recognizes `color: #ff0000`: no value is left.
fn lost_value(line: &Line<'_>) -> Option<Mistake> {
    let whole = if line.value.starts_with('#') {
        line.value
    } else {
        line.comment.trim_start()
    };
    let behind = whole.strip_prefix('#')?;
    behind.starts_with(char::is_alphanumeric).then(|| Mistake {
        message: "`#` begins a comment, so there is no value".to_owned(),
        advice: "put quotes around the value, or a space behind `#` if it is a comment".to_owned(),
        corrected: Line {
            comment: "",
            ..line.clone()
        }
        .with_value(&quoted(whole)),
        safe: false,
    })
}

fn curly_quotes(line: &Line<'_>) -> Option<Mistake> {
    let inner = inside_curly(line.value).filter(|_| {
        line.value
            .ends_with(['\u{201c}', '\u{201d}', '\u{2018}', '\u{2019}'])
    })?;
    let single = inner.contains(['\u{201c}', '\u{201d}', '\u{2018}']);
    (!single).then(|| Mistake {
        message: "these quotes are curly, so they belong to the text".to_owned(),
        advice: "type straight quotes, or put straight ones around the curly ones".to_owned(),
        corrected: line.with_value(&quoted(inner)),
        safe: false,
    })
}

/// Recognizes `title: & more` and `title: !important note`, which YAML takes for the name of an
/// anchor and for a tag.
fn property(line: &Line<'_>) -> Option<Mistake> {
    let first = line
        .value
        .chars()
        .next()
        .filter(|c| matches!(c, '&' | '!'))?;
    line.value.contains(' ').then(|| Mistake {
        message: format!("a value that begins with `{first}` means something else to YAML"),
        advice: "put quotes around the text".to_owned(),
        corrected: line.with_value(&quoted(line.value)),
        safe: true,
    })
}
