//! One line: the end of its key, the start of its value, the start of its comment.
//!
//! Apart because `mistake` takes lines apart in the same way.

/// A line `key: value`, taken apart.
pub(in crate::yaml) struct Entry<'a> {
    /// The key without its quotes.
    pub name: &'a str,
    /// The length of the key as it is written, in bytes.
    pub written: usize,
    /// The start of the value, or the end of the line if it has no value.
    pub value: usize,
}

/// Takes `key: value` apart. `None` if the line is something else.
pub(in crate::yaml) fn split_entry(content: &str) -> Option<Entry<'_>> {
    let (name, written) = match content.chars().next()? {
        quote @ ('"' | '\'') => {
            let length = quoted_length(content, quote)?;
            (&content[1..length - 1], length)
        }
        '#' | '[' | ']' | '{' | '}' | ',' | '&' | '*' | '!' | '|' | '>' | '%' | '@' | '`' => {
            return None;
        }
        _ => {
            let colon = colon(content)?;
            let name = content[..colon].trim_end();
            (name, name.len())
        }
    };
    let rest = content[written..].trim_start().strip_prefix(':')?;
    let starts = rest.is_empty() || rest.starts_with([' ', '\t']);
    let value = content.len() - rest.trim_start().len();
    (starts && !name.is_empty() && !name.contains(" #")).then_some(Entry {
        name,
        written,
        value,
    })
}

/// Returns the byte of the first colon that ends a key.
pub(in crate::yaml) fn colon(content: &str) -> Option<usize> {
    let ends_key =
        |at: &usize| content[at + 1..].is_empty() || content[at + 1..].starts_with([' ', '\t']);
    content.match_indices(':').map(|(at, _)| at).find(ends_key)
}

/// Returns the length of a quoted text with both its quotes. `None` if the quote is not closed.
pub(in crate::yaml) fn quoted_length(text: &str, quote: char) -> Option<usize> {
    let mut characters = text.char_indices().skip(1).peekable();
    while let Some((at, c)) = characters.next() {
        match c {
            '\\' if quote == '"' => {
                characters.next();
            }
            c if c == quote => match characters.peek() {
                Some((_, next)) if quote == '\'' && *next == '\'' => {
                    characters.next();
                }
                _ => return Some(at + c.len_utf8()),
            },
            _ => {}
        }
    }
    None
}

/// Returns the length of the value at the start of `rest`, without the comment behind it.
pub(in crate::yaml) fn value_length(rest: &str) -> usize {
    if let Some(quote) = rest.chars().next().filter(|c| matches!(c, '"' | '\'')) {
        return quoted_length(rest, quote).unwrap_or(rest.len());
    }
    if rest.starts_with('#') {
        return 0;
    }
    let comment = rest
        .match_indices('#')
        .map(|(at, _)| at)
        .find(|at| rest[..*at].ends_with([' ', '\t']));
    rest[..comment.unwrap_or(rest.len())].trim_end().len()
}
