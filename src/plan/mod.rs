//! The plan: every output of a site, where it stands and what it is made of, before anything is
//! rendered.
//!
//! Each URL is decided here, and collisions are found here. The plan of one build is the memo of
//! the next: a job whose key is equal takes over the cell in which its output was or will be kept.

mod book;
mod claim;
mod collision;
mod images;
mod job;
mod progress;
mod search;
mod shared;
mod social_cards;
mod table;
mod work;

pub use job::{Class, Job, Work};
pub use progress::Progress;
pub use table::{Documents, Plan, PlanInputs, plan};
