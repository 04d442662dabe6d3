//! How far a job is: what to know of a rendering that does not end.

use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

/// When a job was begun, and whether it has ended.
#[derive(Debug, Default)]
pub struct Progress {
    begun: OnceLock<Instant>,
    ended: AtomicBool,
}

impl Progress {
    /// Says that work begins.
    pub fn begin(&self) {
        self.begun.get_or_init(Instant::now);
    }

    /// Says that it has ended.
    pub fn end(&self) {
        self.ended.store(true, Ordering::Release);
    }

    /// Whether it was begun longer ago than `limit` and has not ended.
    pub fn is_overdue(&self, limit: Duration) -> bool {
        !self.ended.load(Ordering::Acquire)
            && self
                .begun
                .get()
                .is_some_and(|begun| begun.elapsed() > limit)
    }
}
