//! Marks in a run of HTML: the URLs that depend on the address of the site, and the facts for
//! checks.

use super::facts::{Facts, Texts};
use super::plain_tags;
use crate::address::is_completed;
use crate::html::read_tags;
use html5gum::emitters::callback::CallbackEvent;
use std::ops::Range;

/// The attributes that hold one URL.
///
/// Source: HTML Living Standard, index of attributes whose value is a URL; SVG 1.1 for
/// `xlink:href`.
pub(super) const URL_ATTRIBUTES: [&[u8]; 8] = [
    b"href",
    b"xlink:href",
    b"src",
    b"action",
    b"formaction",
    b"poster",
    b"data",
    b"cite",
];

/// The URLs and facts that were found in a run of HTML.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Marks {
    pub facts: Facts,
    /// The URLs that depend on the address of the site or of the page, as bytes of the run.
    pub urls: Vec<Range<usize>>,
}

impl Marks {
    /// Returns the ids that were found.
    pub(super) fn ids(&self) -> &Texts {
        &self.facts.ids
    }

    /// Adds a URL at some bytes of the run.
    pub(super) fn add_reference(&mut self, url: &str, at: Range<usize>) {
        self.add_known_url(url, at);
        self.facts.references.push(url);
    }

    /// Adds the value of an attribute at some bytes of the run.
    fn add(&mut self, attribute: Attribute, value: &str, html: &str, at: Range<usize>) {
        match attribute {
            Attribute::Id => self.facts.ids.push(value),
            Attribute::Url => self.add_reference(value, at),
            Attribute::Srcset => srcset(&html[at.clone()], at.start, self),
            Attribute::Content => content_attribute(&html[at.clone()], at.start, self),
            Attribute::Other => {}
        }
    }

    /// Adds a URL at some bytes of the run. It was checked before, so checks need not know it.
    pub(super) fn add_known_url(&mut self, url: &str, at: Range<usize>) {
        if is_completed(url) {
            self.urls.push(at);
        }
    }

    /// Adds the marks of a run that starts at `offset`.
    pub(super) fn append(&mut self, other: &Marks, offset: usize) {
        self.facts.ids.extend(other.facts.ids.iter());
        self.facts.references.extend(other.facts.references.iter());
        self.urls.extend(
            other
                .urls
                .iter()
                .map(|at| at.start + offset..at.end + offset),
        );
    }
}

/// Reads a run of HTML.
pub(super) fn read(html: &str) -> Marks {
    read_plain(html).unwrap_or_else(|| read_any(html))
}

/// Reads a run of HTML if it is written plainly.
fn read_plain(html: &str) -> Option<Marks> {
    let mut marks = Marks::default();
    let wanted = |name: &[u8]| !matches!(Attribute::of(name), Attribute::Other);
    let read = plain_tags::read_attributes(html, wanted, |_, name, value, span| {
        marks.add(Attribute::of(name), value, html, span)
    });
    read.is_ok().then_some(marks)
}

/// Reads a run of HTML by the rules of the standard.
fn read_any(html: &str) -> Marks {
    let mut marks = Marks::default();
    let mut attribute = Attribute::Other;
    read_tags(html, |event, span| match event {
        CallbackEvent::OpenStartTag { .. } => attribute = Attribute::Other,
        CallbackEvent::AttributeName { name } => attribute = Attribute::of(name),
        CallbackEvent::AttributeValue { value } => {
            marks.add(attribute, &String::from_utf8_lossy(value), html, span)
        }
        _ => {}
    });
    marks
}

#[derive(Debug, Clone, Copy)]
enum Attribute {
    Id,
    Url,
    Srcset,
    Content,
    Other,
}

impl Attribute {
    fn of(name: &[u8]) -> Self {
        match name {
            b"id" => Attribute::Id,
            b"srcset" | b"imagesrcset" => Attribute::Srcset,
            b"content" => Attribute::Content,
            name if URL_ATTRIBUTES.contains(&name) => Attribute::Url,
            _ => Attribute::Other,
        }
    }
}

/// Reads the candidates of a `srcset`: a URL, a space, a width or density, a comma.
fn srcset(value: &str, at: usize, marks: &mut Marks) {
    let mut offset = 0;
    for candidate in value.split_inclusive(',') {
        let trimmed = candidate.trim_start();
        let start = offset + candidate.len() - trimmed.len();
        let url = trimmed
            .split([' ', ',', '\n', '\t'])
            .next()
            .unwrap_or_default();
        if !url.is_empty() {
            marks.add_reference(url, at + start..at + start + url.len());
        }
        offset += candidate.len();
    }
}

/// Reads the target of `<meta http-equiv="refresh" content="0; url=/new/">`. Any other content is
/// text.
fn content_attribute(value: &str, at: usize, marks: &mut Marks) {
    let Some((delay, rest)) = value.split_once(';') else {
        return;
    };
    let target = rest.trim_start();
    let is_refresh = delay.trim().chars().all(|c| c.is_ascii_digit())
        && target
            .get(..4)
            .is_some_and(|start| start.eq_ignore_ascii_case("url="));
    if is_refresh && !delay.trim().is_empty() {
        let start = delay.len() + 1 + rest.len() - target.len() + 4;
        marks.add_reference(&value[start..], at + start..at + value.len());
    }
}

#[cfg(test)]
mod tests {
    use super::{read_any, read_plain};
    use proptest::prelude::*;

    /// Parts of pages that are written plainly.
    const PLAIN: [&str; 14] = [
        "<a href=\"/a\" id=\"b\">",
        "</a>",
        "<p hidden>",
        "<img src=\"c?d&amp;e\" alt=\"<\"/>",
        "<script>'<p id=\"f\">'</script>",
        "<title>g<h</title>",
        "<img srcset=\"/i 1x, /j 2x\">",
        "<meta content=\"0; url=/k\">",
        "<!-- <p id=\"l\"> -->",
        "<!doctype html>",
        "text",
        "&copy;",
        "ß",
        "<a\n href=\"&quot;&#39;\" >",
    ];

    /// Parts of other pages.
    const OTHER: [&str; 18] = [
        "<a",
        "</p",
        "<script",
        "</script>",
        "<title>",
        "/>",
        ">",
        " ",
        " src='/f'",
        " id=g",
        "\"",
        "'",
        " href=\"/h\"",
        "<!--",
        "-->",
        "/",
        "<",
        "=",
    ];

    proptest! {
        #[test]
        fn plain_html_is_read_as_the_standard_says(
            parts in prop::collection::vec(
                prop_oneof![
                    19 => prop::sample::select(&PLAIN[..]),
                    1 => prop::sample::select(&OTHER[..]),
                ],
                0..24,
            )
        ) {
            let html = parts.concat();
            if let Some(marks) = read_plain(&html) {
                prop_assert_eq!(marks, read_any(&html));
            }
        }
    }

    #[test]
    fn pages_of_the_theme_are_plain() {
        let page = "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\">\
            <link rel=\"stylesheet\" href=\"/assets/main.css\"><title>A < B</title></head>\
            <body><p id=\"a\"><a href=\"/b/\">b</a></p></body></html>";
        assert!(read_plain(page).is_some());
    }
}
