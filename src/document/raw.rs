//! HTML that somebody wrote in Markdown, read by the rules of the standard: what of it the site
//! must know or may change.
//!
//! Apart from the writer of Markdown, because it knows nothing of blocks: it is given a run of HTML
//! and says what stands where in it.

use super::body::{Argument, Extent};
use crate::html::{holds_text, read_tags};
use crate::url::{UrlKind, classify};
use html5gum::Error;
use html5gum::emitters::callback::CallbackEvent;
use std::ops::Range;

/// What was found in a run of HTML.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Raw {
    /// What is not plain HTML, in its order; ranges do not overlap.
    pub(super) marks: Vec<(Range<usize>, Mark)>,
    /// The ids of elements and where they stand.
    pub(super) ids: Vec<(String, Range<usize>)>,
    /// The names of anchors, which links can lead to as well.
    pub(super) anchors: Vec<String>,
    /// Where a tag, a comment or a text element begins that does not end here: it would swallow
    /// what comes after.
    pub(super) unfinished: Option<usize>,
}

/// Something within HTML that is more than HTML.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Mark {
    /// `<Name …>`.
    Open(Tag),
    /// `<Name … />`.
    Empty(Tag),
    /// `</Name>`.
    Close(String),
    /// The `href` of a link, decoded.
    Link(String),
    /// The `src` of an image, decoded.
    Image {
        target: String,
        alt: Alt,
        extent: Extent,
    },
    /// An attribute that names another file to be shown, decoded.
    Media(&'static str, String),
    /// Another attribute whose URL is not allowed, decoded.
    Unsafe(String),
}

/// Whether an image says what it shows, or that it shows nothing: `alt=""`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Alt {
    Given,
    Missing,
}

/// A component's opening tag.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Tag {
    pub(super) name: String,
    pub(super) arguments: Vec<Argument>,
}

/// The attributes that hold one URL, `href` and `src` excepted.
///
/// Source: HTML Living Standard, index of attributes whose value is a URL, and SVG 2 for
/// `xlink:href`.
const OTHER_URLS: [&str; 7] = [
    "action",
    "formaction",
    "poster",
    "data",
    "cite",
    "background",
    "xlink:href",
];

/// Reads a run of HTML.
pub(super) fn read(html: &str) -> Raw {
    let mut reader = Reader {
        html,
        raw: Raw::default(),
        tag: None,
        complete: 0,
        cut_off: false,
    };
    let unclosed = read_tags(html, |event, range| reader.event(event, range));
    let Reader {
        mut raw, complete, ..
    } = reader;
    raw.unfinished = unclosed.or_else(|| begun(html, complete));
    raw
}

/// Whether a run of HTML is one component tag and nothing else, and which.
pub(super) fn only_component(html: &str) -> Option<Mark> {
    let capital = html
        .trim_start_matches(['<', '/'])
        .starts_with(|c: char| c.is_ascii_uppercase());
    let mut marks = if capital {
        read(html).marks
    } else {
        Vec::new()
    };
    match marks.pop() {
        Some((range, mark @ (Mark::Open(_) | Mark::Empty(_) | Mark::Close(_))))
            if range == (0..html.len()) =>
        {
            Some(mark)
        }
        _ => None,
    }
}

struct Reader<'h> {
    html: &'h str,
    raw: Raw,
    tag: Option<OpenTag<'h>>,
    /// Where the last complete tag or comment ends.
    complete: usize,
    /// Whether the end came within a comment.
    cut_off: bool,
}

/// A start tag whose end has not come yet.
struct OpenTag<'h> {
    start: usize,
    name: &'h str,
    attributes: Vec<Attribute<'h>>,
}

struct Attribute<'h> {
    name: &'h str,
    /// From the space before the name to the end of the value.
    range: Range<usize>,
    value: Option<String>,
    /// Whether the value stands in no quotes.
    bare: bool,
}

impl<'h> Reader<'h> {
    fn event(&mut self, event: &CallbackEvent<'_>, range: Range<usize>) {
        match event {
            CallbackEvent::OpenStartTag { .. } => {
                let name = name_at(&self.html[range.start + 1..]);
                self.tag = Some(OpenTag {
                    start: range.start,
                    name,
                    attributes: Vec::new(),
                });
            }
            CallbackEvent::AttributeName { .. } => self.attribute(range),
            CallbackEvent::AttributeValue { value } => {
                self.value(&String::from_utf8_lossy(value), range)
            }
            CallbackEvent::CloseStartTag { self_closing } => {
                self.complete = range.end;
                if let Some(tag) = self.tag.take() {
                    self.start_tag(tag, range, *self_closing);
                }
            }
            CallbackEvent::EndTag { .. } => {
                self.complete = range.end;
                // An end tag may have attributes; they mean nothing.
                self.tag = None;
                let name = name_at(&self.html[range.start + 2..]);
                if is_component(name) {
                    self.raw.marks.push((range, Mark::Close(name.to_owned())));
                }
            }
            CallbackEvent::Comment { .. } | CallbackEvent::Doctype { .. } => {
                if !self.cut_off && self.html[..range.end].ends_with('>') {
                    self.complete = range.end;
                }
            }
            CallbackEvent::Error(Error::EofInComment | Error::EofInDoctype) => self.cut_off = true,
            CallbackEvent::String { .. } | CallbackEvent::Error(_) => {}
        }
    }

