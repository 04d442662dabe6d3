//! The preview: shows the site while its writers edit, and never anything but a whole build.
//!
//! One thread makes builds. It learns from the watcher that something changed, reads the disk
//! itself, builds, and swaps one value: the state of what is shown, behind a `tokio::sync::watch`
//! channel. The server answers each request from the state that it finds there; each event stream
//! compares the state that its page came from with the newest. Nothing else is shared, and nothing
//! is locked: threads send each other calls. The published folder is neither read nor written.

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
pub use options::{Audience, Bind, DEFAULT_PORT, Poll, PreviewOptions};
