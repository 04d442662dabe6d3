//! The build thread's environment: the real clock and disk, and the channels to other threads.

use super::build_loop::{Environment, Flow};
use super::messages::{BuildMessage, ChangeEvent};
use super::watcher::Watcher;
use crate::build::{BuildOptions, Builder};
use crate::cache::Cache;
use crate::date::Date;
use crate::digest::{Digest, Digested};
use crate::disk;
use crate::history::{self, History};
use crate::memo::guarded;
use crate::path::OutputPath;
use crate::preview::live::idle::IdleTask;
use crate::preview::live::state::State;
use crate::preview::live::terminal::{TerminalLog, TerminalMessage};
use crate::preview::options::Clock;
use crate::report::Located;
use crate::source::{self, Snapshot};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender};
use std::time::{Instant, SystemTime, UNIX_EPOCH};
use tokio::sync::watch;

/// The number of paths above which a scan of everything, on all cores, is faster than reading
/// them one by one.
const MOST_PATHS: usize = 200;

/// The build thread's ends of the channels to other threads.
pub(crate) struct Channels {
    /// The messages of the watcher, the event streams and the idle thread.
    pub inbox: Receiver<BuildMessage>,
    /// The state that is shown, for requests and event streams.
    pub states: watch::Sender<Option<Arc<State>>>,
    /// New states, for the idle thread.
    pub idle: Sender<IdleTask>,
    /// The terminal.
    pub report: Box<dyn FnMut(TerminalMessage) + Send>,
}

/// The build thread's environment.
pub(super) struct SiteEnvironment {
    root: PathBuf,
    clock: Clock,
    /// The time of the last build, and the time zone of the site then.
    built: Option<(i64, String)>,
    run: Arc<str>,
    channels: Channels,
    builder: Builder,
    /// The history of the documents when a build first asked for it.
    history: Option<Digested<History>>,
    /// None where the build loop polls.
    watcher: Option<Watcher>,
    /// The number of browser tabs that show each page.
    viewers: BTreeMap<OutputPath, usize>,
    log: TerminalLog,
}

impl SiteEnvironment {
    /// Returns the environment of a site that is not watched yet.
    pub(super) fn new(root: PathBuf, clock: Clock, mut channels: Channels) -> Self {
        let cache = Cache::of_site(&root);
        if let Some(problem) = cache.problem() {
            (channels.report)(TerminalMessage::Notice(problem.to_owned()));
        }
        SiteEnvironment {
            builder: Builder::with_cache(cache),
            history: None,
            root,
            clock,
            built: None,
            run: unique_run_name(),
            channels,
            watcher: None,
            viewers: BTreeMap::new(),
            log: TerminalLog::default(),
        }
    }

    /// Watches the site with this watcher, or polls if there is a reason why it cannot.
    pub(super) fn watch(&mut self, watcher: Result<Watcher, String>) {
        match watcher {
            Ok(watcher) => self.watcher = Some(watcher),
            Err(reason) => self.poll_instead(&reason),
        }
    }

    fn update_watcher(&mut self, update: impl FnOnce(&mut Watcher) -> Result<(), String>) {
        if let Some(Err(reason)) = self.watcher.as_mut().map(update) {
            self.poll_instead(&reason);
        }
    }

    fn page_closed(&mut self, page: &OutputPath) {
        if let Some(number) = self.viewers.get_mut(page) {
            *number -= 1;
            if *number == 0 {
                self.viewers.remove(page);
            }
        }
    }

    /// Reports the diagnostics of the build that is shown, and adds them to the state that is
    /// shown.
    fn checked(&mut self, generation: u64, located: Vec<Located>, complete: bool) {
        let state = self.channels.states.borrow().clone();
        let Some(state) = state.filter(|state| state.generation == generation) else {
            return;
        };
        if let Some(message) = self.log.update(&located, complete) {
            (self.channels.report)(message);
        }
        if complete {
            let state = Arc::new(state.with_diagnostics(located));
            self.channels.states.send_replace(Some(state));
        }
    }
}

impl Environment for SiteEnvironment {
    fn now(&self) -> Instant {
        Instant::now()
    }

