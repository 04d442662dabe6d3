//! From a page's text to data.

pub mod front_matter;
