//! Code in colors: which languages there are, which words of a text are what, and the colors.
//!
//! Nothing is loaded before the first block of code asks for a language. The grammars are those of
//! Sublime Text as `bat` gathers them; their hundreds of scopes become a dozen classes here, which
//! a color scheme has a color for.

mod class;
mod grammars;
mod language;
mod painter;
mod scheme;
mod style_sheet;

pub use class::Class;
pub use language::{Language, nearest_language};
pub use painter::{Painter, Run};
pub use scheme::{Colors, SCHEMES, Scheme};
pub use style_sheet::{OPTION, style_sheet};
