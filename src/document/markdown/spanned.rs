//! An event of the parser with its place.

use pulldown_cmark::Event;
use std::ops::Range;

/// An event and its range in the Markdown.
pub(super) type Spanned<'e> = (Event<'e>, Range<usize>);
