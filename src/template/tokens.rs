//! The words and signs within a tag.

use std::ops::Range;

/// A part of a tag.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Token<'a> {
    /// A name or a keyword.
    Word(&'a str),
    /// A text in quotes, without them.
    Text(&'a str),
    /// Any other character, digits included.
    Sign(char),
}

impl<'a> Token<'a> {
    /// Returns the name, if it is one.
    pub(super) fn word(self) -> Option<&'a str> {
        match self {
            Token::Word(word) => Some(word),
            Token::Text(_) | Token::Sign(_) => None,
        }
    }
}

/// Returns the tokens of a part of a template, each with its bytes in the template.
pub(super) fn tokens(template: &str, part: Range<usize>) -> Vec<(Token<'_>, Range<usize>)> {
    let mut found = Vec::new();
    let mut at = part.start;
    while let Some(first) = template[at..part.end].chars().next() {
        let rest = &template[at..part.end];
        let (token, length) = match first {
            '"' | '\'' | '`' => {
                let length = quoted(rest, first);
                let text = &rest[1..length];
                let text = text.strip_suffix(first).unwrap_or(text);
                (Some(Token::Text(text)), length)
            }
            _ if first.is_alphabetic() || first == '_' => {
                let end = rest.find(|c: char| !c.is_alphanumeric() && c != '_');
                let length = end.unwrap_or(rest.len());
                (Some(Token::Word(&rest[..length])), length)
            }
            _ if first.is_ascii_digit() => {
                let end = rest.find(|c: char| !c.is_alphanumeric());
                (Some(Token::Sign(first)), end.unwrap_or(rest.len()))
            }
            _ if first.is_whitespace() => (None, first.len_utf8()),
            _ => (Some(Token::Sign(first)), first.len_utf8()),
        };
        found.extend(token.map(|token| (token, at..at + length)));
        at += length;
    }
    found
}

/// Returns the bytes of a text in quotes, both quotes included.
fn quoted(text: &str, quote: char) -> usize {
    let mut is_escaped = false;
    for (at, letter) in text.char_indices().skip(1) {
        match letter {
            _ if is_escaped => is_escaped = false,
            '\\' => is_escaped = true,
            _ if letter == quote => return at + letter.len_utf8(),
            _ => {}
        }
    }
    text.len()
}
