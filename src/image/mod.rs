//! Pictures made of pixels: what a file says of itself, its smaller versions in formats of the web,
//! and what it says of where and by whom it was taken, which is left out.
//!
//! Apart because it alone names the codecs. Files come from cameras and from strangers: everything
//! that is read here is bounded, and the decoders are safe Rust.

mod avif;
mod decode;
mod encode;
mod encoder;
mod facts;
mod memory;
mod pixels;
mod probe;
mod recipe;
mod strip;
mod table;

pub use encoder::Encoder;
pub use facts::{Facts, Fault, Format, LARGEST_FILE, Size};
pub use probe::probe;
pub use recipe::{Encoding, Recipe, WIDEST};
pub use strip::strip;
pub use table::{
    Image, ImageFile, ImageInputs, ImageTable, Look, Publication, Shown, Version, Versions,
    name_variants,
};
