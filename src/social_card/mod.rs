//! Pictures that are drawn: SVG to PNG, with the one font that is in the binary.
//!
//! It is apart because it alone names the libraries that draw, and because what it draws depends on
//! its arguments and on nothing of the machine: no font of the system, no file that a drawing
//! names.

mod draw;
mod font;
mod svg_size;

pub use draw::{HEIGHT, WIDTH, draw};
pub use font::{break_lines, can_write};
pub use svg_size::svg_size;

/// What draws: a part of the name of each picture, because another version may draw it otherwise.
/// To be changed with the versions of `resvg` and `png` in Cargo.lock, with the font, and with how
/// they are used here.
pub const DRAWN_BY: &str = "resvg 0.49, png 0.18, Source Sans 3 600, 1";
