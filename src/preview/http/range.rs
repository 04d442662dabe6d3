//! Parts of a file, as players of sound and film ask for them. Source: RFC 9110, section 14.

use std::ops::Range;

/// What of a file is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Part {
    /// All of it.
    Whole,
    /// These bytes.
    Bytes(Range<u64>),
    /// Bytes that it does not have.
    Unsatisfiable,
}

/// Reads the value of `Range` for a file of `length` bytes. What is no range of bytes, or more than
/// one, asks for all.
pub(crate) fn part(header: &str, length: u64) -> Part {
    let Some((unit, range)) = header.trim().split_once('=') else {
        return Part::Whole;
    };
    if !unit.eq_ignore_ascii_case("bytes") || range.contains(',') {
        return Part::Whole;
    }
    let Some((first, last)) = range.trim().split_once('-') else {
        return Part::Whole;
    };
    match (number(first), number(last)) {
        (Number::Is(first), Number::Is(last)) if first > last => Part::Whole,
        (Number::Is(first), Number::Is(last)) => bytes(first, last.saturating_add(1), length),
        (Number::Is(first), Number::Missing) => bytes(first, length, length),
        (Number::Missing, Number::Is(0)) => Part::Unsatisfiable,
        (Number::Missing, Number::Is(count)) => bytes(length.saturating_sub(count), length, length),
        _ => Part::Whole,
    }
}

fn bytes(start: u64, end: u64, length: u64) -> Part {
    if start < length {
        Part::Bytes(start..end.min(length))
    } else {
        Part::Unsatisfiable
    }
}

enum Number {
    Is(u64),
    Missing,
    Wrong,
}

fn number(text: &str) -> Number {
    match text {
        "" => Number::Missing,
        text if text.bytes().all(|byte| byte.is_ascii_digit()) => {
            Number::Is(text.parse().unwrap_or(u64::MAX))
        }
        _ => Number::Wrong,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_ranges() {
        for (header, expected) in [
            ("bytes=0-0", Part::Bytes(0..1)),
            ("bytes=2-5", Part::Bytes(2..6)),
            ("Bytes=2-5", Part::Bytes(2..6)),
            ("bytes=2-", Part::Bytes(2..10)),
            ("bytes=-3", Part::Bytes(7..10)),
            ("bytes=-30", Part::Bytes(0..10)),
            ("bytes=2-99999999999999999999999", Part::Bytes(2..10)),
            ("bytes=9-9", Part::Bytes(9..10)),
            ("bytes=10-", Part::Unsatisfiable),
            ("bytes=10-12", Part::Unsatisfiable),
            ("bytes=-0", Part::Unsatisfiable),
            ("bytes=5-2", Part::Whole),
            ("bytes=a-b", Part::Whole),
            ("bytes=-", Part::Whole),
            ("bytes=0-1,3-4", Part::Whole),
            ("lines=0-1", Part::Whole),
            ("bytes=", Part::Whole),
            ("", Part::Whole),
        ] {
            assert_eq!(part(header, 10), expected, "{header}");
        }
        assert_eq!(part("bytes=0-", 0), Part::Unsatisfiable);
    }
}
