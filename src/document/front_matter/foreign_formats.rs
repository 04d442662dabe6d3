//! Front matter in TOML and JSON. It is an error, but enough of it is read that the page keeps its
//! address, and the error shows its first entry as YAML.

use crate::diagnostic::Diagnostic;
use crate::line::lines;
use crate::yaml::{Block, scalar};
use std::ops::Range;

/// Returns the error for front matter in TOML or JSON.
pub(super) fn error(block: &Block<'_>, format: &str) -> Diagnostic {
    let message = format!("this front matter is {format}, and Milepost reads YAML");
    let advice = "write `key: value` lines between two lines `---`";
    let problem = Diagnostic::error("front-matter", message).advise(advice);
    match first_pair(block.yaml()) {
        Some((span, fixed)) => problem.at(block.place(span)).fix(fixed, false),
        None => problem.at(block.place(0..0)),
    }
}

/// Returns the span of the first `key = value` or `"key": value`, and the same entry in YAML.
fn first_pair(text: &str) -> Option<(Range<usize>, String)> {
    lines(text, 0).find_map(|line| {
        let end = line.start + line.content.trim_end().len();
        Some((line.start..end, as_yaml(line.content.trim())?))
    })
}

/// Returns the entry of a line in YAML.
fn as_yaml(line: &str) -> Option<String> {
    let (key, value) = match line.strip_prefix('"') {
        Some(rest) => rest.split_once("\":")?,
        None => line
            .split_once('=')
            .filter(|_| !line.starts_with(['#', '[']))?,
    };
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

/// Converts TOML to YAML line by line, as far as front matter usually goes. Other lines stay as
/// they are, indented, and the parser of YAML skips them.
pub(super) fn toml_as_yaml(text: &str) -> String {
    let mut yaml = String::new();
    let mut indent = "";
    for line in lines(text, 0) {
        let line = line.content.trim();
        if let Some(table) = line
            .strip_prefix('[')
            .and_then(|line| line.strip_suffix(']'))
            .filter(|name| !name.contains([',', '"', '[']))
        {
            yaml.push_str(&format!("{table}:\n"));
            indent = "  ";
        } else {
            yaml.push_str(&format!(
                "{indent}{}\n",
                as_yaml(line).unwrap_or_else(|| format!("  {line}"))
            ));
        }
    }
    yaml
}
