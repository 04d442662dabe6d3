//! The content of a page as other pages and feeds show it.

use super::marks::URL_ATTRIBUTES;
use super::plain_tags;
use crate::address::is_rooted;
use crate::config::BaseUrl;
use crate::document::BLOCK;
use crate::html::{escape, read_tags};
use crate::path::{join, parent};
use crate::url::{UrlKind, classify};
use html5gum::emitters::callback::CallbackEvent;
use memchr::memmem;
use std::ops::Range;

/// Writes the content of the page at `url` for another place: links to headings lead to the page,
/// and the ids that would not be unique there are left out. With a base URL all URLs are absolute.
pub(super) fn html(html: &str, url: &str, base: Option<&BaseUrl>) -> String {
    let place = Place { html, url, base };
    let edits = place.plain_edits();
    written(html, edits.unwrap_or_else(|| place.edits()))
}

/// A content with the place that it is read at.
struct Place<'a> {
    html: &'a str,
    url: &'a str,
    base: Option<&'a BaseUrl>,
}

type Edit = (Range<usize>, String);

impl Place<'_> {
    /// Returns the edits of a content that is written plainly and has no drawing.
    fn plain_edits(&self) -> Option<Vec<Edit>> {
        if memmem::find(self.html.as_bytes(), b"<svg").is_some() {
            return None;
        }
        let mut edits = Vec::new();
        let each = |element: &str, attribute: &[u8], value: &str, span| {
            edits.extend(self.edit(element.as_bytes(), attribute, value, span));
        };
        let is_changed = |name: &[u8]| {
            matches!(name, b"id" | b"srcset")
                || name == BLOCK.as_bytes()
                || URL_ATTRIBUTES.contains(&name)
        };
        let read = plain_tags::read_attributes(self.html, is_changed, each);
        read.is_ok().then_some(edits)
    }

    /// Returns the edits, by the rules of the standard.
    fn edits(&self) -> Vec<Edit> {
        let mut edits = Vec::new();
        let (mut element, mut attribute) = (Vec::new(), Vec::new());
        // The ids in a drawing are for the drawing itself.
        let mut drawings = 0_usize;
        read_tags(self.html, |event, span| match event {
            CallbackEvent::OpenStartTag { name } => {
                drawings += usize::from(*name == b"svg");
                element = name.to_vec();
            }
            CallbackEvent::EndTag { name } if *name == b"svg" => {
                drawings = drawings.saturating_sub(1);
            }
            CallbackEvent::AttributeName { name } => attribute = name.to_vec(),
            CallbackEvent::AttributeValue { value } if drawings == 0 || attribute != b"id" => {
                let value = String::from_utf8_lossy(value);
                edits.extend(self.edit(&element, &attribute, &value, span));
            }
            _ => {}
        });
        edits
    }

    fn edit(
        &self,
        element: &[u8],
        attribute: &[u8],
        value: &str,
        span: Range<usize>,
    ) -> Option<Edit> {
        let is_link = matches!(element, b"a" | b"area");
        match attribute {
            b"id" => without(self.html, "id", &span),
            name if name == BLOCK.as_bytes() => without(self.html, BLOCK, &span),
            b"srcset" => {
                let base = self.base?;
                Some((span.clone(), srcset(&self.html[span], base)))
            }
            name if URL_ATTRIBUTES.contains(&name) => {
                let target = target(value, self.url, is_link)?;
                Some((span, escape(&absolute(&target, self.base))))
            }
            _ => None,
        }
    }
}

fn written(html: &str, edits: Vec<Edit>) -> String {
    let mut out = String::with_capacity(html.len() + edits.len() * 32);
    let mut from = 0;
    for (at, new) in edits {
        out.push_str(&html[from..at.start]);
        out.push_str(&new);
        from = at.end;
    }
    out.push_str(&html[from..]);
    out
}

/// Returns the edit that leaves an attribute out, if it is written as Markdown writes it.
fn without(html: &str, name: &str, value: &Range<usize>) -> Option<Edit> {
    let before = format!(" {name}=\"");
    let is_plain = html[..value.start].ends_with(&before) && html[value.end..].starts_with('"');
    is_plain.then(|| (value.start - before.len()..value.end + 1, String::new()))
}

/// Returns a URL of the page at `page` from the root of the site; `None` for one that stays.
fn target(url: &str, page: &str, is_link: bool) -> Option<String> {
    if url.starts_with('#') {
        return is_link.then(|| format!("{page}{url}"));
    }
    if is_rooted(url) {
        return Some(url.to_owned());
    }
    if url.is_empty() || classify(url) != UrlKind::Internal {
        return None;
    }
    let (path, rest) = url.split_at(url.find(['#', '?']).unwrap_or(url.len()));
    let slash = if path.ends_with('/') { "/" } else { "" };
    Some(format!("/{}{slash}{rest}", join(parent(page), path)?))
}

fn absolute(url: &str, base: Option<&BaseUrl>) -> String {
    match base {
        Some(base) if is_rooted(url) => base.absolute(url),
        _ => url.to_owned(),
    }
}

/// Returns a `srcset` with absolute URLs.
fn srcset(value: &str, base: &BaseUrl) -> String {
    let candidates = value.split(',').map(|candidate| {
        let candidate = candidate.trim();
        match is_rooted(candidate) {
            true => base.absolute(candidate),
            false => candidate.to_owned(),
        }
    });
    candidates.collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn urls_lead_back_to_the_page() {
        let base = BaseUrl::parse("https://example.org/sub").ok();
        let given = "<h2 id=\"a\">A</h2><a href=\"#a\">1</a><a href=\"/b/?x&amp;y\">2</a>\
                     <a href=\"mailto:x\">3</a><img src=\"c.png\" srcset=\"/d.png 1x, /e.png 2x\">\
                     <svg><g id=\"m\"/><use href=\"#m\"/></svg>";
        let expected = "<h2>A</h2><a href=\"https://example.org/sub/p/#a\">1</a>\
                        <a href=\"https://example.org/sub/b/?x&amp;y\">2</a>\
                        <a href=\"mailto:x\">3</a><img src=\"https://example.org/sub/p/c.png\" \
                        srcset=\"https://example.org/sub/d.png 1x, \
                        https://example.org/sub/e.png 2x\">\
                        <svg><g id=\"m\"/><use href=\"#m\"/></svg>";
        assert_eq!(html(given, "/p/", base.as_ref()), expected);
        let summary = html("<a href=\"#a\">1</a><a href=\"/b/\">2</a>", "/p/", None);
        assert_eq!(summary, "<a href=\"/p/#a\">1</a><a href=\"/b/\">2</a>");
    }
}
