//! Images of the writer, from the header of the file to the variants that browsers get.
//!
//! A *probe* reads the header of a file. A *variant* is a smaller version of an image in a format
//! of the web; its *recipe* names everything that it is made of, so that its URL is known before a
//! pixel is decoded. Files are published without the metadata that reveals where and by whom a
//! photo was taken.
//!
//! The room is apart because it alone names the codecs. Files come from cameras and from strangers:
//! everything that is read here is bounded, and the decoders are safe Rust.

mod avif;
mod cache;
mod decode;
mod encode;
mod examine;
mod fault;
mod header;
mod memory_budget;
mod probe;
mod probe_table;
mod recipe;
mod resize;
mod scans;
mod strip;
mod table;
mod variant_encoder;
mod variants;

pub use cache::{ImageCache, without_metadata};
pub use fault::Fault;
pub use header::{Format, Header, Size};
pub use probe::probe;
pub use probe_table::{ImageFile, ImageProbe, ProbeTable};
pub use recipe::{Encoding, Recipe};
pub use strip::strip_metadata;
pub use table::{Display, Image, ImageInputs, ImageTable, OriginalFile, name_variants};
pub use variant_encoder::VariantEncoder;
pub use variants::{Variant, Variants};
