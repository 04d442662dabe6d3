//! Typed fields of a value, with a diagnostic on the right line for everything that is wrong.
//!
//! Apart from configuration and front matter because both are read in the same way: strictly, to
//! the end, and with all errors at once.

mod field;
mod keys;
mod toml_advice;
mod typed;

pub use field::{Field, Parsed};
pub use keys::Fields;
