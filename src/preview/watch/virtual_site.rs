//! A virtual site for tests of the build loop: a folder in memory, a program that saves a file in
//! it, and a clock that runs only while the build loop waits or works.

use super::build_loop::{Environment, Flow};
use super::messages::ChangeEvent;
use super::save_scripts::{Step, parts};
use super::watcher::change_event;
use crate::source::Snapshot;
use notify::event::{
    AccessKind, AccessMode, CreateKind, DataChange, EventKind, MetadataKind, ModifyKind,
    RemoveKind, RenameMode,
};
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

pub(super) const ROOT: &str = "/site";

pub(super) const REFRESH_TIME: Duration = Duration::from_micros(200);
pub(super) const SCAN_TIME: Duration = Duration::from_millis(1);
pub(super) const BUILD_TIME: Duration = Duration::from_millis(5);

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
            self.program.push_back((at, *step, text.to_owned()));
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
            for name in folder.names.keys() {
                snapshot.set(&format!("content/{name}"), folder.get(name));
            }
            snapshot
        })
    }

    fn exists(&self, path: &Path) -> bool {
        self.folder.names.keys().any(|name| content(name) == path)
    }

    fn build(&mut self, snapshot: &Snapshot) {
        self.builds.push((self.now, snapshot.clone()));
        self.pass_until(self.now + BUILD_TIME);
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

/// A folder as a file system keeps it: names that lead to files, and a file that a program has
/// open under whatever name.
struct Folder {
    names: BTreeMap<String, usize>,
    files: Vec<Vec<u8>>,
    open: Option<OpenFile>,
}

struct OpenFile {
    file: usize,
    name: String,
    position: usize,
}

/// Events as `inotify` reports them through `notify`: each with the names of its files.
type Events = Vec<(EventKind, Vec<String>)>;

const CREATED: EventKind = EventKind::Create(CreateKind::File);
const OPENED: EventKind = EventKind::Access(AccessKind::Open(AccessMode::Any));
const WRITTEN: EventKind = EventKind::Modify(ModifyKind::Data(DataChange::Any));
const CLOSED: EventKind = EventKind::Access(AccessKind::Close(AccessMode::Write));
const ATTRIBUTES_SET: EventKind = EventKind::Modify(ModifyKind::Metadata(MetadataKind::Any));
const DELETED: EventKind = EventKind::Remove(RemoveKind::File);

const fn moved(mode: RenameMode) -> EventKind {
    EventKind::Modify(ModifyKind::Name(mode))
}

impl Folder {
    fn new(files: &[(&str, &str)]) -> Self {
        let names = files.iter().enumerate();
        Folder {
            names: names
                .map(|(file, (name, _))| ((*name).to_owned(), file))
                .collect(),
            files: files
                .iter()
                .map(|(_, text)| text.as_bytes().to_vec())
                .collect(),
            open: None,
        }
    }

    fn get(&self, name: &str) -> Option<&[u8]> {
        let file = *self.names.get(name)?;
        Some(&self.files[file])
    }

    /// Runs a step of a program, and returns the events that it causes.
    fn run(&mut self, step: Step, text: &str) -> Events {
        let event = |kind, name: &str| (kind, vec![name.to_owned()]);
        match step {
            Step::Create(name) => {
                assert!(!self.names.contains_key(name), "{name} exists");
                self.open(name)
            }
            Step::Open(name) => {
                assert!(self.names.contains_key(name), "{name} does not exist");
                self.open(name)
            }
            Step::Empty(name) => {
                let mut events = match self.names.get(name) {
                    Some(file) => {
                        self.files[*file].clear();
                        vec![event(WRITTEN, name)]
                    }
                    None => Vec::new(),
                };
                events.extend(self.open(name));
                events
            }
            Step::Write => {
                self.opened().position = 0;
                self.write(text.as_bytes())
            }
            Step::WriteFirst => self.write(parts(text).0),
            Step::WriteRest => self.write(parts(text).1),
            // The system merges equal events that follow each other.
            Step::WriteBytes => self.write(text.as_bytes()),
            Step::Cut => {
                let OpenFile { file, position, .. } = *self.opened();
                self.files[file].truncate(position);
                vec![event(WRITTEN, &self.opened().name)]
            }
            Step::Flush | Step::Yield => Vec::new(),
            Step::Close => self.close(),
            Step::Move(from, to) => self.rename(from, to),
            Step::Link(from, to) => {
                let file = self.names[from];
                self.names.insert(to.to_owned(), file);
                vec![event(CREATED, to)]
            }
            Step::Lock(name) => {
                self.add(name);
                vec![event(CREATED, name)]
            }
            Step::Mode(name) => vec![event(ATTRIBUTES_SET, name)],
            Step::Touch(name) => vec![
                event(OPENED, name),
                event(ATTRIBUTES_SET, name),
                event(CLOSED, name),
            ],
            Step::Delete(name) => match self.names.remove(name) {
                Some(_) => vec![event(DELETED, name)],
                None => Vec::new(),
            },
        }
    }

    fn add(&mut self, name: &str) -> usize {
        self.files.push(Vec::new());
        self.names.insert(name.to_owned(), self.files.len() - 1);
        self.files.len() - 1
    }

    fn open(&mut self, name: &str) -> Events {
        let mut events = Vec::new();
        let known = self.names.get(name).copied();
        let file = known.unwrap_or_else(|| self.add(name));
        if known.is_none() {
            events.push((CREATED, vec![name.to_owned()]));
        }
        events.push((OPENED, vec![name.to_owned()]));
        // A program that opens another file closes the one before.
        events.extend(self.close());
        self.open = Some(OpenFile {
            file,
            name: name.to_owned(),
            position: 0,
        });
        events
    }

    fn opened(&mut self) -> &mut OpenFile {
        self.open.as_mut().expect("a step before opened a file")
    }

    fn write(&mut self, bytes: &[u8]) -> Events {
        let OpenFile {
            file,
            name,
            position,
        } = self.opened();
        let (file, name, begin) = (*file, name.clone(), *position);
        *position += bytes.len();
        let content = &mut self.files[file];
        let end = begin + bytes.len();
        content.resize(content.len().max(end), 0);
        content[begin..end].copy_from_slice(bytes);
        vec![(WRITTEN, vec![name])]
    }

    fn close(&mut self) -> Events {
        let closed = self.open.take();
        closed
            .map(|open| (CLOSED, vec![open.name]))
            .into_iter()
            .collect()
    }

    fn rename(&mut self, from: &str, to: &str) -> Events {
        let file = self.names.remove(from).expect("a file to move");
        self.names.insert(to.to_owned(), file);
        if let Some(open) = self.open.as_mut().filter(|open| open.file == file) {
            to.clone_into(&mut open.name);
        }
        vec![
            (moved(RenameMode::From), vec![from.to_owned()]),
            (moved(RenameMode::To), vec![to.to_owned()]),
            (
                moved(RenameMode::Both),
                vec![from.to_owned(), to.to_owned()],
            ),
        ]
    }
}
