//! Advice about fields of TOML: its examples are written for YAML, since that is what most people
//! have.

use crate::diagnostic::Diagnostic;

/// Writes the examples of an advice in TOML: `draft: true` becomes `draft = true`.
pub(super) fn of(diagnostic: Diagnostic) -> Diagnostic {
    let advice = diagnostic.advice.as_deref().map(in_toml);
    Diagnostic {
        advice,
        ..diagnostic
    }
}

fn in_toml(advice: &str) -> String {
    match advice {
        "write `key: value` lines below it, indented" => {
            return "write a table: a line `[name]`, and `key = \"value\"` lines below it"
                .to_owned();
        }
        "write `- ` before each, one on a line" => {
            return "write `[\"one\", \"two\"]`".to_owned();
        }
        _ => {}
    }
    // What is between backticks stands at the odd places.
    let parts = advice.split('`').enumerate();
    let parts: Vec<String> = parts
        .map(|(number, part)| match number % 2 == 1 {
            true => example(part),
            false => part.to_owned(),
        })
        .collect();
    parts.join("`")
}

fn example(written: &str) -> String {
    let is_key = |key: &str| key.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
    match written.split_once(':') {
        Some((key, value)) if !key.is_empty() && is_key(key) && !value.starts_with('/') => {
            let value = match value.trim() {
                "" => "…",
                value => value,
            };
            format!("{key} = {value}")
        }
        _ => written.to_owned(),
    }
}
