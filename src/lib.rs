//! Milepost turns a folder of Markdown into a themed static website.
//!
//! The modules stand in the order in which data flows through them. A module names only modules above it; the test `layers` holds this.

pub mod path;
pub mod digest;
pub mod value;
pub mod diagnostic;
pub mod publish;
