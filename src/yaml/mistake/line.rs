//! A line taken apart, so that one part of it can be replaced.

use crate::yaml::outline::{split_entry, value_length};

/// The parts of a line in their order. Together they are the line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Line<'a> {
    /// The whole line.
    pub text: &'a str,
    /// White space, then dashes with the space behind each.
    pub lead: &'a str,
    /// The key with its colon and the space behind it; empty for a line without a key.
    pub key: &'a str,
    /// The value as it is written. Without a key, everything up to the comment.
    pub value: &'a str,
    /// A comment with the space before it.
    pub comment: &'a str,
}

impl<'a> Line<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        let mut start = text.len() - text.trim_start().len();
        while text[start..].starts_with("- ") {
            let rest = &text[start + 2..];
            start += 2 + rest.len() - rest.trim_start().len();
        }
        let content = &text[start..];
        let value = split_entry(content).map_or(0, |entry| entry.value);
        let (key, rest) = content.split_at(value);
        let rest = rest.trim_end();
        let length = loose_value_length(rest);
        Line {
            text,
            lead: &text[..start],
            key,
            value: &rest[..length],
            comment: &rest[length..],
        }
    }

    /// Returns the line with another value.
    pub(super) fn with_value(&self, value: &str) -> String {
        let gap = if self.key.ends_with(':') { " " } else { "" };
        format!("{}{}{gap}{value}{}", self.lead, self.key, self.comment)
    }

    /// Returns the white space at the start.
    pub(super) fn indent(&self) -> &'a str {
        &self.lead[..self.lead.len() - self.lead.trim_start().len()]
    }

    /// Returns the quote that the value begins with.
    pub(super) fn opening_quote(&self) -> Option<char> {
        self.value
            .chars()
            .next()
            .filter(|c| matches!(c, '"' | '\''))
    }

    pub(super) fn is_blank(&self) -> bool {
        self.key.is_empty()
            && (self.value.is_empty() || self.value.starts_with('#'))
            && self.lead.trim().is_empty()
    }
}

/// Returns the length of the value like [`value_length`], except that a quoted value counts with
/// the text behind it. Such text is one of the mistakes.
fn loose_value_length(rest: &str) -> usize {
    let strict = value_length(rest);
    let behind = rest[strict..].trim_start();
    if behind.is_empty() || behind.starts_with('#') && behind.len() < rest[strict..].len() {
        return strict;
    }
    let comment = rest[strict..]
        .find(" # ")
        .map_or(rest.len(), |at| strict + at);
    rest[..comment].trim_end().len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_parts_are_the_line() {
        for (text, parts) in [
            ("title: Foo # a", ["", "title: ", "Foo", " # a"]),
            ("  - - a: \"b\" c", ["  - - ", "a: ", "\"b\" c", ""]),
            ("  - item", ["  - ", "", "item", ""]),
            ("title:", ["", "title:", "", ""]),
            (
                "title: 'runner's guide'",
                ["", "title: ", "'runner's guide'", ""],
            ),
            ("title: \"a # b\" # c", ["", "title: ", "\"a # b\"", " # c"]),
        ] {
            let Line {
                text: _,
                lead,
                key,
                value,
                comment,
            } = Line::new(text);
            assert_eq!([lead, key, value, comment], parts, "{text}");
        }
    }
}
