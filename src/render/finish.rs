//! The last pass over a finished page: every URL of the site is written as the site's readers need
//! it, and the facts are gathered.

use super::body::Content;
use super::facts::Facts;
use crate::address::{is_completed, is_rooted, relative};
use crate::html::read_tags;
use html5gum::emitters::callback::CallbackEvent;
use std::borrow::Cow;
use std::ops::Range;

/// The attributes that hold one URL.
///
/// Source: HTML Living Standard, index of attributes whose value is a URL; SVG 1.1 for
/// `xlink:href`.
const URL_ATTRIBUTES: [&[u8]; 8] = [
    b"href",
    b"xlink:href",
    b"src",
    b"action",
    b"formaction",
    b"poster",
    b"data",
    b"cite",
];

/// What was found in a run of HTML.
#[derive(Debug, Default)]
pub(super) struct Marks {
    facts: Facts,
    /// Where URLs stand that depend on where the site or the page stands, in bytes from the start
    /// of the run.
    urls: Vec<Range<usize>>,
}

/// What becomes of the URLs of the site.
#[derive(Debug, Clone, Copy)]
pub(super) enum Rewriting<'a> {
    /// This path goes before those that begin at the root: `/guide`, or nothing.
    Below(&'a str),
    /// They lead from this folder, percent-encoded and without slashes around it, to a file.
    From(&'a str),
}

impl Rewriting<'_> {
    fn rewritten<'u>(self, url: &'u str) -> Cow<'u, str> {
        match self {
            Rewriting::Below(base_path) if is_rooted(url) => format!("{base_path}{url}").into(),
            Rewriting::Below(_) => url.into(),
            Rewriting::From(folder) => relative(url, folder).into(),
        }
    }
}

impl Marks {
    /// The ids that were found.
    pub(super) fn ids(&self) -> &[String] {
        &self.facts.ids
    }

    /// Adds a URL that stands at `at`.
    pub(super) fn add_reference(&mut self, url: &str, at: Range<usize>) {
        self.add_told(url, at);
        self.facts.references.push(url.to_owned());
    }

    /// Adds a URL that stands at `at` and of which everything is known and told already.
    pub(super) fn add_told(&mut self, url: &str, at: Range<usize>) {
        if is_completed(url) {
            self.urls.push(at);
        }
    }

    /// Adds what was found in a run that starts at `offset`.
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

/// Finishes a page. What is known of its content, to which Markdown gave `ids`, is not read a
/// second time: reading is the dearest part of a build.
pub(super) fn finish(
    html: String,
    content: &Content,
    ids: &[String],
    rewriting: Rewriting<'_>,
) -> (String, Facts) {
    let marks = marks(&html, content, ids);
    if matches!(rewriting, Rewriting::Below("")) || marks.urls.is_empty() {
        return (html, marks.facts);
    }
    let mut out = String::with_capacity(html.len() + marks.urls.len() * 24);
    let mut from = 0;
    for at in marks.urls {
        out.push_str(&html[from..at.start]);
        out.push_str(&rewriting.rewritten(&html[at.clone()]));
        from = at.end;
    }
    out.push_str(&html[from..]);
    (out, marks.facts)
}

fn marks(html: &str, content: &Content, ids: &[String]) -> Marks {
    // A template may have changed the content, with a filter say; then all of the page is read.
    let known = if content.html.contains('<') {
        html.find(&content.html)
    } else {
        None
    };
    let Some(start) = known else {
        return read(html);
    };
    let end = start + content.html.len();
    let mut marks = read(&html[..start]);
    let Marks { facts, urls } = &content.marks;
    let ids = ids.iter().chain(&facts.ids).cloned().collect();
    marks.append(
        Marks {
            facts: Facts {
                ids,
                references: facts.references.clone(),
            },
            urls: urls.clone(),
        },
        start,
    );
    marks.append(read(&html[end..]), end);
    marks
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

/// Candidates of a `srcset`: a URL, a space, a width or density, a comma.
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

/// The target of `<meta http-equiv="refresh" content="0; url=/new/">`. Any other content is text.
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
