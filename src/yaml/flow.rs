//! The depth of nested brackets and braces, checked before the library reads them.
//!
//! The library's time grows with the square of that depth, so a file of nothing but brackets would
//! keep it busy for minutes.

use super::outline::{quoted_length, split_entry};
use crate::line::lines;

/// Returns the byte where brackets and braces are first nested more than `limit` deep.
///
/// In block style only the start of a value can open one. Texts of several lines (`|`, `>`) are
/// skipped.
pub(super) fn too_deep(text: &str, limit: usize) -> Option<usize> {
    // Most files have few or none.
    text.bytes()
        .filter(|byte| matches!(byte, b'[' | b'{'))
        .nth(limit)?;
    let mut at = 0;
    let mut literal: Option<usize> = None;
    while at < text.len() {
        let line = &text[at..line_end(text, at)];
        let column = line.len() - line.trim_start_matches(' ').len();
        let inside = literal.is_some_and(|outer| column > outer || line.trim().is_empty());
        let start = at;
        at += line.len();
        if inside {
            continue;
        }
        literal = None;
        let value = value_start(line);
        match line[value..].chars().next() {
            Some('|' | '>') => literal = Some(column),
            Some('[' | '{') => match flow(text, start + value, limit) {
                Ok(end) => at = line_end(text, end),
                Err(place) => return Some(place),
            },
            _ => {}
        }
    }
    None
}

/// Returns the byte at which the next line starts.
fn line_end(text: &str, at: usize) -> usize {
    lines(text, at).next().map_or(text.len(), |line| line.next)
}

/// Returns the byte where the value of a line starts, behind dashes, keys, anchors and tags.
fn value_start(line: &str) -> usize {
    let mut at = line.len() - line.trim_start().len();
    loop {
        let content = &line[at..];
        let skipped = match content.chars().next() {
            Some('-' | '?') if content[1..].starts_with([' ', '\t']) => 1,
            Some('&' | '!') => content
                .find([' ', '\t', '\n', '\r'])
                .unwrap_or(content.len()),
            Some('[' | '{') | None => return at,
            _ => match split_entry(content.trim_end()) {
                Some(entry) => entry.value,
                None => return at,
            },
        };
        if skipped == 0 {
            return at;
        }
        let rest = &content[skipped..];
        at += skipped + rest.len() - rest.trim_start_matches([' ', '\t']).len();
    }
}

/// Goes through one list or map. Returns its end, or as an error the byte where it is too deep.
fn flow(text: &str, start: usize, limit: usize) -> Result<usize, usize> {
    let mut depth = 0;
    let mut before = ' ';
    let mut at = start;
    while let Some(c) = text[at..].chars().next() {
        let starts_token = before.is_whitespace() || matches!(before, '[' | '{' | ',' | ':');
        match c {
            '[' | '{' => depth += 1,
            ']' | '}' => depth -= 1,
            '#' if before.is_whitespace() => {
                at = line_end(text, at);
                before = '\n';
                continue;
            }
            '"' | '\'' if starts_token => {
                at += quoted_length(&text[at..], c).unwrap_or(text.len() - at);
                before = c;
                continue;
            }
            _ => {}
        }
        if depth > limit {
            return Err(at);
        }
        at += c.len_utf8();
        if depth == 0 {
            return Ok(at);
        }
        before = c;
    }
    Ok(text.len())
}

#[cfg(test)]
mod tests {
    use super::too_deep;

    #[test]
    fn counts_what_the_library_would_nest() {
        let deep = "[".repeat(65);
        for text in [
            deep.clone(),
            format!("a: {deep}"),
            format!("- &x ? {deep}"),
            format!("a:\n  - b: {deep}"),
            "{a: ".repeat(65),
            "[ \"]\", ".repeat(65),
        ] {
            assert!(too_deep(&text, 64).is_some(), "{text}");
        }
        for text in [
            format!("a: |\n  {deep}\n\n  {deep}\nb: 1"),
            "[] ".repeat(99),
            format!("a: x {deep}"),
            "- [a]\n".repeat(99),
            format!("a: [\"{deep}\"]"),
        ] {
            assert_eq!(too_deep(&text, 64), None, "{text}");
        }
    }
}
