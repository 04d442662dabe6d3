//! Templates: the only room that names the template engine, so that it can be replaced in an
//! afternoon.
//!
//! It takes texts and values and gives text; it knows nothing of pages.

mod arguments;
mod engine;
mod fault;
mod functions;
mod limits;
mod load;
mod root_usage;
mod sources;
mod standalone;
mod value;

pub use arguments::{Component, Parameter, ParameterKind};
pub use engine::Engine;
pub use limits::{LONGEST_RENDER, overdue};
pub use load::load;
pub use sources::Sources;
pub use standalone::StandaloneTemplate;
pub use value::{Roots, ToTemplateValue, Value, Viewed};
