//! The tags of a template: where they start and end, in the text as it is written.

use std::ops::Range;

/// A tag without its brackets and without the hyphens that cut white space.
pub(super) struct Tag {
    /// True for `{% … %}`, false for `{{ … }}`.
    pub is_statement: bool,
    /// The bytes within the brackets.
    pub inner: Range<usize>,
}

/// The tags of a template. Comments, and what is between `raw` and `endraw`, are skipped.
pub(super) struct Tags<'a> {
    template: &'a str,
    at: usize,
}

/// Returns the tags of a template in their order.
pub(super) fn tags(template: &str) -> Tags<'_> {
    Tags { template, at: 0 }
}

impl Iterator for Tags<'_> {
    type Item = Tag;

    fn next(&mut self) -> Option<Tag> {
        loop {
            let rest = &self.template[self.at..];
            let brace = rest.find('{')?;
            let start = self.at + brace;
            let inner = start + 2;
            match rest.as_bytes().get(brace + 1) {
                Some(b'#') => {
                    let end = self.template[inner..].find("#}")?;
                    self.at = inner + end + 2;
                }
                Some(b'{') => return self.tag(inner, "}}"),
                Some(b'%') => return self.tag(inner, "%}"),
                _ => self.at = start + 1,
            }
        }
    }
}

impl Tags<'_> {
    /// Returns the tag that begins at `inner` and goes on behind it.
    fn tag(&mut self, inner: usize, end_mark: &str) -> Option<Tag> {
        let end = self.end_of(inner, end_mark)?;
        self.at = end + 2;
        let tag = &self.template[inner..end];
        let start = inner + usize::from(tag.starts_with('-'));
        let end = end - usize::from(tag.len() > 1 && tag.ends_with('-'));
        let is_statement = end_mark == "%}";
        if is_statement && self.template[start..end].trim() == "raw" {
            self.at += self.template[self.at..].find("endraw")?;
        }
        Some(Tag {
            is_statement,
            inner: start..end,
        })
    }

    /// Returns the byte at which a part of the template ends, outside of texts in quotes.
    fn end_of(&self, start: usize, end: &str) -> Option<usize> {
        let bytes = self.template.as_bytes();
        let mut at = start;
        let mut quote = None;
        while let Some(byte) = bytes.get(at) {
            match (quote, byte) {
                (Some(_), b'\\') => at += 1,
                (Some(open), byte) if open == byte => quote = None,
                (Some(_), _) => {}
                (None, b'"' | b'\'' | b'`') => quote = Some(byte),
                (None, _) if bytes[at..].starts_with(end.as_bytes()) => return Some(at),
                (None, _) => {}
            }
            at += 1;
        }
        None
    }
}
