//! Outputs: everything that a site publishes, one file for each kind.
//!
//! The file of a kind says what an output is made of (a struct), what it asks for ([`Request`]:
//! route, phase, precedence) and how it is made ([`Output::render`]). [`KINDS`] lists the kinds; no
//! other code makes them. To add one, write its file, declare it here, and add a line to that list.
//! If documents may link to it, `build/files.rs` names it too.
//!
//! An output is a struct whose derived `Hash` names everything that it is made of, so that its key
//! is right by construction. It does not hold the contents of documents: it names those that it
//! shows ([`ContentNames`]), and is given them when it is rendered.

mod asset;
mod backlinks;
mod book;
mod booklet;
mod contents;
mod copy;
mod costly_templates;
mod feed;
mod feed_links;
mod globals;
mod headers;
mod image;
mod image_uses;
mod inputs;
mod list_pages;
mod listings;
mod missing_pictures;
mod named_pictures;
mod no_jekyll;
mod not_found;
mod outline;
mod page;
mod page_files;
mod pictures;
mod planning;
mod published_images;
mod redirect;
mod redirects;
mod related;
mod rendered;
mod request;
mod robots;
pub mod search;
mod shared_images;
mod showing;
mod shown_cards;
mod sitemap;
mod social_card;
mod unread_lists;

pub use contents::{ContentNames, Contents, Derivation};
pub use costly_templates::costly_templates;
pub use headers::CONTENT_SECURITY_POLICY;
pub use image_uses::{ImageUseInputs, ImageUses, image_uses};
pub use inputs::{Copy, PlanInputs};
pub use listings::Listings;
pub use missing_pictures::missing_pictures;
pub use planning::Planning;
pub use rendered::{OutputBytes, Rendered};
pub use request::{Kind, Output, Phase, Precedence, Request, Role};
pub use unread_lists::unread_lists;

/// All kinds of output. Where two outputs ask for one address, the earlier kind has it.
pub const KINDS: &[Kind] = &[
    page::requests,
    copy::requests,
    image::requests,
    asset::requests,
    social_card::requests,
    search::requests,
    not_found::requests,
    redirect::requests,
    sitemap::requests,
    feed::requests,
    redirects::requests,
    robots::requests,
    headers::requests,
    no_jekyll::requests,
];
