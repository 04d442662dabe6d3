//! Assets: style sheets, scripts and pictures of a theme, named before anything is rendered.

mod style;
mod table;

pub use table::{AssetFile, AssetInputs, AssetTable, Naming, table};