    fn attribute(&mut self, range: Range<usize>) {
        let html = self.html;
        let Some(tag) = &mut self.tag else { return };
        let before = html[..range.start].strip_suffix(|c: char| c.is_ascii_whitespace());
        let before = before.map_or(range.start, |before| {
            before.strip_suffix('\r').unwrap_or(before).len()
        });
        let after = html[range.end..].trim_start_matches(|c: char| c.is_ascii_whitespace());
        // The value of `name=""` comes with no event of its own.
        let empty = after.strip_prefix('=').map(|_| String::new());
        tag.attributes.push(Attribute {
            name: &html[range.clone()],
            range: before..range.end,
            value: empty,
            bare: false,
        });
    }

    fn value(&mut self, value: &str, range: Range<usize>) {
        let html = self.html.as_bytes();
        let Some(attribute) = self.tag.as_mut().and_then(|tag| tag.attributes.last_mut()) else {
            return;
        };
        let quote = html
            .get(range.start.wrapping_sub(1))
            .filter(|byte| matches!(byte, b'"' | b'\''));
        let closed = quote.is_some() && html.get(range.end) == quote;
        attribute.range.end = range.end + usize::from(closed);
        attribute.value = Some(value.to_owned());
        attribute.bare = !closed;
    }

    fn start_tag(&mut self, mut tag: OpenTag<'h>, end: Range<usize>, self_closing: bool) {
        let range = tag.start..end.end;
        for attribute in tag
            .attributes
            .iter()
            .filter(|attribute| attribute.name.eq_ignore_ascii_case("id"))
        {
            self.raw
                .ids
                .extend(attribute.value.clone().map(|id| (id, range.clone())));
        }
        if is_component(tag.name) {
            // `minutes=2/>` reads as `minutes="2/">` in HTML, which is not what anybody means.
            let last = tag
                .attributes
                .last_mut()
                .filter(|last| last.bare && last.range.end == end.start);
            let last = last
                .and_then(|last| last.value.as_mut())
                .filter(|value| value.ends_with('/'));
            let slash = last.map(String::pop).is_some();
            let arguments = tag.attributes.into_iter().map(|given| Argument {
                name: given.name.to_owned(),
                text: given.value,
            });
            let made = Tag {
                name: tag.name.to_owned(),
                arguments: arguments.collect(),
            };
            self.raw.marks.push((
                range,
                if self_closing || slash {
                    Mark::Empty(made)
                } else {
                    Mark::Open(made)
                },
            ));
            return;
        }
        let is = |name: &str| tag.name.eq_ignore_ascii_case(name);
        let has_alt = tag
            .attributes
            .iter()
            .any(|attribute| attribute.name.eq_ignore_ascii_case("alt"));
        let alt = if has_alt { Alt::Given } else { Alt::Missing };
        let says = |name: &str| {
            tag.attributes
                .iter()
                .any(|attribute| attribute.name.eq_ignore_ascii_case(name))
        };
        let extent = if says("width") || says("height") {
            Extent::Given
        } else {
            Extent::Missing
        };
        let mut seen: Vec<&str> = Vec::new();
        for attribute in tag.attributes {
            let Some(value) = attribute.value.filter(|value| !value.is_empty()) else {
                continue;
            };
            let named = |name: &str| attribute.name.eq_ignore_ascii_case(name);
            if is("a") && named("name") {
                self.raw.anchors.push(value);
                continue;
            }
            let mark = match () {
                () if named("href") && (is("a") || is("area")) => Mark::Link(value),
                () if named("src") && is("img") => Mark::Image {
                    target: value,
                    alt,
                    extent,
                },
                () if named("src") => Mark::Media("src", value),
                () if named("poster") && is("video") => Mark::Media("poster", value),
                () if named("data") && is("object") => Mark::Media("data", value),
                () if named("href") || OTHER_URLS.iter().any(|name| named(name)) => {
                    match classify(&value) {
                        UrlKind::Unsafe => Mark::Unsafe(value),
                        _ => continue,
                    }
                }
                () => continue,
            };
            // Of two attributes of one name browsers take the first.
            let twice = seen
                .iter()
                .any(|name| name.eq_ignore_ascii_case(attribute.name));
            seen.push(attribute.name);
            if !twice {
                self.raw.marks.push((attribute.range, mark));
            }
        }
    }
}

