//! The steps from the old site to the new one, and how they are taken.
//!
//! A step acts only if it finds what it expects, so all of them can be taken again from the first
//! after a kill. What stands in the way against expectation (somebody saved a file meanwhile) moves
//! to `kept/`; it is never written over.

use super::backups::{Kept, new_keep};
use super::disk::{self, Stamp, Thing, look};
use super::layout::Layout;
use crate::path::OutputPath;
use crate::publish::error::{PublishError, cannot};
use crate::publish::manifest::Journal;
use std::collections::BTreeSet;
use std::fs;
use std::io::{self, ErrorKind};
use std::path::Path;

/// One step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::publish) enum Step {
    /// An output goes from the stage to its place.
    Place {
        /// Its place.
        path: OutputPath,
        /// The file of ours that stands there; none if nothing does.
        replaces: Option<Stamp>,
    },
    /// A file of ours goes.
    Remove {
        /// Where it stands.
        path: OutputPath,
        /// As it is.
        stamp: Stamp,
    },
    /// A file that was edited by hand makes room.
    Keep {
        /// Where it stands.
        path: OutputPath,
        /// As it is.
        stamp: Stamp,
    },
    /// An emptied folder makes room for a file.
    Unfold {
        /// Where it stands.
        folder: OutputPath,
    },
}

/// Takes all steps of a journal, then removes the folders that this emptied.
pub(in crate::publish) fn carry_out(
    layout: &Layout,
    journal: &Journal,
) -> Result<Vec<Kept>, PublishError> {
    let mut walk = Walk {
        layout,
        journal,
        real: BTreeSet::new(),
        keep: None,
        kept: Vec::new(),
    };
    for step in &journal.steps {
        walk.take(step)?;
    }
    remove_emptied(layout, journal.steps.iter().filter_map(Step::vacates))?;
    Ok(walk.kept)
}

/// Removes the folders of these files that are empty now, and the folders of those.
pub(in crate::publish) fn remove_emptied<'a>(
    layout: &Layout,
    gone: impl Iterator<Item = &'a OutputPath>,
) -> Result<(), PublishError> {
    let mut folders = BTreeSet::new();
    for path in gone {
        let mut folder = path.folder();
        while !folder.is_empty() && folders.insert(folder) {
            folder = parent(folder);
        }
    }
    // A folder sorts before what is in it.
    folders
        .into_iter()
        .rev()
        .try_for_each(|folder| remove_if_empty(&layout.site(folder)))
}

/// The folder that a folder lies in; empty at the top.
pub(in crate::publish) fn parent(folder: &str) -> &str {
    folder.rsplit_once('/').map_or("", |(parent, _)| parent)
}

impl Step {
    fn vacates(&self) -> Option<&OutputPath> {
        match self {
            Step::Remove { path, .. } | Step::Keep { path, .. } => Some(path),
            Step::Place { .. } | Step::Unfold { .. } => None,
        }
    }
}

fn remove_if_empty(folder: &Path) -> Result<(), PublishError> {
    match fs::remove_dir(folder) {
        Err(cause) if !is_in_use(&cause) => Err(cannot("remove the emptied folder", folder)(cause)),
        _ => Ok(()),
    }
}

/// Whether a folder cannot go because it is not empty, is no folder, or a disk is mounted there.
fn is_in_use(cause: &io::Error) -> bool {
    disk::is_absence(cause)
        || matches!(
            cause.kind(),
            ErrorKind::DirectoryNotEmpty | ErrorKind::ResourceBusy
        )
}

/// What is known while the steps are taken.
struct Walk<'a> {
    layout: &'a Layout,
    journal: &'a Journal,
    /// Folders that are known to be folders and no links.
    real: BTreeSet<String>,
    /// Where the files that make room go, once there is one.
    keep: Option<String>,
    kept: Vec<Kept>,
}

