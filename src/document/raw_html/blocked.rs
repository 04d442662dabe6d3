//! Parts of raw HTML that the policy of the site forbids: hosts send it in `_headers`, the preview
//! sends it, and browsers then leave these parts out.

use super::tag::StartTag;
use crate::url::{UrlKind, classify};
use std::ops::Range;

/// A part of a page that the policy of the site forbids.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::document) enum Blocked {
    /// Another page within the page.
    Frame,
    /// An element `style`.
    Styles,
    /// An attribute `style`.
    StyleAttribute,
    /// A script that stands in the page.
    Script,
    /// A script in an attribute, such as `onclick`.
    ScriptAttribute,
    /// A script that is loaded from another site.
    ScriptElsewhere,
    /// A picture that is loaded from another site.
    PictureElsewhere,
    /// Sound or film that is loaded from another site.
    RecordingElsewhere,
}

impl Blocked {
    /// Returns its name as the beginning of a sentence.
    pub(in crate::document) fn name(self) -> &'static str {
        match self {
            Blocked::Frame => "a frame",
            Blocked::Styles => "styles within a page",
            Blocked::StyleAttribute => "an attribute `style`",
            Blocked::Script => "a script within a page",
            Blocked::ScriptAttribute => "a script in an attribute",
            Blocked::ScriptElsewhere => "a script of another site",
            Blocked::PictureElsewhere => "a picture of another site",
            Blocked::RecordingElsewhere => "a recording of another site",
        }
    }

    /// Returns the way to have the same without it.
    pub(in crate::document) fn advice(self) -> &'static str {
        match self {
            Blocked::Frame => "link to the page instead, with a picture of it",
            Blocked::Styles | Blocked::StyleAttribute => {
                "write a class, and its style into a style sheet in `assets/`"
            }
            Blocked::Script | Blocked::ScriptAttribute => {
                "put the script into a file in `static/`, and name it with `src`"
            }
            Blocked::ScriptElsewhere | Blocked::PictureElsewhere | Blocked::RecordingElsewhere => {
                "put the file beside the page, or into `static/`"
            }
        }
    }
}

/// Returns the parts of a start tag that are forbidden. `end` is the end of the tag.
pub(super) fn of(tag: &StartTag<'_>, end: usize) -> Vec<(Range<usize>, Blocked)> {
    let whole = tag.start..end;
    let is_elsewhere = || {
        let mut sources = tag.values("src");
        sources.any(|source| classify(source) == UrlKind::External)
    };
    let is_data = || tag.values("type").any(|kind| kind.contains("json"));
    let element = match tag.name.to_ascii_lowercase().as_str() {
        "iframe" | "frame" | "embed" | "object" => Some(Blocked::Frame),
        "style" => Some(Blocked::Styles),
        "script" if tag.values("src").next().is_none() && !is_data() => Some(Blocked::Script),
        "script" if is_elsewhere() => Some(Blocked::ScriptElsewhere),
        "img" if is_elsewhere() => Some(Blocked::PictureElsewhere),
        "video" | "audio" | "source" if is_elsewhere() => Some(Blocked::RecordingElsewhere),
        _ => None,
    };
    let attributes = tag.attributes.iter().filter_map(|attribute| {
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
