//! The watcher: reports that something below the site's folder changed, and perhaps where.
//!
//! The build loop reads the disk to see what changed. Of an event's kind the watcher uses one
//! thing: a file that a program wrote and has not closed is half a file, so the loop waits longer.

use super::messages::{BuildMessage, ChangeEvent, WriteState};
use crate::disk;
use crate::source::{folders, is_scanned};
use notify::event::{AccessKind, EventKind, ModifyKind};
use notify::{Config, Event, RecommendedWatcher, RecursiveMode, Watcher as _};
use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::mpsc::Sender;

/// The system's reports of changes below the site's folders, and at the targets of their links.
pub(super) struct Watcher {
    root: PathBuf,
    system: RecommendedWatcher,
    link_targets: BTreeSet<PathBuf>,
}

impl Watcher {
    /// Starts to watch the site's folders below `root`, a path without links.
    ///
    /// # Errors
    /// The reason why the system cannot watch them, for the user.
    pub(super) fn new(root: &Path, messages: Sender<BuildMessage>) -> Result<Self, String> {
        let mut watcher = Self::of_nothing(root, messages)?;
        // Watch the root itself for site.yaml and for folders that appear, without what else lies
        // in it.
        watcher
            .system
            .watch(root, RecursiveMode::NonRecursive)
            .map_err(|error| reason(&error))?;
        watcher.watch(folders().iter().map(|folder| root.join(folder)))?;
        Ok(watcher)
    }

    /// Returns a watcher that watches no folder yet.
    pub(super) fn of_nothing(root: &Path, messages: Sender<BuildMessage>) -> Result<Self, String> {
        let top = root.to_owned();
        let handler = move |event: notify::Result<Event>| {
            if let Some(message) = message(&top, event) {
                // The receiver is gone only when the preview ends.
                let _ = messages.send(message);
            }
        };
        // A link may lead to the whole disk. The scan decides which links are followed.
        let config = Config::default().with_follow_symlinks(false);
        Ok(Watcher {
            root: root.to_owned(),
            system: RecommendedWatcher::new(handler, config).map_err(|error| reason(&error))?,
            link_targets: BTreeSet::new(),
        })
    }

    /// Watches again each folder of the site, and each link target, that appeared or was replaced
    /// at one of these paths.
    ///
    /// # Errors
    /// The reason why the system cannot watch them, for the user.
    pub(super) fn update(&mut self, changed: &BTreeSet<PathBuf>) -> Result<(), String> {
        let folders = folders().map(|folder| self.root.join(folder));
        let all = folders.into_iter().chain(self.link_targets.clone());
        self.watch(all.filter(|path| changed.contains(path)))
    }

    /// Watches the files and folders to which links of the site lead.
    ///
    /// # Errors
    /// The reason why the system cannot watch them, for the user.
    pub(super) fn watch_links(&mut self, targets: &BTreeSet<PathBuf>) -> Result<(), String> {
        let new: Vec<PathBuf> = targets.difference(&self.link_targets).cloned().collect();
        self.link_targets.clone_from(targets);
        self.watch(new.into_iter())
    }

    fn watch(&mut self, paths: impl Iterator<Item = PathBuf>) -> Result<(), String> {
        for path in paths.filter(|path| disk::exists(path)) {
            match self.system.watch(&path, RecursiveMode::Recursive) {
                // A path that went away in the meantime is reported as a change.
                Err(error) if disk::exists(&path) => return Err(reason(&error)),
                _ => {}
            }
        }
        Ok(())
    }
}

/// Returns the message that an event of the system becomes. None if it changes no source.
fn message(root: &Path, event: notify::Result<Event>) -> Option<BuildMessage> {
    let error = match event {
        Ok(event) => return change_event(root, event).map(BuildMessage::Changed),
        Err(error) => error,
    };
    match error.kind {
        notify::ErrorKind::PathNotFound | notify::ErrorKind::WatchNotFound => {
            Some(BuildMessage::Changed(ChangeEvent {
                paths: Vec::new(),
                write_state: None,
            }))
        }
        _ => Some(BuildMessage::WatcherFailed(reason(&error))),
    }
}

/// Returns the change that an event of the system reports, if it may concern a source.
pub(super) fn change_event(root: &Path, event: Event) -> Option<ChangeEvent> {
    if is_read(event.kind) {
        return None;
    }
    let lost_some = event.need_rescan();
    let write_state = write_state(event.kind);
    let mut paths = event.paths;
    paths.retain(|path| may_be_source(root, path));
    (lost_some || !paths.is_empty()).then_some(ChangeEvent { paths, write_state })
}

/// True if a program only opened or read a file or folder. The scan does that everywhere, and
/// would otherwise cause the next scan.
fn is_read(kind: EventKind) -> bool {
    matches!(
        kind,
        EventKind::Access(AccessKind::Open(_) | AccessKind::Read)
    )
}

/// Returns the state in which an event leaves its file. A written file counts as open only on
/// Linux, where the system also reports each close.
fn write_state(kind: EventKind) -> Option<WriteState> {
    match kind {
        EventKind::Modify(ModifyKind::Data(_)) if cfg!(target_os = "linux") => {
            Some(WriteState::Open)
        }
        // Programs change the rights or the time of a file while they write it.
        EventKind::Modify(ModifyKind::Metadata(_)) => None,
        _ => Some(WriteState::Closed),
    }
}

