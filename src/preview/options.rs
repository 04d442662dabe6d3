//! What a preview is told.

use super::news::News;
use std::path::PathBuf;

/// The port that is tried first: the metres in a mile. No other tool of this kind stands there.
pub const DEFAULT_PORT: u16 = 1609;

/// What a preview is told.
pub struct PreviewOptions {
    /// The site's folder.
    pub root: PathBuf,
    /// Where to listen.
    pub bind: Bind,
    /// How changes are noticed.
    pub poll: Poll,
    /// The moment that counts as now, in seconds since 1970.
    pub clock: i64,
    /// Hears what there is to say, on the thread that makes builds.
    pub tell: Box<dyn FnMut(News) + Send>,
}

/// Where to listen. It is always this machine only.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bind {
    /// At [`DEFAULT_PORT`], or at the next port that is free.
    Default,
    /// At this port and no other; 0 is any that is free.
    Port(u16),
}

/// How changes are noticed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Poll {
    /// The system reports them; where it cannot, the folders are looked at regularly.
    Auto,
    /// The folders are looked at regularly.
    Forced,
}
