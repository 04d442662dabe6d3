//! YAML: from text to values and typed fields, and from a key back to its line.
//!
//! This room adds what the YAML library does not give. `load` bounds what aliases unfold to, and is
//! the only file that names the library, so that the library can be replaced. `outline` finds the
//! lines of keys. `mistake` recognizes typing mistakes and corrects them. `recover` reads on after
//! an error. `fields` checks the types of fields.

mod block;
mod error;
mod fields;
mod flow;
mod key;
mod load;
mod mistake;
mod outline;
mod quote;
mod recover;

pub use block::{Block, CONFIGURATION_LIMIT, DATA_LIMIT, DEPTH_LIMIT, FRONT_MATTER_LIMIT, Format};
pub use fields::{Field, Fields, Parsed};
pub use key::{Key, names};
pub use outline::{Location, Outline, Step, locate};
pub use quote::{quoted, scalar};
pub use recover::{parse, too_long};
