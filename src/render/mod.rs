//! From a job to bytes: pure, one job at a time.

mod body;
mod call;
mod facts;
mod finish;
mod page;

pub use facts::Facts;
pub use page::{Output, Rendered, render};
