//! The thread that makes builds: it hears that something changed, looks at the disk itself, builds,
//! and shows what it built.
//!
//! Every change goes the same way: the hinted files are read, built and shown at once; then
//! everything is walked, and what that finds beyond the hints is built and shown as well. So
//! nothing depends on which events the system reports, in which order.

use super::call::Call;
use super::doorbell::Bell;
use super::hearing::{CAP, Flow, LATE, Save};
use super::live::idle::IdleTask;
use super::live::state::State;
use super::live::terminal::{TerminalLog, TerminalMessage};
use super::settle::{Doubt, Doubtful, MOMENT, look};
use crate::build::{BuildOptions, Builder};
use crate::cache::Cache;
use crate::memo::guarded;
use crate::path::OutputPath;
use crate::source::{self, Snapshot};
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender};
use std::time::{Duration, Instant};
use tokio::sync::watch;

/// Changes that the system did not report before it is no longer relied on. One may just have come
/// late.
const MISSED: usize = 2;

/// The thread's own.
pub(super) struct Workshop {
    /// The site's folder, links resolved.
    pub root: PathBuf,
    /// How builds are made.
    pub options: BuildOptions,
    /// Tells this run from any other.
    pub run: Arc<str>,
    /// Hears what there is to say.
    pub tell: Box<dyn FnMut(TerminalMessage) + Send>,
    /// What others say.
    pub inbox: Receiver<Call>,
    /// What is shown.
    pub states: watch::Sender<Option<Arc<State>>>,
    /// To the idle thread.
    pub idle: Sender<IdleTask>,
    /// What rings.
    pub bell: Bell,
}

/// What was learnt while the thread worked.
#[derive(Default)]
pub(super) struct Memory {
    builder: Builder,
    snapshot: Snapshot,
    /// How many look at each page.
    pub(super) looked_at: BTreeMap<OutputPath, usize>,
    told: TerminalLog,
    /// How many changes the system did not report since it reported one.
    missed: usize,
    /// How long the last walk took.
    pub(super) walk: Duration,
}

impl Workshop {
    /// Makes builds until it is told to stop.
    pub(super) fn work(mut self) {
        let mut memory = Memory {
            builder: Builder::with_cache(Cache::of_site(&self.root)),
            ..Memory::default()
        };
        let snapshot = source::scan(&self.root, None);
        self.show(&mut memory, snapshot);
        while self.turn(&mut memory).is_continue() {}
    }

    /// Waits until something rings, or until it is time to look without, and shows what has
    /// changed.
    fn turn(&mut self, memory: &mut Memory) -> Flow {
        let until = Instant::now() + self.pause(memory);
        match self.hear(memory, until)? {
            Some(save) => self.follow(memory, save),
            None => self.glance(memory),
        }
    }

    fn follow(&mut self, memory: &mut Memory, save: Save) -> Flow {
        self.watch_again(&save.hints);
        let snapshot = look(&self.root, &memory.snapshot, &save.hints);
        self.show_settled(memory, snapshot, Doubt::Steps)?;
        let snapshot = self.walk(memory);
        self.show_settled(memory, snapshot, Doubt::All)?;
        memory.missed = 0;
        Flow::Continue(())
    }

    /// Looks although nothing rang. Where that finds something again and again, the system does not
    /// report what happens here: so it is on network disks, and in folders that another system
    /// shares with this one.
    fn glance(&mut self, memory: &mut Memory) -> Flow {
        let snapshot = self.walk(memory);
        if snapshot.same_content(&memory.snapshot) {
            memory.snapshot = snapshot;
            return Flow::Continue(());
        }
        if matches!(self.bell, Bell::System { .. }) {
            // The first step of a save may have been seen before it was reported.
            if let Some(save) = self.hear(memory, Instant::now() + LATE)? {
                return self.follow(memory, save);
            }
            memory.missed += 1;
        }
        self.show_settled(memory, snapshot, Doubt::All)?;
        if memory.missed == MISSED && matches!(self.bell, Bell::System { .. }) {
            self.look_ourselves(
                "changes here are not reported, as is usual on network disks and shared folders",
            );
        }
        Flow::Continue(())
    }

    /// Walks everything.
    fn walk(&self, memory: &mut Memory) -> Snapshot {
        let began = Instant::now();
        let snapshot = source::scan(&self.root, Some(&memory.snapshot));
        memory.walk = began.elapsed();
        snapshot
    }

