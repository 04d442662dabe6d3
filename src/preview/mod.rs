//! The preview: shows the site while its writers edit, and never anything but a whole build.
//!
//! One thread makes builds. It hears from the doorbell that something changed, looks at the disk
//! itself, builds, and swaps one value: the state of what is shown, behind a `tokio::sync::watch`
//! channel. The server answers each request from the state that it finds there; each event stream
//! compares the state that its page came from with the newest. Nothing else is shared, and nothing
//! is locked: threads send each other calls. The published folder is neither read nor written.

mod address;
mod answer;
mod call;
mod client;
mod content_type;
mod cover;
mod doorbell;
mod edit;
mod events;
mod fault;
mod gate;
mod handle;
mod hearing;
mod host;
mod idle;
mod invitation;
mod live;
mod message;
mod network;
mod news;
mod open;
mod options;
mod range;
mod routes;
mod server;
mod settle;
mod sight;
mod state;
mod token;
mod way;
mod workshop;

pub use handle::{Preview, start};
pub use live::{Mark, inject};
pub use network::address_in_network;
pub use news::News;
pub use options::{Audience, Bind, DEFAULT_PORT, Poll, PreviewOptions};
