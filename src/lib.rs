//! Milepost turns a folder of Markdown into a themed static website.
//!
//! The modules stand in layers, in the order in which data flows through them. A module names only
//! modules before it in this list; the test `layers` reads the list and holds it.
//!
//! - The vocabulary: `path`, `index_file`, `address`, `digest`, `value`, `date`, `html`, `slug`,
//!   `url`, `diagnostic`, `memo`, `merge`.
//! - From the disk to memory: `cache`, `yaml`, `config`, `source`, `social_card`, `template`,
//!   `asset`.
//! - From text to the model: `document`, `site`, `schema`, `image`.
//! - From the model to what exists: `view`, `aggregate`, `plan`.
//! - From jobs to bytes, and what there is to say of them: `render`, `check`, `pipeline`, `report`.
//! - From the build to the world: `publish`, `preview`, `cli`, `command`.

pub mod address;
pub mod aggregate;
pub mod asset;
pub mod cache;
pub mod check;
pub mod cli;
pub mod command;
pub mod config;
pub mod date;
pub mod diagnostic;
pub mod digest;
pub mod document;
pub mod html;
pub mod image;
pub mod index_file;
pub mod memo;
pub mod merge;
pub mod path;
pub mod pipeline;
pub mod plan;
pub mod preview;
pub mod publish;
pub mod render;
pub mod report;
pub mod schema;
pub mod site;
pub mod slug;
pub mod social_card;
pub mod source;
pub mod template;
pub mod url;
pub mod value;
pub mod view;
pub mod yaml;
