//! From a job to bytes: pure, one job at a time.

mod body;
mod book;
mod call;
mod chapter;
mod facts;
mod finish;
mod images;
mod page;

pub use facts::Facts;
pub use page::{Output, Rendered, Tools, render};
