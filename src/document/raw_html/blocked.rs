//! Parts of raw HTML that the policy of the site forbids: hosts send it in `_headers`, the preview
//! sends it, and browsers then leave these parts out.

use super::tag::StartTag;
use crate::url::{UrlKind, classify};
use std::ops::Range;

/// Returns the parts of a start tag that are forbidden, in words. `end` is the end of the tag.
pub(super) fn of(tag: &StartTag<'_>, end: usize) -> Vec<(Range<usize>, &'static str)> {
    let whole = tag.start..end;
    let is_elsewhere = || {
        let mut sources = tag.values("src");
        sources.any(|source| classify(source) == UrlKind::External)
    };
    let is_data = || tag.values("type").any(|kind| kind.contains("json"));
    let element = match tag.name.to_ascii_lowercase().as_str() {
        "iframe" | "frame" | "embed" | "object" => Some("a frame"),
        "style" => Some("styles within a page"),
        "script" if tag.values("src").next().is_none() && !is_data() => {
            Some("a script within a page")
        }
        "script" if is_elsewhere() => Some("a script of another site"),
        "img" if is_elsewhere() => Some("a picture of another site"),
        "video" | "audio" | "source" if is_elsewhere() => Some("a recording of another site"),
        _ => None,
    };
    let attributes = tag.attributes.iter().filter_map(|attribute| {
        let name = attribute.name.to_ascii_lowercase();
        let what = match name.as_str() {
            "style" => "an attribute `style`",
            name if name.starts_with("on") && name.len() > 4 => "a script in an attribute",
            _ => return None,
        };
        Some((attribute.range.clone(), what))
    });
    element
        .map(|what| (whole, what))
        .into_iter()
        .chain(attributes)
        .collect()
}