/// The name of a tag, as it was written.
fn name_at(html: &str) -> &str {
    let end = html
        .find(|c: char| c.is_ascii_whitespace() || matches!(c, '/' | '>'))
        .unwrap_or(html.len());
    &html[..end]
}

/// Whether a tag of this name is a component's: a capital first, a lower-case letter, and no
/// element whose content is text.
fn is_component(name: &str) -> bool {
    let capital = name.starts_with(|c: char| c.is_ascii_uppercase());
    let plain = name
        .chars()
        .all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '_'));
    capital && plain && name.contains(|c: char| c.is_ascii_lowercase()) && !holds_text(name)
}

/// Where a tag or a comment begins after all that is complete. `</` and anything but a letter
/// begins a comment too, and `<` at the end begins whatever comes next.
fn begun(html: &str, complete: usize) -> Option<usize> {
    let rest = html.get(complete..)?;
    let begins = |at: &usize| match rest.as_bytes()[at + 1..] {
        [b'/', b'>', ..] => false,
        [] => true,
        [next, ..] => next.is_ascii_alphabetic() || matches!(next, b'/' | b'!' | b'?'),
    };
    rest.match_indices('<')
        .map(|(at, _)| at)
        .find(begins)
        .map(|at| complete + at)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(html: &str) -> Vec<String> {
        let raw = read(html);
        let mut shown: Vec<String> = raw
            .marks
            .iter()
            .map(|(range, mark)| format!("{} {}", &html[range.clone()], of_mark(mark)))
            .collect();
        shown.extend(raw.ids.iter().map(|(id, _)| format!("id {id}")));
        shown.extend(
            raw.unfinished
                .map(|at| format!("unfinished {}", &html[at..])),
        );
        shown
    }

    fn of_mark(mark: &Mark) -> String {
        let arguments = |tag: &Tag| {
            let shown = tag
                .arguments
                .iter()
                .map(|given| format!(" {}={:?}", given.name, given.text.as_deref()));
            shown.collect::<String>()
        };
        match mark {
            Mark::Open(tag) => format!("opens {}{}", tag.name, arguments(tag)),
            Mark::Empty(tag) => format!("is {}{}", tag.name, arguments(tag)),
            Mark::Close(name) => format!("closes {name}"),
            Mark::Link(target) => format!("link {target}"),
            Mark::Image {
                target,
                alt,
                extent: _,
            } => format!("image {target} {alt:?}"),
            Mark::Media(name, target) => format!("{name} {target}"),
            Mark::Unsafe(target) => format!("unsafe {target}"),
        }
    }

    #[test]
    fn finds_what_is_more_than_html() {
        let cases: [(&str, &[&str]); 18] = [
            (
                "<img src=a><img alt src=b>",
                &[" src=a image a Missing", " src=b image b Given"],
            ),
            (
                "<p><Map minutes=2 open/></p>",
                &["<Map minutes=2 open/> is Map minutes=Some(\"2\") open=None"],
            ),
            ("<Map a=2/>", &["<Map a=2/> is Map a=Some(\"2\")"]),
            (
                "<Term id='a &amp; b' x=\"\">",
                &[
                    "<Term id='a &amp; b' x=\"\"> opens Term id=Some(\"a & b\") x=Some(\"\")",
                    "id a & b",
                ],
            ),
            ("</Term >", &["</Term > closes Term"]),
            ("<!-- <Term> --><DIV><div><Style></Style>", &[]),
            ("<p title='<Term>'>a < B</p>", &[]),
            (
                "<a class=x\n href = 'y?a=1&amp;b' id=z>",
                &[" href = 'y?a=1&amp;b' link y?a=1&b", "id z"],
            ),
            ("<img src=\"\"><a href><a href=x/>", &[" href=x/ link x/"]),
            ("<a href=x href=y>", &[" href=x link x"]),
            (
                "<video poster=p src=v>",
                &[" poster=p poster p", " src=v src v"],
            ),
            (
                "<form action=' javascript:x'><form action=/x>",
                &[" action=' javascript:x' unsafe  javascript:x"],
            ),
            ("<Term id=", &["unfinished <Term id="]),
            (
                "<b>a</b><p title=\"<Term>",
                &["unfinished <p title=\"<Term>"],
            ),
            ("<b></ x", &["unfinished </ x"]),
            ("<!-- a >", &["unfinished <!-- a >"]),
            ("<script>a</scrip>", &["unfinished <script>a</scrip>"]),
            ("</> a < b", &[]),
        ];
        for (html, expected) in cases {
            assert_eq!(shown(html), expected, "{html}");
        }
    }
}
