//! The options of a preview.

use super::live::terminal::TerminalMessage;
use std::net::IpAddr;
use std::path::PathBuf;

/// The port that is tried first: the meters in a mile. No other static site generator uses it.
pub const DEFAULT_PORT: u16 = 1609;

/// The options of a preview.
pub struct PreviewOptions {
    /// The site's folder.
    pub root: PathBuf,
    /// The port.
    pub bind: Bind,
    /// The devices that can connect.
    pub audience: Audience,
    /// The way in which changes are noticed.
    pub poll: Poll,
    /// Returns the current time, in seconds since 1970.
    pub clock: Clock,
    /// Receives messages for the terminal, on the thread that makes builds.
    pub report: Box<dyn FnMut(TerminalMessage) + Send>,
}

/// A clock: a function that returns the current time, in seconds since 1970. A preview may stay
/// open for days.
pub type Clock = Box<dyn Fn() -> i64 + Send>;

/// The port to listen at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bind {
    /// [`DEFAULT_PORT`], or the next port that is free.
    Default,
    /// This port and no other; 0 is any free port.
    Port(u16),
}

/// The devices that can connect. There is no option to serve everyone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Audience {
    /// This machine.
    Machine,
    /// Also devices that have the access token, in the network where this machine has this address.
    Network(IpAddr),
}

/// The way in which changes are noticed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Poll {
    /// The system reports changes. If it cannot, the folders are scanned regularly.
    Auto,
    /// The folders are scanned regularly.
    Forced,
}
