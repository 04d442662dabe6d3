//! The HTTP server: sockets, access checks, routes and responses.

pub(super) mod access_token;
pub(super) mod content_type;
mod guard;
pub(super) mod hosts;
pub(super) mod lan;
pub(super) mod network;
mod open_file;
mod range;
mod response;
pub(super) mod routes;
pub(super) mod server;
