//! The state that the preview serves, and the event streams that keep open pages up to date.

pub(super) mod events;
pub(super) mod idle;
pub(super) mod inject;
mod overlay;
mod page_diagnostics;
mod redirect_hint;
mod render;
pub(super) mod resolve;
pub(super) mod served_page;
pub(super) mod state;
pub(super) mod terminal;
pub(super) mod update;
