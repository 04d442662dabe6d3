//! The HTTP server: sockets, access checks, routes and responses.

pub(super) mod access_token;
mod connection;
mod guard;
pub(super) mod hosts;
pub(super) mod lan;
pub(super) mod listen;
pub(super) mod places;
mod request;
mod response;
pub(super) mod routes;
pub(super) mod server;
mod site;
