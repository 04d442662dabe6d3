//! One build: the stages in their order, and the value that they make.
//!
//! [`Builder::build`] is the only entry. `build`, `check`, `serve` and `deploy` are its clients;
//! there is no other way to make a site, no rebuild and no invalidation. What a build takes over
//! from the one before, it takes because its inputs are equal.

mod build;
mod data;
mod options;
mod overdue;
mod remarks;
mod stages;

pub use build::{Build, Bytes, ImageWork, Outcome, Work};
pub use options::BuildOptions;
pub use stages::Builder;
