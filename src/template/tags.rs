//! The tags of a template: where they start and end, in the text as it is written.

use std::ops::Range;

/// A tag.
pub(super) struct Tag {
    /// True for `{% … %}`, false for `{{ … }}`.
    pub is_statement: bool,
    /// The bytes of all of it.
    pub whole: Range<usize>,
    /// The bytes within the brackets, without the hyphens that cut white space.
    pub inner: Range<usize>,
}

impl Tag {
    /// Returns the hyphen that cuts white space before the tag.
    pub fn hyphen_before(&self) -> &'static str {
        hyphen(self.inner.start > self.whole.start + 2)
    }

    /// Returns the hyphen that cuts white space behind the tag.
    pub fn hyphen_behind(&self) -> &'static str {
        hyphen(self.inner.end + 2 < self.whole.end)
    }
}

fn hyphen(cuts: bool) -> &'static str {
    if cuts { "-" } else { "" }
}

/// Returns the tags of a template in their order.
pub(super) fn tags(template: &str) -> Tags<'_> {
    Tags { template, at: 0 }
}

/// The tags of a template. Comments, and what is between `raw` and `endraw`, are skipped.
pub(super) struct Tags<'a> {
    template: &'a str,
    at: usize,
}

impl Iterator for Tags<'_> {
    type Item = Tag;

    fn next(&mut self) -> Option<Tag> {
        loop {
            let rest = &self.template[self.at..];
            let brace = rest.find('{')?;
            let start = self.at + brace;
            match rest.as_bytes().get(brace + 1) {
                Some(b'#') => self.at = start + 2 + self.template[start + 2..].find("#}")? + 2,
                Some(b'{') => {
                    let tag = self.tag(start, "}}")?;
                    self.at = tag.whole.end;
                    return Some(tag);
                }
                Some(b'%') => {
                    let tag = self.tag(start, "%}")?;
                    self.at = tag.whole.end;
                    if self.template[tag.inner.clone()].trim() == "raw" {
                        self.at = self.end_of_raw()?;
                    }
                    return Some(tag);
                }
                _ => self.at = start + 1,
            }
        }
    }
}

impl Tags<'_> {
    fn tag(&self, start: usize, end: &str) -> Option<Tag> {
        let close = self.end_of(start + 2, end)?;
        let inner = &self.template[start + 2..close];
        let is_cut = inner.len() > 1 && inner.ends_with('-');
        Some(Tag {
            is_statement: end == "%}",
            whole: start..close + 2,
            inner: start + 2 + usize::from(inner.starts_with('-'))..close - usize::from(is_cut),
        })
    }

    /// Returns the byte at which the next `endraw` begins.
    fn end_of_raw(&self) -> Option<usize> {
        let mut tags = self.template[self.at..].match_indices("{%");
        let is_end = |tag: &str| {
            let word = tag.strip_prefix('-').unwrap_or(tag).trim_start();
            word.starts_with("endraw")
        };
        tags.find_map(|(at, tag)| {
            let start = self.at + at + tag.len();
            is_end(&self.template[start..]).then_some(start)
        })
    }

    /// Returns the byte at which a tag ends, outside of texts in quotes.
    fn end_of(&self, start: usize, end: &str) -> Option<usize> {
        let bytes = self.template.as_bytes();
        let mut at = start;
        while let Some(byte) = bytes.get(at) {
            match byte {
                b'"' | b'\'' | b'`' => at = end_of_quoted(bytes, at)?,
                _ if bytes[at..].starts_with(end.as_bytes()) => return Some(at),
                _ => {}
            }
            at += 1;
        }
        None
    }
}

/// Returns the place of the quote that ends the text that begins here.
pub(super) fn end_of_quoted(bytes: &[u8], start: usize) -> Option<usize> {
    let mut at = start + 1;
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'\\' => at += 1,
            byte if *byte == bytes[start] => return Some(at),
            _ => {}
        }
        at += 1;
    }
    None
}
