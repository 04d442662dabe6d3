//! Replacements in a text.

use std::ops::Range;

/// A replacement of some bytes of a text.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Splice {
    /// The first line that it touches, from 1, for messages.
    pub line: usize,
    /// The first byte that it replaces.
    pub start: usize,
    /// The byte after the last one that it replaces.
    pub end: usize,
    /// The new text.
    pub text: String,
}

impl Splice {
    fn span(&self) -> Range<usize> {
        self.start..self.end
    }
}

/// Puts replacements into the order of the text. Of equal ones it keeps one, and of those that
/// touch the same bytes the first: the others were made for the old bytes.
pub(super) fn in_order(mut splices: Vec<Splice>) -> Vec<Splice> {
    splices.sort();
    let mut kept: Vec<Splice> = Vec::with_capacity(splices.len());
    for splice in splices {
        let is_apart = |last: &Splice| last.end < splice.start;
        if kept.last().is_none_or(is_apart) {
            kept.push(splice);
        }
    }
    kept
}

/// Returns a text with replacements that are in order. `None` if the text has no such bytes.
pub(super) fn spliced(text: &str, splices: &[Splice]) -> Option<String> {
    let mut new = String::with_capacity(text.len());
    let mut at = 0;
    for splice in splices {
        text.get(splice.span())?;
        new.push_str(text.get(at..splice.start)?);
        new.push_str(&splice.text);
        at = splice.end;
    }
    new.push_str(text.get(at..)?);
    Some(new)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn splice(start: usize, end: usize, text: &str) -> Splice {
        Splice {
            line: 1,
            start,
            end,
            text: text.to_owned(),
        }
    }

    #[test]
    fn every_other_byte_stays() {
        let splices = in_order(vec![
            splice(6, 7, "C"),
            splice(0, 1, "ä"),
            splice(0, 1, "ä"),
            splice(0, 3, "too much"),
        ]);
        assert_eq!(splices.len(), 2);
        assert_eq!(
            spliced("a\r\nb\rxc\n", &splices).as_deref(),
            Some("ä\r\nb\rxC\n")
        );
        assert_eq!(spliced("ä", &[splice(1, 2, "x")]), None);
        assert_eq!(spliced("a", &[splice(1, 2, "x")]), None);
    }
}
