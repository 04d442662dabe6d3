//! The doorbell: tells that something in the site's folders changed, and perhaps where. What
//! changed is seen on the disk.
//!
//! What the system says that happened is never believed. It only lengthens the wait: a file that
//! somebody wrote into and has not closed is half a file.

use super::call::{Call, Pen, Ring};
use crate::source::{folders, is_scanned};
use notify::event::{AccessKind, EventKind, ModifyKind};
use notify::{Config, Event, RecommendedWatcher, RecursiveMode, Watcher};
use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::mpsc::Sender;

/// What rings.
pub(super) enum Bell {
    /// The system, when somebody writes below one of the site's folders, or where their links lead.
    System {
        /// Tells us.
        watcher: RecommendedWatcher,
        /// Where links lead.
        linked: BTreeSet<PathBuf>,
    },
    /// Nobody: the folders are looked at regularly.
    Nobody,
}

impl Bell {
    /// Has the system report changes below `root`, whose links are resolved.
    ///
    /// # Errors
    /// Why it cannot, for people.
    pub(super) fn hang(root: &Path, calls: Sender<Call>) -> Result<Self, String> {
        let top = root.to_owned();
        let ring = move |event: notify::Result<Event>| {
            // Nobody hears it only when the preview ends.
            if let Some(call) = call(&top, event) {
                let _ = calls.send(call);
            }
        };
        // A link may lead out of the site, to the whole disk. Where one may lead is for the scan to
        // say.
        let config = Config::default().with_follow_symlinks(false);
        let mut watcher = RecommendedWatcher::new(ring, config).map_err(|error| reason(&error))?;
        // The root itself, for site.yaml and for folders that appear; what else lies in it is not
        // looked into.
        watcher
            .watch(root, RecursiveMode::NonRecursive)
            .map_err(|error| reason(&error))?;
        let mut bell = Bell::System {
            watcher,
            linked: BTreeSet::new(),
        };
        bell.watch(folders().iter().map(|folder| root.join(folder)))?;
        Ok(bell)
    }

    /// Watches those of the site's folders again that appeared or were replaced.
    ///
    /// # Errors
    /// Why the system cannot, for people.
    pub(super) fn follow(&mut self, root: &Path, hints: &BTreeSet<PathBuf>) -> Result<(), String> {
        let Bell::System { linked, .. } = self else {
            return Ok(());
        };
        let all = folders()
            .into_iter()
            .map(|folder| root.join(folder))
            .chain(linked.clone());
        self.watch(all.filter(|path| hints.contains(path)))
    }

    /// Watches where links lead.
    ///
    /// # Errors
    /// Why the system cannot, for people.
    pub(super) fn follow_links(&mut self, now: &BTreeSet<PathBuf>) -> Result<(), String> {
        let Bell::System { linked, .. } = self else {
            return Ok(());
        };
        let new: Vec<PathBuf> = now.difference(linked).cloned().collect();
        linked.clone_from(now);
        self.watch(new.into_iter())
    }

    fn watch(&mut self, paths: impl Iterator<Item = PathBuf>) -> Result<(), String> {
        let Bell::System { watcher, .. } = self else {
            return Ok(());
        };
        for path in paths.filter(|path| path.exists()) {
            match watcher.watch(&path, RecursiveMode::Recursive) {
                // It went away again, which rings as well.
                Err(error) if path.exists() => return Err(reason(&error)),
                _ => {}
            }
        }
        Ok(())
    }
}

/// What an event of the system means. Of its kind nothing is believed; only paths are taken, as
/// hints.
fn call(root: &Path, event: notify::Result<Event>) -> Option<Call> {
    match event {
        Ok(event) if is_a_look(event.kind) => None,
        Ok(event) => {
            let lost_some = event.need_rescan();
            let pen = pen(event.kind);
            let hints: Vec<PathBuf> = event
                .paths
                .into_iter()
                .filter(|path| is_heard(root, path))
                .collect();
            (lost_some || !hints.is_empty()).then_some(Call::Rung(Ring { hints, pen }))
        }
        Err(error) => match error.kind {
            notify::ErrorKind::PathNotFound | notify::ErrorKind::WatchNotFound => {
                Some(Call::Rung(Ring {
                    hints: Vec::new(),
                    pen: None,
                }))
            }
            _ => Some(Call::Blind(reason(&error))),
        },
    }
}

/// Whether somebody only opened a file or a folder. Our own scan does that everywhere: without this
/// exception the bell would answer itself for ever.
fn is_a_look(kind: EventKind) -> bool {
    matches!(
        kind,
        EventKind::Access(AccessKind::Open(_) | AccessKind::Read)
    )
}

/// Where every file that was written is also reported when it is closed, which is on Linux only,
/// one that was just written is not closed yet.
fn pen(kind: EventKind) -> Option<Pen> {
    match kind {
        EventKind::Modify(ModifyKind::Data(_)) if cfg!(target_os = "linux") => Some(Pen::Down),
        // Its rights or its time were changed, which programs do while they write.
        EventKind::Modify(ModifyKind::Metadata(_)) => None,
        _ => Some(Pen::Up),
    }
}

