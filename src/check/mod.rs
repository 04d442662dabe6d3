//! Judging the site: rules that join what is known of all pages.
//!
//! A link has one owner: those of documents were resolved and told with their place in the
//! Markdown; here only what templates, components, menus and data wrote is looked at.

mod links;
mod text;
mod unfilled;

pub use links::{CheckedPage, Published, links};
pub use text::{WrittenPage, reading_grade, text};
pub use unfilled::unfilled;