/// True if a path can be a source by its name. Beside the site's folders only the targets of
/// links are watched.
fn may_be_source(root: &Path, path: &Path) -> bool {
    let Ok(below) = path.strip_prefix(root) else {
        return false;
    };
    let mut names = below
        .components()
        .map(|part| part.as_os_str().to_string_lossy())
        .peekable();
    names.peek().is_some() && names.all(|name| is_scanned(&name))
}

/// Returns the cause of an error, and what helps, for the user.
fn reason(error: &notify::Error) -> String {
    let code = match &error.kind {
        notify::ErrorKind::Io(error) => error.raw_os_error(),
        _ => None,
    };
    match &error.kind {
        notify::ErrorKind::MaxFilesWatch => too_few("folders", "max_user_watches", 524_288),
        // ENOSPC: no watch is left. EMFILE: no watcher is left. Source: inotify(7).
        _ if code == Some(28) => too_few("folders", "max_user_watches", 524_288),
        _ if code == Some(24) => too_few("programs", "max_user_instances", 1_024),
        notify::ErrorKind::Io(error) if error.kind() == io::ErrorKind::PermissionDenied => {
            format!("a folder of the site may not be watched ({error})")
        }
        _ => format!("the system says: {error}"),
    }
}

fn too_few(what: &str, setting: &str, number: u32) -> String {
    format!(
        "too many {what} are watched on this machine; \
         `sudo sysctl fs.inotify.{setting}={number}` allows more"
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use notify::event::{
        AccessMode, CreateKind, DataChange, Flag, MetadataKind, RemoveKind, RenameMode,
    };

    fn reported_paths(kind: EventKind, path: &str) -> String {
        let event = Event::new(kind).add_path(Path::new("/site").join(path));
        match change_event(Path::new("/site"), event) {
            Some(event) => format!("{:?}", event.paths),
            None => "nothing".to_owned(),
        }
    }

    #[test]
    fn reports_sources_whatever_happened_to_them() {
        let kinds = [
            EventKind::Any,
            EventKind::Create(CreateKind::File),
            EventKind::Modify(ModifyKind::Name(RenameMode::From)),
            EventKind::Remove(RemoveKind::Folder),
            EventKind::Access(AccessKind::Close(AccessMode::Write)),
            EventKind::Other,
        ];
        for kind in kinds {
            for path in [
                "content/a.md",
                "content",
                "themes/x/assets/y.css",
                "site.yaml",
                "static/.well-known/x",
            ] {
                assert_eq!(
                    reported_paths(kind, path),
                    format!("[\"/site/{path}\"]"),
                    "{kind:?}"
                );
            }
        }
    }

    #[test]
    fn reports_nothing_else() {
        for path in [
            "",
            "node_modules/x",
            ".git/index",
            ".milepost/x",
            "content/.a.md.swp",
            "content/a.md~",
            "../x",
        ] {
            assert_eq!(reported_paths(EventKind::Any, path), "nothing", "{path}");
        }
        assert_eq!(
            reported_paths(
                EventKind::Access(AccessKind::Open(AccessMode::Any)),
                "content/a.md"
            ),
            "nothing",
            "our own scan opens files"
        );
    }

    #[test]
    fn reports_no_path_when_events_were_lost() {
        let lost = Event::new(EventKind::Other).set_flag(Flag::Rescan);
        let event = change_event(Path::new("/site"), lost).expect("a change");
        assert!(event.paths.is_empty());
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn reports_a_written_file_as_open_until_it_is_closed() {
        let close = EventKind::Access(AccessKind::Close(AccessMode::Write));
        let write = EventKind::Modify(ModifyKind::Data(DataChange::Any));
        let rights = EventKind::Modify(ModifyKind::Metadata(MetadataKind::Any));
        let create = EventKind::Create(CreateKind::File);
        for (kind, write_state) in [
            (create, Some(WriteState::Closed)),
            (write, Some(WriteState::Open)),
            (rights, None),
            (close, Some(WriteState::Closed)),
        ] {
            let event = Event::new(kind).add_path("/site/content/a.md".into());
            let expected = ChangeEvent {
                paths: vec![PathBuf::from("/site/content/a.md")],
                write_state,
            };
            let reported = change_event(Path::new("/site"), event);
            assert_eq!(reported, Some(expected), "{kind:?}");
        }
    }

    #[test]
    fn names_the_limit_to_raise() {
        let of = |code| reason(&notify::Error::io(io::Error::from_raw_os_error(code)));
        assert!(
            reason(&notify::Error::new(notify::ErrorKind::MaxFilesWatch))
                .contains("sysctl fs.inotify.max_user_watches=")
        );
        assert!(of(28).contains("sysctl fs.inotify.max_user_watches="));
        assert!(of(24).contains("sysctl fs.inotify.max_user_instances="));
        let Some(BuildMessage::WatcherFailed(_)) = message(
            Path::new("/site"),
            Err(notify::Error::new(notify::ErrorKind::MaxFilesWatch)),
        ) else {
            panic!("it is told when no more can be watched")
        };
    }
}
