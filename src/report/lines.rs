//! From bytes to lines and columns, in a time that does not depend on the position of the byte in
//! the file or in its line.

use super::located::TextRange;
use crate::line::{is_break, lines};
use std::ops::Range;
use std::sync::Arc;

/// The bytes of a block. The characters before each block are counted once.
const BLOCK: usize = 1024;

/// Returns the byte at which a range of a text begins; `None` if the text has no such line.
pub fn byte_at(text: &Arc<str>, range: TextRange) -> Option<usize> {
    let line = Lines::new(Arc::clone(text)).line(range.line)?;
    let within = text[line.clone()]
        .char_indices()
        .nth(range.column - 1)
        .map_or(line.len(), |(at, _)| at);
    Some(line.start + within)
}

/// A text with the starts of its lines.
pub(super) struct Lines {
    text: Arc<str>,
    starts: Vec<usize>,
    /// The number of characters before each block, and in all.
    characters: Vec<usize>,
}

impl Lines {
    pub(super) fn new(text: Arc<str>) -> Self {
        let starts = line_starts(&text);
        let blocks = text.as_bytes().chunks(BLOCK).scan(0, |characters, block| {
            *characters += count_characters(block);
            Some(*characters)
        });
        let characters = std::iter::once(0).chain(blocks).collect();
        Self {
            text,
            starts,
            characters,
        }
    }

    /// Returns the nearest span that exists: inside the text, between characters, and without a
    /// line break at its end.
    pub(super) fn clamp(&self, span: &Range<usize>) -> Range<usize> {
        let start = self.inside_line(floor(&self.text, span.start));
        let mut end = ceil(&self.text, span.end).max(start);
        while end > start && self.text[..end].ends_with(is_break) {
            end -= 1;
        }
        start..end
    }

    /// Returns the lines and columns of a span that comes from [`Lines::clamp`].
    pub(super) fn range(&self, span: &Range<usize>) -> TextRange {
        let (line, column) = self.position(span.start);
        let (end_line, end_column) = self.position(span.end);
        TextRange {
            line,
            column,
            end_line,
            end_column,
        }
    }

    /// Returns the bytes of a line, counted from 1, without its break and without a BOM. `None`
    /// beyond the last line.
    pub(super) fn line(&self, number: usize) -> Option<Range<usize>> {
        let index = number.checked_sub(1)?;
        let start = *self.starts.get(index)?;
        let end = self
            .starts
            .get(index + 1)
            .copied()
            .unwrap_or(self.text.len());
        let content = self.text[start..end].trim_end_matches(is_break);
        let mark = if number == 1 && content.starts_with('\u{feff}') {
            '\u{feff}'.len_utf8()
        } else {
            0
        };
        Some(start + mark..start + content.len())
    }

    /// Returns the line break of a line, counted from 1; empty at the end of the text.
    pub(super) fn line_break(&self, number: usize) -> &str {
        let next = self.starts.get(number).copied();
        self.line(number).map_or("", |content| {
            &self.text[content.end..next.unwrap_or(self.text.len())]
        })
    }

    /// Returns the whole text.
    pub(super) fn text(&self) -> &str {
        &self.text
    }

    fn line_of(&self, offset: usize) -> usize {
        self.starts.partition_point(|start| *start <= offset)
    }

    fn position(&self, offset: usize) -> (usize, usize) {
        let line = self.line_of(offset);
        let start = self.line(line).map_or(offset, |content| content.start);
        (
            line,
            self.characters_before(offset) - self.characters_before(start.min(offset)) + 1,
        )
    }

    /// Moves an offset out of a BOM or a line break into the content of the line.
    fn inside_line(&self, offset: usize) -> usize {
        self.line(self.line_of(offset))
            .map_or(offset, |content| offset.clamp(content.start, content.end))
    }

    fn characters_before(&self, offset: usize) -> usize {
        let block = offset / BLOCK;
        self.characters[block] + count_characters(&self.text.as_bytes()[block * BLOCK..offset])
    }
}

fn line_starts(text: &str) -> Vec<usize> {
    let followed = lines(text, 0).filter(|line| line.next > line.span().end);
    std::iter::once(0)
        .chain(followed.map(|line| line.next))
        .collect()
}

fn count_characters(bytes: &[u8]) -> usize {
    bytes
        .iter()
        .filter(|byte| **byte & 0b1100_0000 != 0b1000_0000)
        .count()
}

fn floor(text: &str, offset: usize) -> usize {
    (0..=offset.min(text.len()))
        .rev()
        .find(|i| text.is_char_boundary(*i))
        .unwrap_or(0)
}

fn ceil(text: &str, offset: usize) -> usize {
    (offset.min(text.len())..=text.len())
        .find(|i| text.is_char_boundary(*i))
        .unwrap_or(text.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_lines_and_characters_as_editors_do() {
        let cases: [(&str, Range<usize>, [usize; 4]); 12] = [
            ("abc\ndef", 4..6, [2, 1, 2, 3]),
            ("abc\r\ndef", 5..8, [2, 1, 2, 4]),
            ("abc\rdef", 4..5, [2, 1, 2, 2]),
            ("größe x", 8..9, [1, 7, 1, 8]),
            ("größe", 3..4, [1, 3, 1, 4]),
            ("\u{feff}a: b", 3..4, [1, 1, 1, 2]),
            ("\u{feff}a: b", 0..1, [1, 1, 1, 1]),
            ("abc\n", 0..4, [1, 1, 1, 4]),
            ("abc\n", 4..4, [2, 1, 2, 1]),
            ("", 0..0, [1, 1, 1, 1]),
            ("abc", 90..95, [1, 4, 1, 4]),
            ("a\r\nb", 2..2, [1, 2, 1, 2]),
        ];
        for (text, span, [line, column, end_line, end_column]) in cases {
            let lines = Lines::new(text.into());
            let found = lines.range(&lines.clamp(&span));
            assert_eq!(
                found,
                TextRange {
                    line,
                    column,
                    end_line,
                    end_column
                },
                "{text:?} {span:?}"
            );
        }
    }

    #[test]
    fn counts_across_blocks() {
        let text = "ä".repeat(3 * BLOCK);
        let lines = Lines::new(text.as_str().into());
        for characters in [0, 1, 511, 512, 513, BLOCK, 3 * BLOCK - 1, 3 * BLOCK] {
            let found = lines.range(&(2 * characters..2 * characters));
            assert_eq!(found.column, characters + 1);
        }
    }
}
