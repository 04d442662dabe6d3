//! The marks of a run of raw HTML.

use super::blocked::Blocked;
use crate::document::body::{Argument, Dimensions};
use std::ops::Range;

/// The marks and ids of a run of HTML.
#[derive(Debug, Default, PartialEq, Eq)]
pub(in crate::document) struct RawHtml {
    /// The marks in the order of the run. Their ranges do not overlap.
    pub(in crate::document) marks: Vec<(Range<usize>, Mark)>,
    /// The ids of elements.
    pub(in crate::document) ids: Vec<String>,
    /// The names of anchors, which are targets of links too.
    pub(in crate::document) anchors: Vec<String>,
    /// The parts that the policy of the site forbids.
    pub(in crate::document) blocked: Vec<(Range<usize>, Blocked)>,
    /// The start of a tag, a comment or a text element that does not end in this run. It would
    /// swallow everything after it.
    pub(in crate::document) unfinished: Option<usize>,
}

/// A part of raw HTML that the site must know or may change.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::document) enum Mark {
    /// `<Name …>`.
    Open(ComponentTag),
    /// `<Name … />`.
    Empty(ComponentTag),
    /// `</Name>`.
    Close(String),
    /// The `href` of a link, decoded.
    Link(String),
    /// The `src` of an image, decoded.
    Image {
        target: String,
        alt: Alt,
        dimensions: Dimensions,
    },
    /// An attribute that names another file to show, decoded.
    Media(&'static str, String),
    /// Another attribute whose URL is not allowed, decoded.
    Unsafe(String),
}

impl Mark {
    /// Returns true for the tags of components.
    pub(in crate::document) fn is_component(&self) -> bool {
        matches!(self, Mark::Open(_) | Mark::Empty(_) | Mark::Close(_))
    }
}

/// The opening tag of a component.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::document) struct ComponentTag {
    pub(in crate::document) name: String,
    pub(in crate::document) arguments: Vec<Argument>,
}

/// The presence of an `alt` attribute. An empty one says that the image only decorates.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::document) enum Alt {
    Given,
    Missing,
}
