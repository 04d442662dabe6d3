//! Milepost turns a folder of Markdown into a themed static website.
//!
//! The modules stand in the order in which data flows through them. A module names only modules above it; the test `layers` holds this.

// The vocabulary.
pub mod path;
pub mod address;
pub mod digest;
pub mod value;
pub mod date;
pub mod html;
pub mod slug;
pub mod diagnostic;
pub mod memo;
pub mod pairs;
// From disk to memory.
pub mod cache;
pub mod yaml;
pub mod config;
pub mod source;
pub mod picture;
pub mod raster;
pub mod template;
pub mod asset;
// From text to the model.
pub mod document;
pub mod site;
pub mod schema;
// From the model to what exists.
pub mod view;
pub mod aggregate;
pub mod plan;
// From jobs to bytes, and what there is to say of them.
pub mod render;
pub mod check;
pub mod pipeline;
pub mod report;
// From the value to the world.
pub mod publish;
pub mod preview;
pub mod cli;
pub mod command;
