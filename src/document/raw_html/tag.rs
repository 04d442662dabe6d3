//! One start tag: a component call, or an element whose attributes name other files.

use super::blocked::Blocked;
use super::mark::{Alt, ComponentTag, Mark};
use crate::document::body::{Argument, Dimensions};
use crate::html::holds_text;
use crate::url::{UrlKind, classify};
use std::ops::Range;

/// A start tag with its attributes in the order of the source.
pub(super) struct StartTag<'h> {
    /// The position of its `<`.
    pub(super) start: usize,
    /// The name as written.
    pub(super) name: &'h str,
    pub(super) attributes: Vec<Attribute<'h>>,
}

pub(super) struct Attribute<'h> {
    /// The name as written.
    pub(super) name: &'h str,
    /// The bytes from the space before the name to the end of the value.
    pub(super) range: Range<usize>,
    /// The decoded value; `None` for a bare name.
    pub(super) value: Option<String>,
    /// True for a value without quotes.
    pub(super) is_unquoted: bool,
}

/// The attributes that hold one URL, `src` excepted.
///
/// Source: HTML Living Standard, index of attributes whose value is a URL, and SVG 2 for
/// `xlink:href`.
const URL_ATTRIBUTES: [&str; 8] = [
    "href",
    "action",
    "formaction",
    "poster",
    "data",
    "cite",
    "background",
    "xlink:href",
];

impl<'h> StartTag<'h> {
    /// Returns the values of the attributes with this name.
    pub(super) fn values(&self, name: &str) -> impl Iterator<Item = &str> {
        self.attributes
            .iter()
            .filter(move |attribute| attribute.name.eq_ignore_ascii_case(name))
            .filter_map(|attribute| attribute.value.as_deref())
    }

    fn has(&self, name: &str) -> bool {
        self.attributes
            .iter()
            .any(|attribute| attribute.name.eq_ignore_ascii_case(name))
    }

    /// Returns the parts of the tag that the policy forbids. `end` is its end.
    pub(super) fn blocked(&self, end: usize) -> Vec<(Range<usize>, Blocked)> {
        let whole = self.start..end;
        let is_elsewhere = || {
            let mut sources = self.values("src");
            sources.any(|source| classify(source) == UrlKind::External)
        };
        let is_data = || self.values("type").any(|kind| kind.contains("json"));
        let element = match self.name.to_ascii_lowercase().as_str() {
            "iframe" | "frame" | "embed" | "object" => Some(Blocked::Frame),
            "style" => Some(Blocked::Styles),
            "script" if self.values("src").next().is_none() && !is_data() => Some(Blocked::Script),
            "script" if is_elsewhere() => Some(Blocked::ScriptElsewhere),
            "img" if is_elsewhere() => Some(Blocked::PictureElsewhere),
            "video" | "audio" | "source" if is_elsewhere() => Some(Blocked::RecordingElsewhere),
            _ => None,
        };
        let attributes = self.attributes.iter().filter_map(|attribute| {
            let name = attribute.name.to_ascii_lowercase();
            let blocked = match name.as_str() {
                "style" => Blocked::StyleAttribute,
                name if name.starts_with("on") && name.len() > 4 => Blocked::ScriptAttribute,
                _ => return None,
            };
            Some((attribute.range.clone(), blocked))
        });
        let element = element.map(|blocked| (whole, blocked));
        element.into_iter().chain(attributes).collect()
    }

    /// Returns the component call of a tag whose `>` begins at `end`.
    pub(super) fn into_component(mut self, end: usize, self_closing: bool) -> Mark {
        // HTML reads `minutes=2/>` as `minutes="2/">`; writers mean the end of the tag.
        let slash = self
            .attributes
            .last_mut()
            .filter(|last| last.is_unquoted && last.range.end == end)
            .and_then(|last| last.value.as_mut())
            .filter(|value| value.ends_with('/'))
            .map(String::pop);
        let arguments = self.attributes.into_iter().map(|attribute| Argument {
            // HTML writes hyphens, where templates can only have underscores.
            name: attribute.name.replace('-', "_"),
            text: attribute.value,
        });
        let tag = ComponentTag {
            name: self.name.to_owned(),
            arguments: arguments.collect(),
        };
        if self_closing || slash.is_some() {
            Mark::Empty(tag)
        } else {
            Mark::Open(tag)
        }
    }

    /// Returns the marks of an element's attributes.
    pub(super) fn into_marks(self) -> Vec<(Range<usize>, Mark)> {
        let element = self.name.to_ascii_lowercase();
        let alt = if self.has("alt") {
            Alt::Given
        } else {
            Alt::Missing
        };
        let dimensions = if self.has("width") || self.has("height") {
            Dimensions::Given
        } else {
            Dimensions::Missing
        };
        let mut marks = Vec::new();
        let mut seen: Vec<String> = Vec::new();
        for attribute in self.attributes {
            let name = attribute.name.to_ascii_lowercase();
            let Some(value) = attribute.value.filter(|value| !value.is_empty()) else {
                continue;
            };
            let mark = match (name.as_str(), element.as_str()) {
                ("href", "a" | "area") => Mark::Link(value),
                ("src", "img") => Mark::Image {
                    target: value,
                    alt,
                    dimensions,
                },
                ("src", _) => Mark::Media("src", value),
                ("poster", "video") => Mark::Media("poster", value),
                ("data", "object") => Mark::Media("data", value),
                (name, _)
                    if URL_ATTRIBUTES.contains(&name) && classify(&value) == UrlKind::Unsafe =>
                {
                    Mark::Unsafe(value)
                }
                _ => continue,
            };
            // Browsers take the first of two attributes with one name.
            if !seen.contains(&name) {
                marks.push((attribute.range, mark));
                seen.push(name);
            }
        }
        marks
    }
}

/// Returns the name of the tag that a text begins with, after its `<` or `</`.
pub(super) fn name_at(html: &str) -> &str {
    let end = html
        .find(|c: char| c.is_ascii_whitespace() || matches!(c, '/' | '>'))
        .unwrap_or(html.len());
    &html[..end]
}

/// Returns true if a tag of this name is a component's: it begins with a capital, has a lower-case
/// letter, and is not an element whose content is text.
pub(super) fn is_component(name: &str) -> bool {
    let is_capitalized = name.starts_with(|c: char| c.is_ascii_uppercase());
    let is_plain = name
        .chars()
        .all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '_'));
    is_capitalized
        && is_plain
        && name.contains(|c: char| c.is_ascii_lowercase())
        && !holds_text(name)
}
