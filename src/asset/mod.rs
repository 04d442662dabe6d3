//! Assets: style sheets, scripts and images of a theme, named before anything is rendered.

mod inputs;
mod made_sheets;
mod nesting;
mod style;
mod table;

pub use inputs::{AssetInputs, Naming};
pub use table::{AssetFile, AssetTable, table};
