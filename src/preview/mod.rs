//! The preview: shows the site while the user edits it, and always shows a whole build.
//!
//! One thread makes builds (`watch/`). It learns from the watcher that something changed, reads the
//! disk itself, builds, and replaces one value: the state (`live/`), behind a `tokio::sync::watch`
//! channel. The server (`http/`) answers each request from the newest state. Each event stream
//! compares the pages that a browser has open with every new state, and the scripts in the pages
//! (`client/`) patch what has changed. A page can open the editor at its source (`edit/`). Threads
//! send each other messages; the only lock is that of the threads that render (`live/render.rs`).
//! The published folder is neither read nor written.

mod client;
mod edit;
mod handle;
mod http;
mod live;
mod options;
mod shutdown;
mod timing;
mod watch;

pub use handle::{Preview, start};
pub use http::lan::address_in_network;
pub use live::inject::{ClientConfig, inject};
pub use live::terminal::TerminalMessage;
pub use options::{Audience, Bind, Clock, DEFAULT_PORT, Poll, PreviewOptions};
