//! Assets: style sheets, scripts and images of a theme, named before anything is rendered.

mod style;
mod table;

pub use table::{AssetFile, AssetInputs, AssetTable, Naming, table};
