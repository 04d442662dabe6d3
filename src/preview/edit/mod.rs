//! Opening the user's editor at the place that a page shows.

pub(super) mod launcher;
