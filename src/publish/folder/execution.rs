//! Steps, carried out in an output folder.
//!
//! A step acts only if it finds what it expects, so all of them can be carried out again from the
//! first after a kill. Something unexpected in the place of an output (a file that was saved
//! meanwhile) moves to the backups; it is never written over.

use super::backups::{self, Backup};
use super::disk::{self, PathKind, path_kind};
use super::layout::{self, Layout, STAGE};
use super::preparation::PreparedFolders;
use crate::disk::{Folder, is_absence};
use crate::path::{OutputPath, parent};
use crate::publish::error::{PublishError, cannot};
use crate::publish::journal::Journal;
use crate::publish::manifest::{Manifest, Stamp};
use crate::publish::steps::{Step, folders_above};
use std::collections::BTreeSet;
use std::io::{self, ErrorKind};
use std::path::Path;

/// Carries out all steps of a journal, then removes the folders that this emptied. Returns the
/// backups that were made.
pub(super) fn carry_out(layout: &Layout, journal: &Journal) -> Result<Vec<Backup>, PublishError> {
    let mut executor = Executor::new(layout, &journal.manifest);
    for step in &journal.steps {
        match step {
            Step::Place { path, replaces } => executor.place(path, *replaces)?,
            Step::Remove { path, stamp } => executor.remove(path, *stamp)?,
            Step::BackUp { path, stamp } => executor.back_up(path, *stamp)?,
            Step::RemoveDir { folder } => executor.remove_dir(folder)?,
        }
    }
    remove_emptied(layout, journal.steps.iter().filter_map(Step::vacates))?;
    Ok(executor.backups)
}

/// Removes the folders of these files that are empty now, and the folders of those.
pub(super) fn remove_emptied<'a>(
    layout: &Layout,
    vacated: impl Iterator<Item = &'a OutputPath>,
) -> Result<(), PublishError> {
    let folders: BTreeSet<&str> = vacated
        .flat_map(|path| folders_above(path.as_str()))
        .collect();
    // A folder sorts before its contents.
    folders
        .into_iter()
        .rev()
        .try_for_each(|folder| remove_if_empty(layout, folder))
}

fn remove_if_empty(layout: &Layout, folder: &str) -> Result<(), PublishError> {
    match layout.output().remove_folder(folder) {
        Err(cause) if !is_in_use(&cause) => Err(cannot(
            "remove the emptied folder",
            &layout.shown(folder),
        )(cause)),
        _ => Ok(()),
    }
}

/// True if a folder cannot be removed because it is not empty, is no folder, or has a disk mounted
/// on it.
fn is_in_use(cause: &io::Error) -> bool {
    is_absence(cause)
        || matches!(
            cause.kind(),
            ErrorKind::DirectoryNotEmpty | ErrorKind::ResourceBusy
        )
}

/// The knowledge that one step leaves to the next.
pub(super) struct Executor<'a> {
    layout: &'a Layout,
    /// The manifest to be.
    manifest: &'a Manifest,
    /// The stage, once something was taken from it.
    stage: Option<Folder>,
    /// The folders that were made before the steps, once one is needed.
    prepared: Option<PreparedFolders>,
    /// Folders of the site that exist.
    folders: BTreeSet<String>,
    /// The folder of the last step, which is mostly that of the next one.
    last: Option<(String, Folder)>,
    /// The folder of the backups, once there is one.
    backup_folder: Option<String>,
    backups: Vec<Backup>,
}

impl<'a> Executor<'a> {
    pub(super) fn new(layout: &'a Layout, manifest: &'a Manifest) -> Self {
        Self {
            layout,
            manifest,
            stage: None,
            prepared: None,
            folders: BTreeSet::new(),
            last: None,
            backup_folder: None,
            backups: Vec::new(),
        }
    }

    fn place(&mut self, path: &OutputPath, replaces: Option<Stamp>) -> Result<(), PublishError> {
        self.create_folder(path.folder())?;
        let shown = self.layout.shown(path.as_str());
        let put = |cause| cannot("put into place", &shown)(cause);
        let staged = layout::staged_name(path);
        let result = self.rename_from_stage(path, |stage, folder, name| match replaces {
            Some(stamp) if is_still(folder, name, stamp)? => {
                disk::rename_over(stage, Path::new(&staged), folder, name)
            }
            _ => disk::rename_to_vacant(stage, Path::new(&staged), folder, name),
        });
        match result {
            Err(cause) if cause.kind() == ErrorKind::AlreadyExists => {
                self.place_over_unexpected(path)
            }
            // The step was carried out before.
            Err(cause)
                if cause.kind() == ErrorKind::NotFound
                    && path_kind(self.layout, &layout::staged(path))? == PathKind::Missing =>
            {
                Ok(())
            }
            result => result.map_err(put),
        }
    }

