//! Milepost turns a folder of Markdown into a themed static website.
//!
//! The modules form layers, in the order in which data flows through them. A module names only
//! modules before it in this list; the test `layers` reads the list and holds it. Comments call a
//! module with a task of its own a *room*.
//!
//! - The vocabulary: `path`, `index_file`, `address`, `digest`, `value`, `date`, `collation`,
//!   `html`, `picture`, `slug`, `text_format`, `url`, `strings`, `line`, `diagnostic`, `memo`,
//!   `merge`, `threads`, `programs`.
//! - From the disk to memory: `disk`, `cache`, `yaml`, `toml`, `config`, `source`, `history`,
//!   `font`, `template`, `code`, `asset`, `theme`, `data`.
//! - From text to the model: `document`, `summary`, `site`, `schema`, `social_card`, `image`.
//! - From the model to what is published: `page`, `output`, `plan`.
//! - From outputs to diagnostics: `check`, `build`, `rewrite`, `report`.
//! - From the build to the world: `publish`, `preview`, `cli`, `command`.

pub mod address;
pub mod asset;
pub mod build;
pub mod cache;
pub mod check;
pub mod cli;
pub mod code;
pub mod collation;
pub mod command;
pub mod config;
pub mod data;
pub mod date;
pub mod diagnostic;
pub mod digest;
pub mod disk;
pub mod document;
pub mod font;
pub mod history;
pub mod html;
pub mod image;
pub mod index_file;
pub mod line;
pub mod memo;
pub mod merge;
pub mod output;
pub mod page;
pub mod path;
pub mod picture;
pub mod plan;
pub mod preview;
pub mod programs;
pub mod publish;
pub mod report;
pub mod rewrite;
pub mod schema;
pub mod site;
pub mod slug;
pub mod social_card;
pub mod source;
pub mod strings;
pub mod summary;
pub mod template;
pub mod text_format;
pub mod theme;
pub mod threads;
pub mod toml;
pub mod url;
pub mod value;
pub mod yaml;
