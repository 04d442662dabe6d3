//! Social cards: the images that represent pages where they are shared (Open Graph images).
//!
//! A template makes an SVG of the title of a page, which is drawn here as PNG with the one font in
//! the binary. The room is apart because it alone names the libraries that draw. Its output depends
//! on its arguments and on nothing of the machine: it reads no system font and no file that an SVG
//! refers to.

mod background;
mod card;
mod color;
mod deflate;
mod draw;
mod huffman;
mod nesting;
mod painter;
mod palette;
mod picture;
mod pieces;
mod runs;
mod svg_size;

pub use card::{SocialCard, SocialCardGlobals};
pub use draw::{HEIGHT, WIDTH};
pub use painter::CardPainter;
pub use svg_size::svg_size;
