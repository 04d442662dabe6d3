//! Redirects from old URLs.

use crate::diagnostic::Diagnostic;
use crate::url::parse_path;
use crate::value::Value;
use crate::yaml::Field;
use std::collections::BTreeMap;

/// Reads the map `redirects`. Old paths lose the slashes around them, so that two spellings of one
/// path are found.
pub(super) fn redirects(field: &Field<'_>) -> BTreeMap<String, String> {
    let mut redirects = BTreeMap::new();
    for (old, entry) in field.entries().unwrap_or_default() {
        let is_pattern = is_redirect_pattern(old);
        let Some(new) = target(&entry, is_pattern) else {
            continue;
        };
        match old_path(old, is_pattern) {
            Ok(old) if redirects.contains_key(&old) => {
                entry.report_key(
                    Diagnostic::error("duplicate-key", format!("`{old}` is redirected twice"))
                        .advise("keep one of them"),
                );
            }
            Ok(old) => {
                redirects.insert(old, new);
            }
            Err(problem) => {
                let message = format!("the old path `{old}` {problem}");
                entry.report_key(
                    Diagnostic::error("wrong-type", message)
                        .advise("write the old path: `/old-page/`"),
                );
            }
        }
    }
    redirects
}

/// True if an old path is a pattern for hosts that know them: `/x/*`, `/news/:year/:title`.
pub fn is_redirect_pattern(old: &str) -> bool {
    old.split('/').any(is_placeholder)
}

/// True for a part of a pattern that stands for any text.
pub fn is_placeholder(part: &str) -> bool {
    let is_name = |name: &str| {
        !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
    };
    part == "*" || part.strip_prefix(':').is_some_and(is_name)
}

fn old_path(old: &str, is_pattern: bool) -> Result<String, &'static str> {
    if !is_pattern {
        return parse_path(old);
    }
    // The rest of a pattern is judged as a path.
    parse_path(&old.replace(['*', ':'], "x"))?;
    Ok(old.trim().trim_start_matches('/').to_owned())
}

/// Adds the slash at the start that a path of the site needs: `new-page/` is meant from the root.
fn from_root(text: String) -> String {
    if text.contains(':') || text.starts_with('/') {
        text
    } else {
        format!("/{text}")
    }
}

fn target(entry: &Field<'_>, is_pattern: bool) -> Option<String> {
    let text = if *entry.value() == Value::Null {
        None
    } else {
        entry.filled()
    };
    let sound = |text: &str| {
        let whole = text.starts_with("https://") || text.starts_with("http://");
        let local = (!text.contains(':') || is_pattern && text.starts_with('/'))
            && !text.starts_with("//")
            && !text.split('/').any(|part| part == "..");
        (whole || local)
            && !text
                .chars()
                .any(|c| c.is_control() || c.is_whitespace() || c == '\\')
    };
    match text {
        Some(text) if sound(&text) => Some(from_root(text)),
        _ => {
            let error = Diagnostic::error(
                "wrong-type",
                format!("`{}` has to say where it leads", entry.name()),
            );
            entry.report(
                error.advise("write a path on this site (`/new-page/`) or an address with https"),
            );
            None
        }
    }
}