    /// Calls a function with the stage, the folder of an output, and its name there.
    fn rename_from_stage(
        &mut self,
        path: &OutputPath,
        rename: impl FnOnce(&Folder, &Folder, &Path) -> io::Result<()>,
    ) -> io::Result<()> {
        if self.stage.is_none() {
            self.stage = Some(self.layout.output().folder(STAGE)?);
        }
        let is_last = |(folder, _): &(String, Folder)| folder == path.folder();
        if !self.last.as_ref().is_some_and(is_last) {
            let opened = self.layout.output().folder(path.folder())?;
            self.last = Some((path.folder().to_owned(), opened));
        }
        match (&self.stage, &self.last) {
            (Some(stage), Some((_, folder))) => rename(stage, folder, Path::new(path.file_name())),
            _ => Ok(()),
        }
    }

    /// Puts an output where something unexpected is: either the output itself, because the step was
    /// carried out before, or a file that the user or another program put there.
    fn place_over_unexpected(&mut self, path: &OutputPath) -> Result<(), PublishError> {
        let from = layout::staged(path);
        if path_kind(self.layout, &from)? == PathKind::Missing {
            return Ok(());
        }
        // On another disk the copy may be in place while the original is still in the stage.
        if let PathKind::File(stamp) = path_kind(self.layout, path.as_str())?
            && let Some(entry) = self.manifest.files.get(path)
            && entry.stamp == stamp
        {
            return self
                .layout
                .attempt("remove", &from, |output| output.remove_file(&from));
        }
        self.move_to_backups(path.as_str())?;
        self.layout
            .attempt("put into place", path.as_str(), |output| {
                disk::rename_to_vacant(output, Path::new(&from), output, Path::new(path.as_str()))
            })
    }

    /// Removes a file, if it is still as expected.
    pub(super) fn remove(&mut self, path: &OutputPath, stamp: Stamp) -> Result<(), PublishError> {
        let path = path.as_str();
        if path_kind(self.layout, path)? != PathKind::File(stamp) {
            return Ok(());
        }
        self.layout
            .attempt("remove", path, |output| output.remove_file(path))
    }

    fn back_up(&mut self, path: &OutputPath, stamp: Stamp) -> Result<(), PublishError> {
        match path_kind(self.layout, path.as_str())? {
            PathKind::File(found) | PathKind::Other(found) if found == stamp => {
                self.move_to_backups(path.as_str())
            }
            _ => Ok(()),
        }
    }

    fn remove_dir(&mut self, folder: &OutputPath) -> Result<(), PublishError> {
        self.forget(folder.as_str());
        remove_if_empty(self.layout, folder.as_str())
    }

    /// Forgets a folder that may be gone.
    fn forget(&mut self, folder: &str) {
        self.folders.remove(folder);
        self.last = None;
    }

    /// Moves a file or folder to where nothing is lost.
    fn move_to_backups(&mut self, path: &str) -> Result<(), PublishError> {
        let folder = match &self.backup_folder {
            Some(folder) => folder.clone(),
            None => {
                let layout = self.layout;
                let made = backups::create_folder(layout, |place| self.put_folder(place))?;
                self.backup_folder.insert(made).clone()
            }
        };
        self.forget(path);
        let backup = format!("{folder}/{path}");
        self.create_folder(parent(&backup))?;
        self.layout.attempt("move aside", path, |output| {
            disk::rename_to_vacant(output, Path::new(path), output, Path::new(&backup))
        })?;
        self.backups.push(Backup {
            original: path.to_owned(),
            backup,
        });
        Ok(())
    }

    /// Makes a folder where there is nothing.
    fn put_folder(&mut self, place: &str) -> io::Result<()> {
        let layout = self.layout;
        let find = || PreparedFolders::find(layout);
        self.prepared.get_or_insert_with(find).put(layout, place)
    }

    /// Creates a folder and those above it, where they are missing. Anything else in their place
    /// makes room.
    fn create_folder(&mut self, folder: &str) -> Result<(), PublishError> {
        if folder.is_empty() || self.folders.contains(folder) {
            return Ok(());
        }
        if path_kind(self.layout, folder)? == PathKind::Folder {
            self.folders.insert(folder.to_owned());
            return Ok(());
        }
        self.create_folder(parent(folder))?;
        let created = match self.put_folder(folder) {
            Err(cause)
                if cause.kind() == ErrorKind::AlreadyExists
                    && path_kind(self.layout, folder)? != PathKind::Folder =>
            {
                self.move_to_backups(folder)?;
                self.put_folder(folder)
            }
            Err(cause) if cause.kind() == ErrorKind::AlreadyExists => Ok(()),
            result => result,
        };
        created.map_err(cannot("create the folder", &self.layout.shown(folder)))?;
        self.folders.insert(folder.to_owned());
        Ok(())
    }
}

/// True if a name in a folder is a file that is as expected.
fn is_still(folder: &Folder, name: &Path, stamp: Stamp) -> io::Result<bool> {
    let found = folder.status(name)?;
    Ok(found.is_some_and(|found| found.is_ordinary() && disk::stamp(&found) == stamp))
}
