//! The outline of a YAML text: the bytes of its keys and values, found by indentation.
//!
//! The YAML library gives positions only with its errors. The outline looks at every line once and
//! never fails. It works on broken text too, which is when positions are needed most.
//!
//! The outline knows block style alone. For a path that leads into braces or brackets it returns
//! the nearest key outside them.

mod entry;
mod find;
mod scan;
mod step;

pub(super) use entry::{colon, quoted_length, split_entry, value_length};
pub use find::{Location, Outline, locate};
pub(super) use scan::{Node, ROOT};
pub(super) use step::OwnedStep;
pub use step::Step;
