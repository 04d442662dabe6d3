//! Opens the user's editor at the source of what a page shows.

mod commands;
pub(super) mod launcher;
