//! The debounce: turns the events of one save into one batch.
//!
//! Programs save in several system calls, and the system reports each of them. A batch is ready
//! when no event came for a while and every file that was written is closed, but never later than
//! a fixed moment.
//!
//! This is a pure state machine. It has no clock: its caller passes the time in, waits until
//! [`Debounce::ready_at`], and adds the events that come before.

use super::messages::{ChangeEvent, WriteState};
use std::collections::BTreeSet;
use std::path::PathBuf;
use std::time::{Duration, Instant};

/// A batch of changes that may not be complete.
#[derive(Debug)]
pub(super) struct Debounce {
    quiet: Duration,
    latest: Instant,
    last_event: Instant,
    changed: BTreeSet<PathBuf>,
    open: BTreeSet<PathBuf>,
}

impl Debounce {
    /// Returns an empty batch that is ready after this time of quiet, and at this moment at the
    /// latest.
    pub(super) fn new(quiet: Duration, latest: Instant, now: Instant) -> Self {
        Debounce {
            quiet,
            latest,
            last_event: now,
            changed: BTreeSet::new(),
            open: BTreeSet::new(),
        }
    }

    /// Adds an event that arrived now.
    pub(super) fn add(&mut self, event: ChangeEvent, now: Instant) {
        self.last_event = now;
        for path in event.paths {
            match event.write_state {
                Some(WriteState::Open) => _ = self.open.insert(path.clone()),
                Some(WriteState::Closed) => _ = self.open.remove(&path),
                None => {}
            }
            self.changed.insert(path);
        }
    }

    /// Returns the moment at which the batch is complete, unless another event arrives before.
    pub(super) fn ready_at(&self) -> Instant {
        match self.open.is_empty() {
            true => self.latest.min(self.last_event + self.quiet),
            // A file that is open is half a file, however long it has been quiet.
            false => self.latest,
        }
    }

    /// Returns the paths that may have changed.
    pub(super) fn into_paths(self) -> BTreeSet<PathBuf> {
        self.changed
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use WriteState::{Closed, Open};

    const QUIET: Duration = Duration::from_millis(10);
    const LATEST: Duration = Duration::from_millis(500);

    /// Adds events at milliseconds and checks at which millisecond the batch is ready after each.
    fn check(events: &[(u64, &str, Option<WriteState>, u64)]) {
        let start = Instant::now();
        let mut debounce = Debounce::new(QUIET, start + LATEST, start);
        for (at, path, write_state, ready_at) in events {
            let event = ChangeEvent {
                paths: vec![PathBuf::from(path)],
                write_state: *write_state,
            };
            debounce.add(event, start + Duration::from_millis(*at));
            let ready = (debounce.ready_at() - start).as_millis();
            assert_eq!(ready, u128::from(*ready_at), "{path} at {at} ms");
        }
        let paths: BTreeSet<PathBuf> = events.iter().map(|(_, path, ..)| path.into()).collect();
        assert_eq!(debounce.into_paths(), paths);
    }

    #[test]
    fn each_event_lengthens_the_quiet() {
        check(&[
            (0, "a", Some(Closed), 10),
            (7, "b", None, 17),
            (17, "a", None, 27),
        ]);
    }

    #[test]
    fn an_open_file_is_waited_for() {
        check(&[
            (0, "a", Some(Open), 500),
            (100, "b", Some(Open), 500),
            (200, "a", Some(Closed), 500),
            (300, "b", None, 500),
            (301, "b", Some(Closed), 311),
        ]);
    }

    #[test]
    fn no_wait_is_longer_than_the_latest_moment() {
        check(&[
            (0, "a", None, 10),
            (9, "a", None, 19),
            (495, "a", None, 500),
            (600, "a", None, 500),
        ]);
    }

    #[test]
    fn an_empty_batch_is_ready_after_the_quiet() {
        let start = Instant::now();
        let debounce = Debounce::new(QUIET, start + LATEST, start);
        assert_eq!(debounce.ready_at(), start + QUIET);
        assert!(debounce.into_paths().is_empty());
    }
}
