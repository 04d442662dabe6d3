//! The checks of a whole site: rules that join facts about all pages.
//!
//! A link is reported once. The links of documents are resolved and reported with their place in
//! the Markdown by `site`; here are only those that templates, components, menus and data wrote.

mod links;
mod redirects;
mod settings;
mod writing;

pub use links::{CheckedPage, PublishedSite, links};
pub use redirects::redirects;
pub use settings::missing_settings;
pub use writing::{AuthoredPage, reading_grade, writing};
