//! Marks in a run of HTML: the URLs that depend on the address of the site, and the facts for
//! checks.

use super::facts::Facts;
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
#[derive(Debug, Default)]
pub(super) struct Marks {
    pub facts: Facts,
    /// The URLs that depend on the address of the site or of the page, as bytes of the run.
    pub urls: Vec<Range<usize>>,
}

impl Marks {
    /// Returns the ids that were found.
    pub(super) fn ids(&self) -> &[String] {
        &self.facts.ids
    }

    /// Adds a URL at some bytes of the run.
    pub(super) fn add_reference(&mut self, url: &str, at: Range<usize>) {
        self.add_known_url(url, at);
        self.facts.references.push(url.to_owned());
    }

    /// Adds a URL at some bytes of the run. It was checked before, so checks need not know it.
    pub(super) fn add_known_url(&mut self, url: &str, at: Range<usize>) {
        if is_completed(url) {
            self.urls.push(at);
        }
    }

    /// Adds the marks of a run that starts at `offset`.
    pub(super) fn append(&mut self, mut other: Marks, offset: usize) {
        self.facts.ids.append(&mut other.facts.ids);
        self.facts.references.append(&mut other.facts.references);
        self.urls.extend(
            other
                .urls
                .iter()
                .map(|at| at.start + offset..at.end + offset),
        );
    }
}

/// Reads a run of HTML by the rules of the standard.
pub(super) fn read(html: &str) -> Marks {
    let mut marks = Marks::default();
    let mut attribute = Attribute::Other;
    read_tags(html, |event, span| match event {
        CallbackEvent::OpenStartTag { .. } => attribute = Attribute::Other,
        CallbackEvent::AttributeName { name } => attribute = Attribute::of(name),
        CallbackEvent::AttributeValue { value } => {
            let value = String::from_utf8_lossy(value);
            match attribute {
                Attribute::Id => marks.facts.ids.push(value.into_owned()),
                Attribute::Url => marks.add_reference(&value, span),
                Attribute::Srcset => srcset(&html[span.clone()], span.start, &mut marks),
                Attribute::Content => {
                    content_attribute(&html[span.clone()], span.start, &mut marks)
                }
                Attribute::Other => {}
            }
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
