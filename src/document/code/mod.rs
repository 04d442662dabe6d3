//! Blocks of code: what the first line says of them, and their HTML.
//!
//! The first line of a block, its fence, is read as other generators and sites write it. One table
//! has all that may stand there.

mod attributes;
mod fence;
mod hidden;
mod html;
mod lines;
mod reader;

pub use attributes::{ATTRIBUTES, Attribute};
pub(super) use html::write;
pub(super) use reader::read;
