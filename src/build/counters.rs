//! The work that is done for a build: its amount, and the time of the stages.

use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

/// The work that was done for a build, for tests and reports.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Work {
    /// The number of documents that were parsed.
    pub documents_parsed: usize,
    /// The number of outputs that were rendered so far.
    pub outputs_rendered: usize,
}

/// The times that the stages of a build took.
#[derive(Debug, Clone, Copy, Default)]
pub struct StageTimes {
    /// Reading the sources: documents, templates, styles, data, the headers of images.
    pub sources: Duration,
    /// The model: pages, listings, links.
    pub model: Duration,
    /// The plan: the outputs, and what each is made of.
    pub plan: Duration,
}

/// The counters of a build.
#[derive(Debug, Default)]
pub(super) struct Counters {
    parsed: AtomicUsize,
    rendered: AtomicUsize,
    times: OnceLock<StageTimes>,
}

impl Counters {
    pub(super) fn documents_parsed(&self, number: usize) {
        self.parsed.fetch_add(number, Ordering::Relaxed);
    }

    pub(super) fn output_rendered(&self) {
        self.rendered.fetch_add(1, Ordering::Relaxed);
    }

    pub(super) fn stages_done(&self, times: StageTimes) {
        // A build runs its stages once.
        self.times.get_or_init(|| times);
    }

    pub(super) fn times(&self) -> StageTimes {
        self.times.get().copied().unwrap_or_default()
    }

    pub(super) fn work(&self) -> Work {
        Work {
            documents_parsed: self.parsed.load(Ordering::Relaxed),
            outputs_rendered: self.rendered.load(Ordering::Relaxed),
        }
    }
}