impl Walk<'_> {
    fn take(&mut self, step: &Step) -> Result<(), PublishError> {
        match step {
            Step::Place { path, replaces } => self.place(path, *replaces),
            Step::Remove { path, stamp } => self.remove(path, *stamp),
            Step::Keep { path, stamp } => self.keep(path, *stamp),
            Step::Unfold { folder } => self.unfold(folder),
        }
    }

    fn place(&mut self, path: &OutputPath, replaces: Option<Stamp>) -> Result<(), PublishError> {
        self.make(path.folder())?;
        let (from, to) = (self.layout.staged(path), self.layout.site(path.as_str()));
        let result = match replaces {
            Some(stamp) if self.look(&to)? == Thing::File(stamp) => disk::replace(&from, &to),
            _ => disk::settle(&from, &to),
        };
        match result {
            Err(cause) if cause.kind() == ErrorKind::AlreadyExists => {
                self.displace(path, &from, &to)
            }
            Err(cause)
                if cause.kind() == ErrorKind::NotFound && self.look(&from)? == Thing::Nothing =>
            {
                Ok(())
            }
            result => result.map_err(cannot("put into place", &to)),
        }
    }

    /// Something stands there against expectation: either our own file, because the step was taken
    /// before, or somebody's.
    fn displace(&mut self, path: &OutputPath, from: &Path, to: &Path) -> Result<(), PublishError> {
        let is_taken = self.look(from)? == Thing::Nothing;
        if is_taken {
            return Ok(());
        }
        let entry = self.journal.manifest.files.get(path);
        let is_copied = matches!(self.look(to)?, Thing::File(stamp) if entry.is_some_and(|entry| entry.stamp == stamp));
        if is_copied {
            return fs::remove_file(from).map_err(cannot("remove", from));
        }
        self.aside(path.as_str())?;
        disk::settle(from, to).map_err(cannot("put into place", to))
    }

    fn remove(&mut self, path: &OutputPath, stamp: Stamp) -> Result<(), PublishError> {
        let file = self.layout.site(path.as_str());
        if !self.is_real(path.folder())? || self.look(&file)? != Thing::File(stamp) {
            return Ok(());
        }
        fs::remove_file(&file).map_err(cannot("remove", &file))
    }

    fn keep(&mut self, path: &OutputPath, stamp: Stamp) -> Result<(), PublishError> {
        if !self.is_real(path.folder())? {
            return Ok(());
        }
        match self.look(&self.layout.site(path.as_str()))? {
            Thing::File(found) | Thing::Other(found) if found == stamp => self.aside(path.as_str()),
            _ => Ok(()),
        }
    }

    fn unfold(&mut self, folder: &OutputPath) -> Result<(), PublishError> {
        if !self.is_real(folder.as_str())? {
            return Ok(());
        }
        self.real.remove(folder.as_str());
        remove_if_empty(&self.layout.site(folder.as_str()))
    }

    /// Moves what stands at a path to where nothing is lost.
    fn aside(&mut self, path: &str) -> Result<(), PublishError> {
        let keep = match &self.keep {
            Some(keep) => keep.clone(),
            None => self.keep.insert(new_keep(self.layout)?).clone(),
        };
        let now = format!("{keep}/{path}");
        let (from, to) = (self.layout.site(path), self.layout.site(&now));
        if let Some(folder) = to.parent() {
            fs::create_dir_all(folder).map_err(cannot("create the folder", folder))?;
        }
        disk::settle(&from, &to).map_err(cannot("move aside", &from))?;
        self.kept.push(Kept {
            path: path.to_owned(),
            now,
        });
        Ok(())
    }

    fn make(&mut self, folder: &str) -> Result<(), PublishError> {
        if folder.is_empty() || self.real.contains(folder) {
            return Ok(());
        }
        self.make(parent(folder))?;
        let path = self.layout.site(folder);
        match fs::create_dir(&path) {
            Err(cause) if cause.kind() == ErrorKind::AlreadyExists => {
                if self.look(&path)? != Thing::Folder {
                    self.aside(folder)?;
                    fs::create_dir(&path).map_err(cannot("create the folder", &path))?;
                }
            }
            result => result.map_err(cannot("create the folder", &path))?,
        }
        self.real.insert(folder.to_owned());
        Ok(())
    }

    fn is_real(&mut self, folder: &str) -> Result<bool, PublishError> {
        if folder.is_empty() || self.real.contains(folder) {
            return Ok(true);
        }
        if !self.is_real(parent(folder))? || self.look(&self.layout.site(folder))? != Thing::Folder
        {
            return Ok(false);
        }
        self.real.insert(folder.to_owned());
        Ok(true)
    }

    fn look(&self, path: &Path) -> Result<Thing, PublishError> {
        look(path).map_err(cannot("look at", path))
    }
}
