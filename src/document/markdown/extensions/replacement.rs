//! Events in the place of a part of the text.

use pulldown_cmark::Event;
use std::ops::Range;

/// A part of a text and the events in its place.
pub(super) type Replacement<'e> = (Range<usize>, Vec<Event<'e>>);
