//! Templates: the only room that names the template engine, so that it can be replaced in an
//! afternoon.
//!
//! It takes texts and values and gives text; it knows nothing of pages.

mod arguments;
mod bounded;
mod engine;
mod fault;
mod functions;
mod load;
mod lone;
mod reads;
mod value;

pub use arguments::{Component, Parameter, ParameterKind};
pub use bounded::{LONGEST_RENDER, overdue};
pub use engine::{Engine, Rooted};
pub use load::{Sources, load};
pub use lone::Lone;
pub use value::{Show, Shown, Value};
