//! Front matter of other formats: enough of it is read that a page keeps its address, and the first
//! line is shown as YAML.

use crate::diagnostic::Diagnostic;
use crate::yaml::{Block, scalar};
use std::ops::Range;

/// What to say about front matter in TOML or JSON.
pub(super) fn foreign_format(block: &Block<'_>, format: &str) -> Diagnostic {
    let message = format!("this front matter is {format}, and Milepost reads YAML");
    let advice = "write `key: value` lines between two lines `---`";
    let complaint = Diagnostic::error("front-matter", message).advise(advice);
    match first_pair(block.yaml()) {
        Some((span, fixed)) => complaint.at(block.place(span)).fix(fixed, false),
        None => complaint.at(block.place(0..0)),
    }
}

/// The first `key = value` or `"key": value`, and how YAML says it.
fn first_pair(text: &str) -> Option<(Range<usize>, String)> {
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        if let Some(converted) = pair(line.trim()) {
            return Some((at..at + line.trim_end().len(), converted));
        }
        at += line.len();
    }
    None
}

fn pair(line: &str) -> Option<String> {
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

/// TOML of the kind that front matter has, as YAML; lines that are none stay as they are and are
/// skipped by the reading.
pub(super) fn toml_as_yaml(text: &str) -> String {
    let mut yaml = String::new();
    let mut indent = "";
    for line in text.lines() {
        let line = line.trim();
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
                pair(line).unwrap_or_else(|| format!("  {line}"))
            ));
        }
    }
    yaml
}
