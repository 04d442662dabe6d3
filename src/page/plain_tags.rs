//! Attributes of plain HTML: tags as templates write them, read several times faster than by the
//! rules of the standard.
//!
//! A page is *plain* if it has no markup but start tags with attributes in double quotes or without
//! a value, end tags, simple comments, and the document type. The rules of the standard say of all
//! of that what a reader expects; everything else is for the reader that knows all rules.

use crate::html::{holds_text, text_end};
use memchr::{memchr, memchr2, memmem};
use std::borrow::Cow;
use std::ops::Range;

/// The text is not plain.
pub(super) struct NotPlain;

/// Reads the attributes of a text, and passes each to `each`: its element, its name, its value
/// without references to characters, and the bytes of the value in the text. Attributes without a
/// value are left out.
///
/// # Errors
/// When the text is not plain. Attributes may have been passed before.
pub(super) fn read_attributes(
    html: &str,
    wanted: impl Fn(&[u8]) -> bool,
    mut each: impl FnMut(&str, &[u8], &str, Range<usize>),
) -> Result<(), NotPlain> {
    // The standard replaces these characters wherever they are.
    if memchr2(b'\r', 0, html.as_bytes()).is_some() {
        return Err(NotPlain);
    }
    let mut at = 0;
    while let Some(tag) = memchr(b'<', &html.as_bytes()[at..]) {
        let start = at + tag + 1;
        at = match html.as_bytes().get(start) {
            Some(b'a'..=b'z') => start_tag(html, start, &wanted, &mut each)?,
            Some(b'/') => end_tag(html, start + 1)?,
            Some(b'!') => declaration(html, start + 1)?,
            _ => return Err(NotPlain),
        };
    }
    Ok(())
}

/// Reads a start tag from its name on, and the text of an element that holds nothing but text.
/// Returns the end.
fn start_tag(
    html: &str,
    start: usize,
    wanted: impl Fn(&[u8]) -> bool,
    mut each: impl FnMut(&str, &[u8], &str, Range<usize>),
) -> Result<usize, NotPlain> {
    let bytes = html.as_bytes();
    let name = start..after(bytes, start, is_name);
    let mut at = name.end;
    loop {
        let next = after(bytes, at, is_space);
        match bytes.get(next) {
            Some(b'>') => {
                at = next + 1;
                break;
            }
            Some(b'/') if bytes.get(next + 1) == Some(&b'>') => {
                at = next + 2;
                break;
            }
            // Attributes are apart from each other.
            Some(byte) if next > at && is_attribute_name(*byte) => {}
            _ => return Err(NotPlain),
        }
        let end = after(bytes, next, is_attribute_name);
        at = end;
        if bytes.get(end) != Some(&b'=') {
            continue;
        }
        if bytes.get(end + 1) != Some(&b'"') {
            return Err(NotPlain);
        }
        let value = end + 2;
        let length = memchr(b'"', &bytes[value..]).ok_or(NotPlain)?;
        at = value + length + 1;
        let attribute = &bytes[next..end];
        if wanted(attribute) {
            let span = value..value + length;
            let text = decoded(&html[span.clone()])?;
            each(&html[name.clone()], attribute, &text, span);
        }
    }
    match &html[name] {
        name if holds_text(name) => text_end(html, at, name).ok_or(NotPlain),
        _ => Ok(at),
    }
}

/// Reads an end tag from its name on. Returns the end.
fn end_tag(html: &str, start: usize) -> Result<usize, NotPlain> {
    let bytes = html.as_bytes();
    let end = after(bytes, start, is_name);
    match bytes.get(end) {
        Some(b'>') if end > start && bytes[start].is_ascii_lowercase() => Ok(end + 1),
        _ => Err(NotPlain),
    }
}

