//! Judging the finished site: rules that join the facts of all pages.
//!
//! A link has one owner: those of documents were resolved and told with their place in the Markdown; here only what templates,
//! components, menus and data wrote is looked at.

mod links;
mod unfilled;

pub use links::{CheckedPage, Published, links};
pub use unfilled::unfilled;
