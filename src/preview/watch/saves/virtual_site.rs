//! A virtual site for tests of the build loop: a folder in memory, a program that saves a file in
//! it, and a clock that runs only while the build loop waits or works.

use super::save_scripts::Step;
use super::virtual_folder::Folder;
use crate::preview::watch::build_loop::{Environment, Flow};
use crate::preview::watch::messages::ChangeEvent;
use crate::preview::watch::watcher::change_event;
use crate::source::Snapshot;
use std::collections::{BTreeSet, VecDeque};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

pub(super) const ROOT: &str = "/site";

pub(super) const REFRESH_TIME: Duration = Duration::from_micros(200);
pub(super) const SCAN_TIME: Duration = Duration::from_millis(1);
pub(super) const BUILD_TIME: Duration = Duration::from_millis(5);

/// The time of a system call that writes a single character.
const WRITE_TIME: Duration = Duration::from_micros(10);

/// The time after the program's last step in which the build loop may still build something.
const AFTERMATH: Duration = Duration::from_secs(5);

/// A virtual site. It implements the build loop's environment.
pub(super) struct VirtualSite {
    start: Instant,
    now: Duration,
    end: Duration,
    folder: Folder,
    program: VecDeque<(Duration, Step, String)>,
    reports: VecDeque<(Duration, ChangeEvent)>,
    /// The time from a change to its report.
    pub report_delay: Duration,
    /// True if the system reports nothing although it is watching.
    pub is_deaf: bool,
    is_watching: bool,
    /// Each build with the time at which it began.
    pub builds: Vec<(Duration, Snapshot)>,
    /// The reasons for which the build loop stopped relying on reports.
    pub reasons_to_poll: Vec<String>,
}

impl VirtualSite {
    /// Returns a site with these files below `content/`.
    pub(super) fn new(files: &[(&str, &str)], is_watching: bool) -> Self {
        VirtualSite {
            start: Instant::now(),
            now: Duration::ZERO,
            end: AFTERMATH,
            folder: Folder::new(files),
            program: VecDeque::new(),
            reports: VecDeque::new(),
            report_delay: Duration::ZERO,
            is_deaf: false,
            is_watching,
            builds: Vec::new(),
            reasons_to_poll: Vec::new(),
        }
    }

    /// Has a program save a text: at this moment the first step, then one after each pause.
    pub(super) fn save(&mut self, steps: &[Step], text: &str, begin: Duration, pause: Duration) {
        let mut at = begin;
        for step in steps {
            if let Step::WriteBytes = step {
                for character in text.chars() {
                    self.program.push_back((at, *step, character.to_string()));
                    at += WRITE_TIME;
                }
            } else {
                self.program.push_back((at, *step, text.to_owned()));
            }
            at += pause;
        }
        self.end = at + AFTERMATH;
    }

    /// Lets time pass until a moment. The program goes on meanwhile.
    fn pass_until(&mut self, until: Duration) {
        while let Some((at, step, text)) = pop_due(&mut self.program, until, |(at, ..)| *at) {
            for (kind, names) in self.folder.run(step, &text) {
                let mut event = notify::Event::new(kind);
                event.paths = names.iter().map(|name| content(name)).collect();
                let reported = change_event(Path::new(ROOT), event);
                if let Some(event) = reported.filter(|_| self.is_watching && !self.is_deaf) {
                    self.reports.push_back((at + self.report_delay, event));
                }
            }
        }
        self.now = self.now.max(until);
    }

    /// Reads the folder in the middle of a span of time.
    fn read(&mut self, time: Duration, read: impl FnOnce(&Folder) -> Snapshot) -> Snapshot {
        self.pass_until(self.now + time / 2);
        let snapshot = read(&self.folder);
        self.pass_until(self.now + time / 2);
        snapshot
    }
}

impl Environment for VirtualSite {
    fn now(&self) -> Instant {
        self.start + self.now
    }

    fn next_event(&mut self, until: Instant) -> Flow<Option<ChangeEvent>> {
        let until = until - self.start;
        if until > self.end {
            return Flow::Break(());
        }
        loop {
            if let Some((_, event)) = pop_due(&mut self.reports, self.now, |(at, _)| *at) {
                return Flow::Continue(Some(event));
            }
            let next_step = self.program.front().map(|(at, ..)| *at);
            let next_report = self.reports.front().map(|(at, _)| *at);
            match next_step.into_iter().chain(next_report).min() {
                Some(next) if next <= until => self.pass_until(next),
                _ => {
                    self.pass_until(until);
                    return Flow::Continue(None);
                }
            }
        }
    }

    fn refresh(&mut self, base: &Snapshot, paths: &BTreeSet<PathBuf>) -> Snapshot {
        self.read(REFRESH_TIME, |folder| {
            let mut snapshot = base.clone();
            for path in paths {
                let path = path.strip_prefix(ROOT).expect("a path of the site");
                let path = path.to_str().expect("a plain path");
                let name = path
                    .strip_prefix("content/")
                    .expect("a path below content/");
                snapshot.set(path, folder.get(name));
            }
            snapshot
        })
    }

    fn scan(&mut self, _: &Snapshot) -> Snapshot {
        self.read(SCAN_TIME, |folder| {
            let mut snapshot = Snapshot::default();
            for name in folder.names() {
                snapshot.set(&format!("content/{name}"), folder.get(name));
            }
            snapshot
        })
    }

    fn is_there(&self, path: &Path) -> bool {
        self.folder.names().any(|name| content(name) == path)
    }

    fn build(&mut self, snapshot: &Snapshot) {
        self.builds.push((self.now, snapshot.clone()));
        self.pass_until(self.now + BUILD_TIME);
    }

    fn is_out_of_date(&self) -> bool {
        false
    }

    fn is_watching(&self) -> bool {
        self.is_watching
    }

    fn poll_instead(&mut self, reason: &str) {
        self.is_watching = false;
        self.reasons_to_poll.push(reason.to_owned());
    }
}

fn pop_due<T>(queue: &mut VecDeque<T>, now: Duration, at: impl Fn(&T) -> Duration) -> Option<T> {
    queue.front().filter(|first| at(first) <= now)?;
    queue.pop_front()
}

fn content(name: &str) -> PathBuf {
    Path::new(ROOT).join("content").join(name)
}
