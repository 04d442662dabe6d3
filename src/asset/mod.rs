//! Assets: style sheets, scripts and pictures of a theme, and versions of the site's own pictures,
//! named before anything is rendered.

mod images;
mod style;
mod table;

pub use images::{
    Image, ImageFile, ImageInputs, ImageTable, Look, Publication, Shown, Version, Versions, images,
};
pub use table::{AssetFile, AssetInputs, AssetTable, Naming, table};
