//! Excerpts: the source lines that a diagnostic shows, and their corrections, cut to a readable
//! width.

use super::lines::Lines;
use super::located::{Correction, ExcerptLine, TextRange};
use super::visible::push_visible;
use crate::diagnostic::Fix;
use std::ops::Range;
use unicode_width::UnicodeWidthChar;

/// The columns of a line that are shown.
const WIDTH: usize = 100;
/// The columns that are shown before the fault if the line has to be cut.
const LEAD: usize = 30;
/// The lines that are shown of a fault that covers many: the first ones and the last.
const MOST_LINES: usize = 4;

/// Returns the lines of a span that comes from [`Lines::clamp`].
pub(super) fn excerpt(lines: &Lines, span: &Range<usize>, range: TextRange) -> Vec<ExcerptLine> {
    let last_of_head = if range.end_line - range.line < MOST_LINES {
        range.end_line
    } else {
        range.line + MOST_LINES - 2
    };
    (range.line..=last_of_head)
        .chain((last_of_head < range.end_line).then_some(range.end_line))
        .filter_map(|number| excerpt_line(lines, span, number))
        .collect()
}

/// Returns the replacement of the lines of `range`, with the new part of each line marked. Without
/// a range the lines have no numbers.
pub(super) fn correction(lines: Option<&Lines>, range: Option<TextRange>, fix: &Fix) -> Correction {
    let lines = fix.line.split('\n').enumerate().map(|(index, new)| {
        let number = range.map(|range| range.line + index);
        let old = range
            .filter(|range| range.line + index <= range.end_line)
            .zip(lines)
            .and_then(|(range, lines)| {
                lines
                    .line(range.line + index)
                    .map(|content| &lines.text()[content])
            });
        cut(
            number,
            new,
            old.map_or(0..new.len(), |old| difference(old, new)),
        )
    });
    let lines = lines.map(unmarked_if_empty);
    Correction {
        lines: lines.collect(),
        replacement: fix.line.clone(),
        safe: fix.safe,
    }
}

fn excerpt_line(lines: &Lines, span: &Range<usize>, number: usize) -> Option<ExcerptLine> {
    let content = lines.line(number)?;
    let text = &lines.text()[content.clone()];
    // On the lines after the first, the indentation is not part of the fault.
    let indentation = text.len() - text.trim_start().len();
    let first = if span.start < content.start {
        indentation
    } else {
        span.start - content.start
    };
    let last = span.end.clamp(content.start, content.end) - content.start;
    let line = cut(Some(number), text, first..last.max(first));
    // A blank line inside a fault has nothing to underline. An empty mark at its start is a fault
    // between two characters.
    Some(if span.start < content.start {
        unmarked_if_empty(line)
    } else {
        line
    })
}

fn unmarked_if_empty(mut line: ExcerptLine) -> ExcerptLine {
    line.marked = line.marked.filter(|marked| !marked.is_empty());
    line
}

/// Cuts a line to [`WIDTH`] columns, so that the start of `focus` and the text after it are
/// visible.
///
/// It reads no more of the line than it shows, so that a thousand faults in a line of a megabyte
/// cost no more than elsewhere.
fn cut(number: Option<usize>, line: &str, focus: Range<usize>) -> ExcerptLine {
    let (before, after) = line.split_at(focus.start);
    let columns_after = fitting(after.chars(), WIDTH).0;
    let (lead, lead_bytes) = fitting(before.chars().rev(), (WIDTH - columns_after).max(LEAD));
    let start = focus.start - lead_bytes;
    let end = focus.start + fitting(after.chars(), WIDTH - lead).1;

    let seen_of_focus = focus.end.min(end);
    let mut text = String::from(if start > 0 { "…" } else { "" });
    push_all(&mut text, &line[start..focus.start]);
    let marked_start = text.len();
    push_all(&mut text, &line[focus.start..seen_of_focus]);
    let marked = Some(marked_start..text.len());
    push_all(&mut text, &line[seen_of_focus..end]);
    text.push_str(if end < line.len() { "…" } else { "" });
    ExcerptLine {
        number,
        text,
        marked,
    }
}

fn push_all(shown: &mut String, text: &str) {
    text.chars()
        .for_each(|character| push_visible(shown, character));
}

/// Returns the columns and the bytes of the characters that fit into `width` columns.
fn fitting(characters: impl Iterator<Item = char>, width: usize) -> (usize, usize) {
    let (mut columns, mut bytes) = (0, 0);
    for character in characters {
        // Combining marks count too, so that many of them do not make a line endless.
        let columns_of_character = if character == '\t' {
            4
        } else {
            character.width().unwrap_or(1).max(1)
        };
        if columns + columns_of_character > width {
            break;
        }
        columns += columns_of_character;
        bytes += character.len_utf8();
    }
    (columns, bytes)
}

/// Returns the part of `new` between the texts that `old` has at its start and its end too, grown
/// to whole words.
fn difference(old: &str, new: &str) -> Range<usize> {
    let same = |(a, b): &(char, char)| a == b;
    let start: usize = old
        .chars()
        .zip(new.chars())
        .take_while(same)
        .map(|(a, _)| a.len_utf8())
        .sum();
    let (old, rest) = (&old[start..], &new[start..]);
    let end: usize = old
        .chars()
        .rev()
        .zip(rest.chars().rev())
        .take_while(same)
        .map(|(a, _)| a.len_utf8())
        .sum();
    whole_words(new, start..new.len() - end)
}

fn whole_words(text: &str, part: Range<usize>) -> Range<usize> {
    let in_word = |character: &char| character.is_alphanumeric();
    let before: usize = text[..part.start]
        .chars()
        .rev()
        .take_while(in_word)
        .map(char::len_utf8)
        .sum();
    let behind: usize = text[part.end..]
        .chars()
        .take_while(in_word)
        .map(char::len_utf8)
        .sum();
    part.start - before..part.end + behind
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_what_is_new() {
        for (old, new, expected) in [
            ("title: a: b", "title: \"a: b\"", "\"a: b\""),
            ("[x](gone.md)", "[x](here.md)", "here"),
            ("[x](pain-releif.md)", "[x](pain-relief.md)", "relief"),
            ("a  b", "a b", "b"),
            ("a ,, b", "a , b", ""),
            ("", "new", "new"),
            ("der große Fuß", "der größte Fuß", "größte"),
        ] {
            assert_eq!(&new[difference(old, new)], expected, "{old} -> {new}");
        }
    }

    #[test]
    fn cuts_around_the_fault() {
        let line = format!("{}FAULT{}", "漢 ".repeat(5_000), "\t".repeat(5_000));
        let start = line.find("FAULT").expect("it was just written");
        let shown = cut(Some(1), &line, start..start + 5);
        assert_eq!(&shown.text[shown.marked.expect("it is marked")], "FAULT");
        assert!(shown.text.starts_with('…') && shown.text.ends_with('…'));
        assert!(shown.text.chars().count() <= WIDTH + 2);
    }
}