/// Reads a comment or the document type from what follows `<!` on. Returns the end.
fn declaration(html: &str, start: usize) -> Result<usize, NotPlain> {
    const TYPE: &[u8] = b"doctype html>";
    let rest = &html.as_bytes()[start..];
    if let Some(comment) = rest.strip_prefix(b"--") {
        let end = memmem::find(comment, b"-->").ok_or(NotPlain)?;
        let text = &comment[..end];
        // Comments that the standard ends earlier.
        let is_simple = !text.starts_with(b">")
            && !text.starts_with(b"-")
            && memmem::find(text, b"--!").is_none();
        return is_simple.then_some(start + 2 + end + 3).ok_or(NotPlain);
    }
    match rest.get(..TYPE.len()) {
        Some(found) if found.eq_ignore_ascii_case(TYPE) => Ok(start + TYPE.len()),
        _ => Err(NotPlain),
    }
}

/// Returns a value with the characters that [`escape`](crate::html::escape) writes as references.
fn decoded(value: &str) -> Result<Cow<'_, str>, NotPlain> {
    const REFERENCES: [(&str, char); 6] = [
        ("&amp;", '&'),
        ("&quot;", '"'),
        ("&lt;", '<'),
        ("&gt;", '>'),
        ("&#39;", '\''),
        ("&#x27;", '\''),
    ];
    let Some(mut at) = memchr(b'&', value.as_bytes()) else {
        return Ok(Cow::Borrowed(value));
    };
    let mut decoded = value[..at].to_owned();
    loop {
        let rest = &value[at..];
        let known = REFERENCES.iter().find(|(name, _)| rest.starts_with(name));
        let (name, character) = known.ok_or(NotPlain)?;
        decoded.push(*character);
        let rest = &rest[name.len()..];
        let next = memchr(b'&', rest.as_bytes());
        decoded.push_str(&rest[..next.unwrap_or(rest.len())]);
        match next {
            Some(next) => at += name.len() + next,
            None => return Ok(Cow::Owned(decoded)),
        }
    }
}

/// Returns the first byte from `start` on that is of another kind.
fn after(bytes: &[u8], start: usize, kind: impl Fn(u8) -> bool) -> usize {
    let length = bytes[start..].iter().position(|byte| !kind(*byte));
    length.map_or(bytes.len(), |length| start + length)
}

fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\n' | b'\t')
}

fn is_name(byte: u8) -> bool {
    byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-'
}

/// Attributes of SVG have letters in upper case, none of which is one with a URL or an id.
fn is_attribute_name(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b':' | b'.')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn attributes(html: &str) -> Option<Vec<(String, String, &str)>> {
        let mut found = Vec::new();
        read_attributes(
            html,
            |_| true,
            |_, name, value, span| {
                let name = String::from_utf8_lossy(name).into_owned();
                found.push((name, value.to_owned(), &html[span]));
            },
        )
        .ok()?;
        Some(found)
    }

    #[test]
    fn plain_tags_have_attributes() {
        let html = "<!DOCTYPE html><p id=\"a\" hidden><!-- <b id=\"x\"> --><br/>\
            <svg viewBox=\"0 0\"/><script src=\"/s\">'<a id=\"y\">'</script></p>\
            <a\n href=\"?a&amp;b\" >&nbsp;</a>";
        let found = attributes(html).expect("plain");
        let found: Vec<String> = found
            .into_iter()
            .map(|(name, value, written)| format!("{name} {value} {written}"))
            .collect();
        assert_eq!(
            found,
            [
                "id a a",
                "viewBox 0 0 0 0",
                "src /s /s",
                "href ?a&b ?a&amp;b"
            ]
        );
    }

    #[test]
    fn the_rest_is_not_plain() {
        for html in [
            "<P id=\"a\">",
            "<p ID='a'>",
            "<p id='a'>",
            "<p id=a>",
            "<p id = \"a\">",
            "<p id=\"a\"class=\"b\">",
            "<p id=\"a",
            "<p id=\"&copy;\">",
            "<p id=\"&ampa\">",
            "<p / id=\"a\">",
            "<p <b>",
            "</ p>",
            "</>",
            "</p id=\"a\">",
            "<!-->",
            "<!-- a --!> <p id=\"a\"> -->",
            "<!a>",
            "<?a>",
            "<![CDATA[a]]>",
            "<script>a",
            "a\rb",
            "a\0b",
            "a<",
        ] {
            assert!(attributes(html).is_none(), "{html}");
        }
    }
}