    /// Handles all other messages while it waits.
    fn next_event(&mut self, until: Instant) -> Flow<Option<ChangeEvent>> {
        loop {
            let timeout = until.saturating_duration_since(Instant::now());
            match self.channels.inbox.recv_timeout(timeout) {
                Ok(BuildMessage::Changed(event)) => return Flow::Continue(Some(event)),
                Ok(BuildMessage::WatcherFailed(reason)) => self.poll_instead(&reason),
                Ok(BuildMessage::PageOpened(page)) => *self.viewers.entry(page).or_default() += 1,
                Ok(BuildMessage::PageClosed(page)) => self.page_closed(&page),
                Ok(BuildMessage::Checked {
                    generation,
                    located,
                    complete,
                }) => self.checked(generation, located, complete),
                Ok(BuildMessage::Stop) | Err(RecvTimeoutError::Disconnected) => {
                    return Flow::Break(());
                }
                Err(RecvTimeoutError::Timeout) => return Flow::Continue(None),
            }
        }
    }

    fn refresh(&mut self, base: &Snapshot, paths: &BTreeSet<PathBuf>) -> Snapshot {
        // Watch new folders before reading, so that no change after the reading goes unnoticed.
        self.update_watcher(|watcher| watcher.update(paths));
        match paths.len() > MOST_PATHS {
            true => self.scan(base),
            false => {
                let paths: Vec<PathBuf> = paths.iter().cloned().collect();
                source::refresh(&self.root, base, &paths)
            }
        }
    }

    fn scan(&mut self, base: &Snapshot) -> Snapshot {
        let snapshot = source::scan(&self.root, Some(base));
        self.update_watcher(|watcher| watcher.watch_links(snapshot.linked()));
        snapshot
    }

    fn is_there(&self, path: &Path) -> bool {
        disk::status_of_named(path).is_some()
    }

    fn build(&mut self, snapshot: &Snapshot) {
        let now = (self.clock)();
        let zone = self.built.take().map(|(_, zone)| zone);
        self.built = Some((now, zone.unwrap_or_default()));
        if self.history.is_none() {
            self.history = history::of_site(&self.root, snapshot);
        }
        let options = BuildOptions {
            history: self.history.clone(),
            ..BuildOptions::preview(now)
        };
        let builder = &mut self.builder;
        let build = match guarded("the build", || builder.build(snapshot, &options)) {
            Ok(build) => build,
            Err(fault) => {
                // The build before stays on show.
                (self.channels.report)(TerminalMessage::Notice(fault.message));
                return;
            }
        };
        self.built = Some((now, build.config().timezone.clone()));
        let before = self.channels.states.borrow().clone();
        let state = Arc::new(State::new(Arc::clone(&self.run), build, before.as_deref()));
        self.channels.states.send_replace(Some(Arc::clone(&state)));
        // The idle thread is gone only when the preview ends.
        let _ = self.channels.idle.send(IdleTask {
            state,
            open_outputs: self.viewers.keys().cloned().collect(),
        });
    }

    fn is_out_of_date(&self) -> bool {
        let now = (self.clock)();
        let built = self.built.as_ref();
        built.is_some_and(|(then, zone)| Date::at(now, zone) != Date::at(*then, zone))
    }

    fn is_watching(&self) -> bool {
        self.watcher.is_some()
    }

    fn poll_instead(&mut self, reason: &str) {
        self.watcher = None;
        (self.channels.report)(TerminalMessage::Notice(format!(
            "Milepost looks for changes twice a second: {reason}."
        )));
    }
}

/// Returns a text that no other run of the preview has.
fn unique_run_name() -> Arc<str> {
    let since = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .unwrap_or_default();
    Digest::of(&(since, std::process::id())).short(8).into()
}

#[cfg(test)]
mod tests {
    use super::super::build_loop::BuildLoop;
    use super::*;
    use std::sync::atomic::{AtomicI64, Ordering};
    use std::sync::mpsc::channel;
    use tokio::runtime;

