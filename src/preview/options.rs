//! What a preview is told.

use super::live::terminal::News;
use std::net::IpAddr;
use std::path::PathBuf;

/// The port that is tried first: the metres in a mile. No other tool of this kind stands there.
pub const DEFAULT_PORT: u16 = 1609;

/// What a preview is told.
pub struct PreviewOptions {
    /// The site's folder.
    pub root: PathBuf,
    /// The port.
    pub bind: Bind,
    /// Who may look.
    pub audience: Audience,
    /// How changes are noticed.
    pub poll: Poll,
    /// The moment that counts as now, in seconds since 1970.
    pub clock: i64,
    /// Hears what there is to say, on the thread that makes builds.
    pub tell: Box<dyn FnMut(News) + Send>,
}

/// The port to listen at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bind {
    /// At [`DEFAULT_PORT`], or at the next port that is free.
    Default,
    /// At this port and no other; 0 is any that is free.
    Port(u16),
}

/// Who may look. That anybody may is never offered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Audience {
    /// The browser on this machine.
    Machine,
    /// Also whoever has the invitation, in the network where this machine has this address.
    Network(IpAddr),
}

/// How changes are noticed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Poll {
    /// The system reports them; where it cannot, the folders are looked at regularly.
    Auto,
    /// The folders are looked at regularly.
    Forced,
}
