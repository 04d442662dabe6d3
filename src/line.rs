//! Lines of a text, in one definition for all who find faults in lines and all who mend them.
//!
//! A line ends with LF, with CRLF, or with a CR that no LF follows. YAML (1.2, section 5.4) and
//! CommonMark (section 2.1) both say so, and editors count so too. If a CR alone ended no line
//! here, a fault would be in one line for the parser and in another for who mends it.

use std::ops::Range;

/// A line of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Line<'a> {
    /// The byte at which it starts.
    pub start: usize,
    /// Its text, without the line break.
    pub content: &'a str,
    /// The byte at which the next line starts.
    pub next: usize,
}

impl Line<'_> {
    /// Returns the bytes of the line, without the line break.
    pub fn span(&self) -> Range<usize> {
        self.start..self.start + self.content.len()
    }
}

/// Yields the lines of a text from a byte on. After a line break at the end there is no line.
pub fn lines(text: &str, from: usize) -> impl Iterator<Item = Line<'_>> {
    let mut at = from;
    std::iter::from_fn(move || {
        let rest = text.get(at..).filter(|rest| !rest.is_empty())?;
        let length = length(rest);
        let line = Line {
            start: at,
            content: &rest[..length],
            next: at + length + break_length(&rest[length..]),
        };
        at = line.next;
        Some(line)
    })
}

/// Returns the bytes of the line that has the byte `at`, without the line break.
pub fn around(text: &str, at: usize) -> Range<usize> {
    let start = text[..at].rfind(is_break).map_or(0, |before| before + 1);
    start..at + length(&text[at..])
}

/// True for a character that ends a line or is a part of what ends it.
pub fn is_break(character: char) -> bool {
    matches!(character, '\n' | '\r')
}

/// Returns the length of the first line of a text, without the line break.
fn length(text: &str) -> usize {
    text.find(is_break).unwrap_or(text.len())
}

/// Returns the length of the line break at the start of a text; 0 at the end of all text.
fn break_length(text: &str) -> usize {
    match text.as_bytes() {
        [b'\r', b'\n', ..] => 2,
        [] => 0,
        _ => 1,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_ends_as_in_yaml_and_in_commonmark() {
        let text = "a\nb\r\nc\rd\r\r\ne";
        let found: Vec<_> = lines(text, 0).map(|line| line.content).collect();
        assert_eq!(found, ["a", "b", "c", "d", "", "e"]);
        let whole: Vec<_> = lines(text, 0)
            .flat_map(|line| text[line.start..line.next].chars())
            .collect();
        assert_eq!(whole.into_iter().collect::<String>(), text);
        assert_eq!(&text[around(text, 5)], "c");
        assert_eq!(around("a\r\nb", 1), 0..1);
        assert_eq!(lines("a\r", 0).count(), 1);
    }
}
