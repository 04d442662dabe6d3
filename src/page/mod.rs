//! Pages: the inputs of a page, their view for templates, and the way from a page to its HTML.
//!
//! [`PageInputs`] hold everything that a page is made of but the contents of documents. The view is
//! the contract with themes: a template sees values that are made of these inputs alone.
//! docs/templates.md describes it for people.

mod body;
mod book;
mod card_fields;
mod card_view;
mod chapter;
mod component;
mod content;
mod contents_view;
mod elsewhere;
mod facts;
mod feed_links;
mod files_view;
mod finish;
mod images;
mod inputs;
mod marks;
mod outline_view;
mod paginator_view;
mod pictures_view;
mod plain_tags;
mod render;
mod shared_image;
mod site_view;
mod template_faults;
mod view;
mod well_formed;

pub use body::{content, content_for_feed, summary_for_feed};
pub use facts::{Facts, Texts};
pub use inputs::{
    Chapter, Children, FeedLink, ListPage, Listed, ListedPage, NamedPicture, Outline, OutlineItem,
    OutlinePart, PageFile, PageInputs, PageRelations, PagesByPath, Paginator, Pictures, Section,
    Sections, Taxonomy, TemplateGlobals, Term, Terms,
};
pub use render::{Bodies, RenderedPage, render};
pub use shared_image::SharedImage;
pub use site_view::SiteView;
pub use view::ROOTS;
