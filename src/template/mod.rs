//! Templates: from texts and values to text.
//!
//! It is the only room that names the template engine, so that the engine can be replaced in an
//! afternoon. It knows nothing of pages.
//!
//! A *root* is a variable that a template is rendered with, such as `page` or `site`. A template is
//! given only the roots that it reads, itself or through the templates and components that it uses.

mod arguments;
mod engine;
mod fault;
mod functions;
mod growth;
mod guarded;
mod limits;
mod load;
mod nesting;
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
