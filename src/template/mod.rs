//! Templates: from texts and values to text.
//!
//! It is the only room that names the template engine, so that the engine can be replaced in an
//! afternoon. It knows nothing of pages.
//!
//! A *root* is a variable that a template is rendered with, such as `page` or `site`. A template is
//! given only the roots that it reads, itself or through the templates and components that it uses.

mod added;
mod arguments;
mod calls;
mod captured;
mod card_fields;
mod date_names;
mod engine;
mod expression;
mod fault;
mod filters;
mod foreign;
mod functions;
mod growth;
mod guarded;
mod guards;
mod judge;
mod known;
mod ledger;
mod limits;
mod load;
mod missing;
mod nesting;
mod picture;
mod picture_names;
mod replace_regex;
mod root_usage;
mod sort;
mod sources;
mod standalone;
mod tags;
mod tokens;
mod value;

pub use added::Added;
pub use arguments::{Component, Parameter, ParameterKind};
pub use calls::CallKind;
pub use engine::Engine;
pub use known::{CALLABLES, Callable};
pub use ledger::LONGEST_RENDER;
pub use limits::overdue;
pub use load::load;
pub use picture::picture_view;
pub use picture_names::PictureName;
pub use sources::Sources;
pub use standalone::StandaloneTemplate;
pub use value::{Roots, ToTemplateValue, Value, Viewed};
