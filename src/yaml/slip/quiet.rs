//! Slips that YAML reads without a word, and not as they are meant.

use super::Slip;
use super::line::Line;
use super::loud::{NO_SPACE_AFTER_DASH, inside_curly, without_dash};
use crate::diagnostic::Severity;
use crate::yaml::outline::{Leaf, Outline};
use crate::yaml::{Block, quoted};
use crate::{diagnostic::Diagnostic, value::Value, yaml::load::load};

/// The longest line that is looked at: nobody writes a longer one by hand, and one line may hold
/// very many values.
const LONGEST_LINE: usize = 2000;

/// Looks at every value that the outline knows.
pub(in crate::yaml) fn quiet(block: &Block<'_>, outline: &Outline<'_>) -> Vec<Diagnostic> {
    let yaml = block.yaml();
    let has_alias = has_alias(yaml);
    outline
        .leaves()
        .filter_map(|leaf| look(block, &leaf, has_alias))
        .collect()
}

/// Whether some value is an alias; then `&` is most likely meant as an anchor.
fn has_alias(yaml: &str) -> bool {
    yaml.match_indices('*').any(|(at, _)| {
        let starts = yaml[..at].ends_with([' ', '[', ',', '{']);
        starts && yaml[at + 1..].starts_with(|c: char| c.is_ascii_alphanumeric())
    })
}

fn look(block: &Block<'_>, leaf: &Leaf, has_alias: bool) -> Option<Diagnostic> {
    let yaml = block.yaml();
    let inline = leaf.value.start <= leaf.line.end;
    let (start, end) = match inline {
        true => (leaf.line.start, leaf.line.end),
        false => line_around(yaml, leaf.value.start),
    };
    if end - start > LONGEST_LINE {
        return None;
    }
    let text = yaml[start..end].trim_end();
    let line = Line::new(text);
    let (severity, slip) = match inline {
        false => (Severity::Error, no_space_after_dash(text, &line)?),
        true if leaf.value.is_empty() => {
            (Severity::Warning, lost(&line).filter(|_| leaf.childless)?)
        }
        true if leaf.value.end > end => return None,
        true => match cut(&line).or_else(|| curly(&line)) {
            Some(slip) => (Severity::Warning, slip),
            None => (Severity::Error, property(&line).filter(|_| !has_alias)?),
        },
    };
    let span = if leaf.value.is_empty() {
        leaf.key.clone()
    } else {
        leaf.value.start..leaf.value.end.min(end)
    };
    Some(Diagnostic {
        severity,
        ..slip.tell(block, span)
    })
}

fn line_around(text: &str, at: usize) -> (usize, usize) {
    let start = text[..at].rfind('\n').map_or(0, |newline| newline + 1);
    (
        start,
        text[at..]
            .find('\n')
            .map_or(text.len(), |newline| at + newline),
    )
}

/// `title: Running #1`: everything from the `#` on is a comment.
fn cut(line: &Line<'_>) -> Option<Slip> {
    let behind = line.comment.trim_start().strip_prefix('#')?;
    let plain = !line
        .value
        .starts_with(['"', '\'', '[', '{', '|', '>', '&', '*', '!']);
    if !plain || !behind.starts_with(char::is_alphanumeric) || !is_text(line.value) {
        return None;
    }
    let whole = format!("{}{}", line.value, line.comment);
    Some(Slip {
        message: format!(
            "` #` begins a comment, so the value is only `{}`",
            line.value
        ),
        advice: "put quotes around the value, or a space behind `#` if it is a comment".to_owned(),
        fixed: Line {
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

/// `color: #ff0000`: there is no value left.
fn lost(line: &Line<'_>) -> Option<Slip> {
    let whole = if line.value.starts_with('#') {
        line.value
    } else {
        line.comment.trim_start()
    };
    let behind = whole.strip_prefix('#')?;
    behind.starts_with(char::is_alphanumeric).then(|| Slip {
        message: "`#` begins a comment, so there is no value".to_owned(),
        advice: "put quotes around the value, or a space behind `#` if it is a comment".to_owned(),
        fixed: Line {
            comment: "",
            ..line.clone()
        }
        .with_value(&quoted(whole)),
        safe: false,
    })
}

fn curly(line: &Line<'_>) -> Option<Slip> {
    let inner = inside_curly(line.value).filter(|_| {
        line.value
            .ends_with(['\u{201c}', '\u{201d}', '\u{2018}', '\u{2019}'])
    })?;
    let single = inner.contains(['\u{201c}', '\u{201d}', '\u{2018}']);
    (!single).then(|| Slip {
        message: "these quotes are curly, so they belong to the text".to_owned(),
        advice: "type straight quotes, or put straight ones around the curly ones".to_owned(),
        fixed: line.with_value(&quoted(inner)),
        safe: false,
    })
}

/// `title: & more`, `title: !important note`: taken for the name of an anchor, or for a tag.
fn property(line: &Line<'_>) -> Option<Slip> {
    let first = line
        .value
        .chars()
        .next()
        .filter(|c| matches!(c, '&' | '!'))?;
    line.value.contains(' ').then(|| Slip {
        message: format!("a value that begins with `{first}` means something else to YAML"),
        advice: "put quotes around the text".to_owned(),
        fixed: line.with_value(&quoted(line.value)),
        safe: true,
    })
}

fn no_space_after_dash(text: &str, line: &Line<'_>) -> Option<Slip> {
    let rest = without_dash(text.trim())?;
    Some(Slip {
        message: NO_SPACE_AFTER_DASH.to_owned(),
        advice: "write `- ` before each item of a list".to_owned(),
        fixed: format!("{}- {rest}", line.indent()),
        safe: true,
    })
}
