//! The work that is done for a build, counted.

use std::sync::atomic::{AtomicUsize, Ordering};

/// The work that was done for a build, for tests and reports.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Work {
    /// The number of documents that were parsed.
    pub documents_parsed: usize,
    /// The number of outputs that were rendered so far.
    pub outputs_rendered: usize,
}

/// The counters of a build.
#[derive(Debug, Default)]
pub(super) struct Counters {
    parsed: AtomicUsize,
    rendered: AtomicUsize,
}

impl Counters {
    pub(super) fn documents_parsed(&self, number: usize) {
        self.parsed.fetch_add(number, Ordering::Relaxed);
    }

    pub(super) fn output_rendered(&self) {
        self.rendered.fetch_add(1, Ordering::Relaxed);
    }

    pub(super) fn work(&self) -> Work {
        Work {
            documents_parsed: self.parsed.load(Ordering::Relaxed),
            outputs_rendered: self.rendered.load(Ordering::Relaxed),
        }
    }
}