/// Whether a path is worth a look. Of what lies beside the site's folders nothing is watched but
/// where their links lead.
fn is_heard(root: &Path, path: &Path) -> bool {
    let Ok(below) = path.strip_prefix(root) else {
        return false;
    };
    let mut names = below
        .components()
        .map(|part| part.as_os_str().to_string_lossy())
        .peekable();
    names.peek().is_some() && names.all(|name| is_scanned(&name))
}

fn reason(error: &notify::Error) -> String {
    let is_limit = |code: i32| matches!(&error.kind, notify::ErrorKind::Io(error) if error.raw_os_error() == Some(code));
    match &error.kind {
        notify::ErrorKind::MaxFilesWatch => too_few("folders", "max_user_watches", 524_288),
        // ENOSPC: no watch is left. EMFILE: no watcher is left. Source: inotify(7).
        _ if is_limit(28) => too_few("folders", "max_user_watches", 524_288),
        _ if is_limit(24) => too_few("programs", "max_user_instances", 1_024),
        notify::ErrorKind::Io(error) if error.kind() == io::ErrorKind::PermissionDenied => {
            format!("a folder of the site may not be watched ({error})")
        }
        _ => format!("the system says: {error}"),
    }
}

fn too_few(what: &str, setting: &str, number: u32) -> String {
    format!(
        "too many {what} are watched on this machine; `sudo sysctl fs.inotify.{setting}={number}` allows more"
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use notify::event::{
        AccessMode, CreateKind, DataChange, Flag, MetadataKind, RemoveKind, RenameMode,
    };

    fn heard(kind: EventKind, path: &str) -> String {
        let event = Event::new(kind).add_path(Path::new("/site").join(path));
        match call(Path::new("/site"), Ok(event)) {
            Some(Call::Rung(ring)) => format!("{:?}", ring.hints),
            Some(other) => format!("{other:?}"),
            None => "nothing".to_owned(),
        }
    }

    #[test]
    fn rings_for_sources_whatever_happened_to_them() {
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
                assert_eq!(heard(kind, path), format!("[\"/site/{path}\"]"), "{kind:?}");
            }
        }
    }

    #[test]
    fn stays_silent_for_the_rest() {
        for path in [
            "",
            "node_modules/x",
            ".git/index",
            ".milepost/x",
            "content/.a.md.swp",
            "content/a.md~",
            "../x",
        ] {
            assert_eq!(heard(EventKind::Any, path), "nothing", "{path}");
        }
        assert_eq!(
            heard(
                EventKind::Access(AccessKind::Open(AccessMode::Any)),
                "content/a.md"
            ),
            "nothing",
            "our own scan opens files"
        );
    }

    #[test]
    fn rings_without_a_hint_when_events_were_lost() {
        let lost = Event::new(EventKind::Other).set_flag(Flag::Rescan);
        assert!(
            matches!(call(Path::new("/site"), Ok(lost)), Some(Call::Rung(ring)) if ring.hints.is_empty())
        );
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn waits_for_a_file_to_be_closed() {
        let close = EventKind::Access(AccessKind::Close(AccessMode::Write));
        let write = EventKind::Modify(ModifyKind::Data(DataChange::Any));
        let rights = EventKind::Modify(ModifyKind::Metadata(MetadataKind::Any));
        let create = EventKind::Create(CreateKind::File);
        for (kind, expected) in [
            (create, Some(Pen::Up)),
            (write, Some(Pen::Down)),
            (rights, None),
            (close, Some(Pen::Up)),
        ] {
            let event = Event::new(kind).add_path("/site/content/a.md".into());
            let hints = vec![PathBuf::from("/site/content/a.md")];
            match call(Path::new("/site"), Ok(event)) {
                Some(Call::Rung(ring)) => assert_eq!(
                    ring,
                    Ring {
                        hints,
                        pen: expected
                    },
                    "{kind:?}"
                ),
                other => panic!("{kind:?}: {other:?}"),
            }
        }
    }

    #[test]
    fn says_which_limit_to_raise() {
        let of = |code| reason(&notify::Error::io(io::Error::from_raw_os_error(code)));
        assert!(
            reason(&notify::Error::new(notify::ErrorKind::MaxFilesWatch))
                .contains("sysctl fs.inotify.max_user_watches=")
        );
        assert!(of(28).contains("sysctl fs.inotify.max_user_watches="));
        assert!(of(24).contains("sysctl fs.inotify.max_user_instances="));
        let Some(Call::Blind(_)) = call(
            Path::new("/site"),
            Err(notify::Error::new(notify::ErrorKind::MaxFilesWatch)),
        ) else {
            panic!("it is told when no more can be watched")
        };
    }
}