    /// Edits a site whose watcher reports nothing, as where a folder lies on another machine, and
    /// returns the messages of the preview.
    fn messages_after(edit: impl Fn(&Path, u64)) -> Vec<TerminalMessage> {
        let folder = tempfile::tempdir().expect("a folder");
        let root = folder.path().canonicalize().expect("a folder");
        std::fs::create_dir(root.join("content")).expect("a folder");
        let (messages, inbox) = channel();
        let (states, mut shown) = watch::channel(None);
        let (idle, _tasks) = channel();
        let (report, reported) = channel();
        let channels = Channels {
            inbox,
            states,
            idle,
            report: Box::new(move |message| _ = report.send(message)),
        };
        let mut environment = SiteEnvironment::new(root.clone(), Box::new(|| 0), channels);
        environment.watch(Watcher::of_nothing(&root, messages.clone()));
        let build_loop = BuildLoop::new(root.clone(), environment);
        let thread = std::thread::spawn(|| _ = build_loop.run());
        let runtime = runtime::Builder::new_current_thread()
            .build()
            .expect("a runtime");
        for number in 0..4 {
            runtime.block_on(shown.changed()).expect("it works");
            let state = shown.borrow_and_update().clone();
            assert_eq!(state.map(|state| state.generation), Some(number + 1));
            edit(&root, number);
            if number < 2 {
                assert!(reported.try_recv().is_err(), "a report may just be late");
            }
        }
        runtime.block_on(shown.changed()).expect("it works");
        let reported = reported.try_iter().collect();
        messages.send(BuildMessage::Stop).expect("it listens");
        thread.join().expect("it ended");
        reported
    }

    #[test]
    fn a_day_that_begins_is_shown() {
        let folder = tempfile::tempdir().expect("a folder");
        let root = folder.path().canonicalize().expect("a folder");
        std::fs::create_dir(root.join("content")).expect("a folder");
        std::fs::write(root.join("site.yaml"), "timezone: America/New_York\n").expect("a file");
        let (messages, inbox) = channel();
        let (states, mut shown) = watch::channel(None);
        let (idle, _tasks) = channel();
        let channels = Channels {
            inbox,
            states,
            idle,
            report: Box::new(|_| {}),
        };
        // An hour before midnight in New York, where it is winter.
        let time = Arc::new(AtomicI64::new(4 * 3600));
        let clock = Arc::clone(&time);
        let clock = Box::new(move || clock.load(Ordering::Relaxed));
        let build_loop = BuildLoop::new(root.clone(), SiteEnvironment::new(root, clock, channels));
        let thread = std::thread::spawn(|| _ = build_loop.run());
        let runtime = runtime::Builder::new_current_thread()
            .build()
            .expect("a runtime");
        let mut next_day = || {
            runtime.block_on(shown.changed()).expect("it works");
            let state: Option<Arc<State>> = shown.borrow_and_update().clone();
            state.expect("a state").build.today().to_string()
        };
        assert_eq!(next_day(), "1969-12-31");
        time.store(6 * 3600, Ordering::Relaxed);
        assert_eq!(next_day(), "1970-01-01");
        messages.send(BuildMessage::Stop).expect("it listens");
        thread.join().expect("it ended");
    }

    #[test]
    fn polls_where_the_system_reports_no_changes() {
        let reported = messages_after(|root, number| {
            let text = format!("# Edit {number}\n");
            std::fs::write(root.join("content/a.md"), text).expect("a file");
        });
        assert!(
            matches!(&reported[..], [TerminalMessage::Notice(text)]
                if text.contains("twice a second") && text.contains("network disks")),
            "{reported:?}"
        );
    }

    /// A link in a circle cannot be read, as nothing can be while there are no descriptors.
    #[cfg(unix)]
    #[test]
    fn blames_no_disk_for_what_could_not_be_read_for_a_moment() {
        let reported = messages_after(|root, number| {
            let link = root.join("content/link");
            let changed = match number % 2 {
                0 => std::os::unix::fs::symlink(".", link),
                _ => std::fs::remove_file(link),
            };
            changed.expect("a link");
        });
        let is_notice = |message: &TerminalMessage| matches!(message, TerminalMessage::Notice(_));
        assert!(!reported.iter().any(is_notice), "{reported:?}");
    }
}
