//! The contract with themes: what a template sees. `docs/templates.md` says it to people.
//!
//! A template's roots are built from [`PageInputs`] and from nothing else, so a template can only
//! read what was digested.

mod card;
mod inputs;
mod page;
mod site;
mod social_card;

pub use inputs::{Around, Chapter, Children, Common, PageInputs, Section, Sections};
pub use page::{chapter_view, page_view, roots};
pub use site::SiteView;
pub use social_card::{SharedImage, SocialCardCommon, SocialCardInputs};

/// The version of the contract; it grows when a key goes or changes its meaning.
pub const CONTRACT: usize = 1;
