//! The order of texts as people sort them.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The place of a text among others: without regard to case and accents, with numbers as numbers.
/// The text itself decides between texts that are equal otherwise.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Collation(Vec<Part>, String);

/// A part of a text.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Part {
    /// The digits of a number without zeros before it. Of two numbers the one with more digits is
    /// larger.
    Number(usize, String),
    Letters(String),
}

impl Collation {
    /// Returns the place of a text.
    pub fn of(text: &str) -> Self {
        let mut parts: Vec<Part> = Vec::new();
        let plain = text.nfd().filter(|c| !is_combining_mark(*c));
        for c in plain.flat_map(char::to_lowercase) {
            match (c.is_ascii_digit(), parts.last_mut()) {
                (true, Some(Part::Number(length, digits))) => {
                    if digits == "0" {
                        digits.clear();
                    }
                    digits.push(c);
                    *length = digits.len();
                }
                (true, _) => parts.push(Part::Number(1, c.to_string())),
                (false, Some(Part::Letters(letters))) => letters.push(c),
                (false, _) => parts.push(Part::Letters(c.to_string())),
            }
        }
        Collation(parts, text.to_owned())
    }
}
