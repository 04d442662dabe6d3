//! The build loop: waits until a save is finished, reads what changed, and builds it.
//!
//! Every change goes the same way. The loop reads the paths that the watcher reported and builds
//! them. Then it scans all sources, and builds whatever else that finds. So nothing depends on
//! which events the system reports, or in which order.
//!
//! The loop meets the world through one trait, [`Environment`]. Its tests replay saves on a
//! virtual disk, under a virtual clock.

use super::debounce::Debounce;
use super::messages::ChangeEvent;
use super::stability::{Scope, Stability, StabilityCheck};
use crate::preview::timing::{
    LATE_REPORT, LONGEST_SAVE, POLL_INTERVAL, POLL_PAUSE, QUIET, SCAN_INTERVAL, SCAN_PAUSE, STABLE,
};
use crate::source::Snapshot;
use std::collections::BTreeSet;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// The number of changes without a report after which the watcher is no longer relied on. The
/// report of a single change may just be late.
const MOST_UNREPORTED: usize = 2;

/// Breaks when the preview ends.
pub(super) type Flow<T = ()> = ControlFlow<(), T>;

/// The clock, the change events, the disk and the builder.
pub(super) trait Environment {
    /// Returns the current time.
    fn now(&self) -> Instant;

    /// Waits for the next change event. None if none arrived before this moment.
    fn next_event(&mut self, until: Instant) -> Flow<Option<ChangeEvent>>;

    /// Reads the files at these paths, and takes all others from `base`.
    fn refresh(&mut self, base: &Snapshot, paths: &BTreeSet<PathBuf>) -> Snapshot;

    /// Reads all sources. Files that are unchanged since `base` are taken from there.
    fn scan(&mut self, base: &Snapshot) -> Snapshot;

    /// True if something is at this path, readable or not.
    fn is_there(&self, path: &Path) -> bool;

    /// Builds a snapshot and shows the build.
    fn build(&mut self, snapshot: &Snapshot);

    /// True if a day has begun since the build that is shown: pages come and go by the day, and
    /// show it.
    fn is_out_of_date(&self) -> bool;

    /// True if the system reports changes.
    fn is_watching(&self) -> bool;

    /// Stops relying on the system's reports, for this reason.
    fn poll_instead(&mut self, reason: &str);
}

/// The build loop.
pub(super) struct BuildLoop<E> {
    environment: E,
    /// The site's folder, links resolved.
    root: PathBuf,
    /// The sources of the build that is shown.
    shown: Snapshot,
    /// The number of changes that the system failed to report since its last report.
    unreported: usize,
    /// The duration of the last scan.
    scan_time: Duration,
}

impl<E: Environment> BuildLoop<E> {
    pub(super) fn new(root: PathBuf, environment: E) -> Self {
        BuildLoop {
            environment,
            root,
            shown: Snapshot::default(),
            unreported: 0,
            scan_time: Duration::ZERO,
        }
    }

    /// Builds the site, then builds every change until the preview ends. Returns the environment.
    pub(super) fn run(mut self) -> E {
        // The first scan reads every file; its duration says nothing of those that follow.
        let snapshot = self.environment.scan(&self.shown);
        self.show(snapshot);
        while self.turn().is_continue() {}
        self.environment
    }

    /// Waits for a change, or for the time to scan without one, and builds what has changed.
    fn turn(&mut self) -> Flow {
        let next_scan = self.environment.now() + self.scan_pause();
        match self.next_batch(next_scan)? {
            Some(changed) => self.build_reported(&changed),
            None => self.build_unreported(),
        }
    }

    fn build_reported(&mut self, changed: &BTreeSet<PathBuf>) -> Flow {
        let snapshot = self.environment.refresh(&self.shown, changed);
        self.build_when_stable(snapshot, Scope::Steps)?;
        let snapshot = self.scan();
        self.build_when_stable(snapshot, Scope::All)?;
        self.unreported = 0;
        Flow::Continue(())
    }

    /// Looks for changes although no event came. If this finds some again and again, the system
    /// does not report changes here, as on network disks and in folders that two systems share.
    fn build_unreported(&mut self) -> Flow {
        let snapshot = self.scan();
        if snapshot.same_content(&self.shown) {
            self.show(snapshot);
            return Flow::Continue(());
        }
        if self.environment.is_watching() {
            // The scan may have been faster than the report.
            let late = self.environment.now() + LATE_REPORT;
            if let Some(changed) = self.next_batch(late)? {
                return self.build_reported(&changed);
            }
            // A file that could not be opened for a moment is no change that anybody reports.
            if snapshot.unreadable() == self.shown.unreadable() {
                self.unreported += 1;
            }
        }
        self.build_when_stable(snapshot, Scope::All)?;
        if self.unreported == MOST_UNREPORTED && self.environment.is_watching() {
            self.environment.poll_instead(
                "changes here are not reported, as is usual on network disks and shared folders",
            );
        }
        Flow::Continue(())
    }

    /// Waits for an event, and then until the save is finished. None if no event arrived before
    /// this moment.
    fn next_batch(&mut self, until: Instant) -> Flow<Option<BTreeSet<PathBuf>>> {
        let Some(event) = self.environment.next_event(until)? else {
            return Flow::Continue(None);
        };
        let now = self.environment.now();
        let mut debounce = Debounce::new(QUIET, now + LONGEST_SAVE, now);
        debounce.add(event, now);
        self.wait_until_quiet(debounce).map_continue(Some)
    }

    fn wait_until_quiet(&mut self, mut debounce: Debounce) -> Flow<BTreeSet<PathBuf>> {
        while let Some(event) = self.environment.next_event(debounce.ready_at())? {
            debounce.add(event, self.environment.now());
        }
        Flow::Continue(debounce.into_paths())
    }

    /// Builds a snapshot once a second look has confirmed each unstable file.
    fn build_when_stable(&mut self, mut snapshot: Snapshot, scope: Scope) -> Flow {
        let latest = self.environment.now() + LONGEST_SAVE;
        let mut check = StabilityCheck::new(scope);
        while let Stability::Unstable(files) = check.compare(&self.shown, &snapshot) {
            let now = self.environment.now();
            if now >= latest {
                break;
            }
            let mut changed = self.wait_until_quiet(Debounce::new(STABLE, latest, now))?;
            for (file, digest) in files {
                let path = self.root.join(file.as_str());
                // A file that is still gone needs no second look.
                if digest.is_some() || self.environment.is_there(&path) {
                    changed.insert(path);
                }
            }
            snapshot = self.environment.refresh(&snapshot, &changed);
        }
        self.show(snapshot);
        Flow::Continue(())
    }

    /// Builds a snapshot, unless its build of today is shown already.
    fn show(&mut self, snapshot: Snapshot) {
        let is_new = !snapshot.same_content(&self.shown) || self.environment.is_out_of_date();
        self.shown = snapshot;
        if is_new {
            self.environment.build(&self.shown);
        }
    }

    fn scan(&mut self) -> Snapshot {
        let began = self.environment.now();
        let snapshot = self.environment.scan(&self.shown);
        self.scan_time = self.environment.now() - began;
        snapshot
    }

    /// Returns the time to the next scan, if no event comes before.
    fn scan_pause(&self) -> Duration {
        match self.environment.is_watching() {
            true => SCAN_INTERVAL.max(self.scan_time * SCAN_PAUSE),
            false => POLL_INTERVAL.max(self.scan_time * POLL_PAUSE),
        }
    }
}
