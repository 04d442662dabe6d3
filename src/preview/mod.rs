//! The preview: shows the site while its writers edit, and never anything but a whole build.
//!
//! One thread makes builds. It hears from the doorbell that something changed, looks at the disk
//! itself, builds, and swaps one value: the state of what is shown, behind a `tokio::sync::watch`
//! channel. The server answers each request from the state that it finds there; each event stream
//! compares the state that its page came from with the newest. Nothing else is shared, and nothing
//! is locked: threads send each other calls. The published folder is neither read nor written.

mod call;
mod client;
mod doorbell;
mod edit;
mod handle;
mod hearing;
mod http;
mod live;
mod options;
mod settle;
mod shutdown;
mod workshop;

pub use handle::{Preview, start};
pub use http::lan::address_in_network;
pub use live::inject::{ClientConfig, inject};
pub use live::terminal::TerminalMessage;
pub use options::{Audience, Bind, DEFAULT_PORT, Poll, PreviewOptions};
