//! Diagnostics turned into text for the terminal, JSON for programs and HTML for the preview's
//! overlay.
//!
//! All three are written from [`Located`]: a diagnostic whose places were looked up in the current
//! build. So they always say the same, and a diagnostic that was remembered from an earlier build
//! points at the line where its item stands now. This is the only room that turns items and bytes
//! into lines and columns; it prints nothing itself.

mod build;
mod excerpt;
mod fold;
mod html;
mod json;
mod lines;
mod locate;
mod located;
mod phrases;
mod status;
mod summary;
mod text;
mod visible;

pub use html::html;
pub use json::{JsonDiagnostic, JsonReport, json, json_text};
pub use lines::byte_at;
pub use locate::{Sources, locate};
pub use located::{Correction, ExcerptLine, Located, LocatedFrame, Spot, Target, TextRange};
pub use status::{PageStatus, status, statuses};
pub use summary::{Limit, Summary, summary};
pub use text::{Colour, text};
