//! Social cards: the images that represent pages where they are shared (Open Graph images).
//!
//! A template makes an SVG, which is drawn here as PNG with the one font in the binary. The room is
//! apart because it alone names the libraries that draw. Its output depends on its arguments and on
//! nothing of the machine: it reads no system font and no file that an SVG refers to.

mod draw;
mod font;
mod svg_size;

pub use draw::{HEIGHT, WIDTH, draw};
pub use font::{break_lines, can_write};
pub use svg_size::svg_size;

/// The libraries and the font that draw, and a number for how they are used here. Another version
/// may draw other pixels, so this is part of the name of each card: change it with the versions of
/// `resvg` and `png` in Cargo.lock.
pub const DRAWN_BY: &str = "resvg 0.49, png 0.18, Source Sans 3 600, 1";
