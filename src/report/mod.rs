//! Reports: diagnostics as text for the terminal, as JSON for programs and as HTML for the
//! preview's overlay.
//!
//! All three are written from [`Located`]: a diagnostic whose places were looked up in the current
//! build. So they always agree, and a diagnostic that was remembered from an earlier build points
//! at the line where its item is now. A *place* is symbolic, such as the third link of a document;
//! a *location* is a file with lines and columns. This is the only room that turns the one into the
//! other. It prints nothing itself.

mod build;
mod corrections;
mod excerpt;
mod html;
mod json;
mod lines;
mod locate;
mod located;
mod merge;
mod phrases;
mod status;
mod summary;
mod text;
mod visible;

pub use corrections::corrections;
pub use html::html;
pub use json::{JsonDiagnostic, JsonReport, json, json_text};
pub use lines::byte_at;
pub use locate::{SourceLookup, locate};
pub use located::{Correction, ExcerptLine, Located, LocatedFrame, Location, Target, TextRange};
pub use status::{PageStatus, status, statuses};
pub use summary::{Limit, Summary, summary};
pub use text::{ColorMode, text};
pub use visible::{visible, visible_text};
