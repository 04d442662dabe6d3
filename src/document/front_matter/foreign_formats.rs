//! Front matter in JSON. It is an error, but enough of it is read that the page keeps its
//! address, and the error shows its first entry as YAML.

use crate::diagnostic::Diagnostic;
use crate::line::lines;
use crate::yaml::{Block, scalar};
use std::ops::Range;

/// Returns the error for front matter in JSON.
pub(super) fn error(block: &Block<'_>) -> Diagnostic {
    let message = "this front matter is JSON, and Milepost reads YAML and TOML";
    let advice = "write `key: value` lines between two lines `---`";
    let problem = Diagnostic::error("front-matter", message).advise(advice);
    match first_pair(block.content()) {
        Some((span, fixed)) => problem.at(block.place(span)).fix(fixed, false),
        None => problem.at(block.place(0..0)),
    }
}

/// Returns the span of the first `"key": value`, and the same entry in YAML.
fn first_pair(text: &str) -> Option<(Range<usize>, String)> {
    lines(text, 0).find_map(|line| {
        let end = line.start + line.content.trim_end().len();
        Some((line.start..end, as_yaml(line.content.trim())?))
    })
}

/// Returns the entry of a line in YAML.
fn as_yaml(line: &str) -> Option<String> {
    let (key, value) = line.strip_prefix('"')?.split_once("\":")?;
    let value = value.trim().trim_end_matches(',');
    let bare = value
        .strip_prefix('"')
        .and_then(|value| value.strip_suffix('"'))
        .filter(|inner| !inner.contains(['"', '\\']));
    Some(format!(
        "{}: {}",
        key.trim(),
        bare.map_or_else(|| value.to_owned(), scalar)
    ))
}