    /// Shows a snapshot, once it can be believed.
    fn show_settled(&mut self, memory: &mut Memory, mut snapshot: Snapshot, doubt: Doubt) -> Flow {
        let cap = Instant::now() + CAP;
        let mut before = Doubtful::default();
        loop {
            let doubtful = Doubtful::of(&self.root, &memory.snapshot, &snapshot, doubt);
            if doubtful.is_as(&before) || Instant::now() >= cap {
                self.show(memory, snapshot);
                return Flow::Continue(());
            }
            let mut save = Save::default();
            self.quiet(memory, &mut save, MOMENT, cap)?;
            self.watch_again(&save.hints);
            save.hints.extend(doubtful.hints());
            snapshot = look(&self.root, &snapshot, &save.hints);
            before = doubtful;
        }
    }

    fn watch_again(&mut self, hints: &BTreeSet<PathBuf>) {
        if let Err(reason) = self.bell.follow(&self.root, hints) {
            self.look_ourselves(&reason);
        }
    }

    pub(super) fn look_ourselves(&mut self, reason: &str) {
        self.bell = Bell::Nobody;
        (self.tell)(TerminalMessage::Notice(format!(
            "Milepost looks for changes twice a second: {reason}."
        )));
    }

    /// Builds a snapshot and shows the build, unless it is what is shown already.
    fn show(&mut self, memory: &mut Memory, snapshot: Snapshot) {
        if let Err(reason) = self.bell.follow_links(snapshot.linked()) {
            self.look_ourselves(&reason);
        }
        let before = self.states.borrow().clone();
        let is_new = before.is_none() || !snapshot.same_content(&memory.snapshot);
        memory.snapshot = snapshot;
        if !is_new {
            return;
        }
        let (builder, snapshot, options) = (&mut memory.builder, &memory.snapshot, &self.options);
        match guarded("the build", || builder.build(snapshot, options)) {
            Ok(build) => {
                let state = Arc::new(State::new(Arc::clone(&self.run), build, before.as_deref()));
                self.states.send_replace(Some(Arc::clone(&state)));
                let first = memory.looked_at.keys().cloned().collect();
                // Nobody takes it only when the preview ends.
                let _ = self.idle.send(IdleTask {
                    state,
                    open_outputs: first,
                });
            }
            // What was shown before stays.
            Err(fault) => (self.tell)(TerminalMessage::Notice(fault.message)),
        }
    }

    pub(super) fn judged(
        &mut self,
        memory: &mut Memory,
        generation: u64,
        located: Vec<crate::report::Located>,
        complete: bool,
    ) {
        let state = self.states.borrow().clone();
        let Some(state) = state.filter(|state| state.generation == generation) else {
            return;
        };
        if let Some(news) = memory.told.update(&located, complete) {
            (self.tell)(news);
        }
        if complete {
            self.states
                .send_replace(Some(Arc::new(state.with_diagnostics(located))));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::mpsc::channel;
    use tokio::runtime;

    /// A system that reports nothing, as it is where a folder lies on another machine.
    #[test]
    fn looks_for_changes_itself_where_the_system_reports_none() {
        let folder = tempfile::tempdir().expect("a folder");
        let root = folder.path().canonicalize().expect("a folder");
        std::fs::create_dir(root.join("content")).expect("a folder");
        let (calls, inbox) = channel();
        let (states, mut shown) = watch::channel(None);
        let (idle, _tasks) = channel();
        let (told, news) = channel();
        let workshop = Workshop {
            root: root.clone(),
            options: BuildOptions::preview(0),
            run: "run".into(),
            tell: Box::new(move |news| _ = told.send(news)),
            inbox,
            states,
            idle,
            bell: Bell::System {
                watcher: notify::recommended_watcher(|_| {}).expect("a watcher"),
                linked: BTreeSet::new(),
            },
        };
        let thread = std::thread::spawn(|| workshop.work());
        let runtime = runtime::Builder::new_current_thread()
            .build()
            .expect("a runtime");
        for edit in 0..4 {
            runtime.block_on(shown.changed()).expect("it works");
            assert_eq!(
                shown
                    .borrow_and_update()
                    .as_ref()
                    .map(|state| state.generation),
                Some(edit + 1)
            );
            std::fs::write(root.join("content/a.md"), format!("# Edit {edit}\n")).expect("a file");
            if edit < MISSED as u64 {
                assert!(news.try_recv().is_err(), "one may just have come late");
            }
        }
        runtime.block_on(shown.changed()).expect("it works");
        let told: Vec<TerminalMessage> = news.try_iter().collect();
        assert!(
            matches!(&told[..], [TerminalMessage::Notice(text)] if text.contains("twice a second") && text.contains("network disks")),
            "{told:?}"
        );
        calls.send(Call::Stop).expect("it listens");
        thread.join().expect("it ended");
    }
}
