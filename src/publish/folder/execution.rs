//! Steps, carried out in an output folder.
//!
//! A step acts only if it finds what it expects, so all of them can be carried out again from the
//! first after a kill. Something unexpected in the place of an output (a file that was saved
//! meanwhile) moves to the backups; it is never written over.

use super::backups::{self, Backup};
use super::disk::{self, PathKind, path_kind};
use super::layout::Layout;
use crate::path::{OutputPath, parent};
use crate::publish::error::{PublishError, cannot};
use crate::publish::journal::Journal;
use crate::publish::manifest::{Manifest, Stamp};
use crate::publish::steps::{Step, folders_above};
use std::collections::BTreeSet;
use std::fs;
use std::io::{self, ErrorKind};
use std::path::Path;

/// Refuses steps in folders that cannot be changed, before the stage is complete and would have to
/// be finished.
pub(super) fn refuse_locked_folders(layout: &Layout, steps: &[Step]) -> Result<(), PublishError> {
    let mut seen = BTreeSet::new();
    for step in steps {
        // A folder that is missing will be made in the folder above.
        for folder in folders_above(step.path().as_str()).chain([""]) {
            if !seen.insert(folder) {
                break;
            }
            let place = layout.site(folder);
            if path_kind(&place)? == PathKind::Folder {
                disk::check_may_change(&place).map_err(cannot("write into", &place))?;
                break;
            }
        }
    }
    Ok(())
}

/// Carries out all steps of a journal, then removes the folders that this emptied. Returns the
/// backups that were made.
pub(super) fn carry_out(layout: &Layout, journal: &Journal) -> Result<Vec<Backup>, PublishError> {
    let mut executor = Executor::new(layout, &journal.manifest);
    for step in &journal.steps {
        match step {
            Step::Place { path, replaces } => executor.place(path, *replaces)?,
            Step::Remove { path, stamp } => _ = executor.remove(path, *stamp)?,
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
        .try_for_each(|folder| remove_if_empty(&layout.site(folder)))
}

fn remove_if_empty(folder: &Path) -> Result<(), PublishError> {
    match fs::remove_dir(folder) {
        Err(cause) if !is_in_use(&cause) => Err(cannot("remove the emptied folder", folder)(cause)),
        _ => Ok(()),
    }
}

/// True if a folder cannot be removed because it is not empty, is no folder, or has a disk mounted
/// on it.
fn is_in_use(cause: &io::Error) -> bool {
    disk::is_absence(cause)
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
    /// Folders that are known to be folders and no links.
    real_folders: BTreeSet<String>,
    /// The folder of the backups, once there is one.
    backup_folder: Option<String>,
    backups: Vec<Backup>,
}

impl<'a> Executor<'a> {
    pub(super) fn new(layout: &'a Layout, manifest: &'a Manifest) -> Self {
        Self {
            layout,
            manifest,
            real_folders: BTreeSet::new(),
            backup_folder: None,
            backups: Vec::new(),
        }
    }

    fn place(&mut self, path: &OutputPath, replaces: Option<Stamp>) -> Result<(), PublishError> {
        self.create_folder(path.folder())?;
        let (from, to) = (self.layout.staged(path), self.layout.site(path.as_str()));
        let result = match replaces {
            Some(stamp) if path_kind(&to)? == PathKind::File(stamp) => {
                disk::rename_over(&from, &to)
            }
            _ => disk::rename_to_vacant(&from, &to),
        };
        match result {
            Err(cause) if cause.kind() == ErrorKind::AlreadyExists => {
                self.place_over_unexpected(path, &from, &to)
            }
            // The step was carried out before.
            Err(cause)
                if cause.kind() == ErrorKind::NotFound
                    && path_kind(&from)? == PathKind::Missing =>
            {
                Ok(())
            }
            result => result.map_err(cannot("put into place", &to)),
        }
    }

    /// Puts an output where something unexpected is: either the output itself, because the step was
    /// carried out before, or a file that the user or another program put there.
    fn place_over_unexpected(
        &mut self,
        path: &OutputPath,
        from: &Path,
        to: &Path,
    ) -> Result<(), PublishError> {
        if path_kind(from)? == PathKind::Missing {
            return Ok(());
        }
        // On another disk the copy may be in place while the original is still in the stage.
        if let PathKind::File(stamp) = path_kind(to)?
            && let Some(entry) = self.manifest.files.get(path)
            && entry.stamp == stamp
        {
            return fs::remove_file(from).map_err(cannot("remove", from));
        }
        self.move_to_backups(path.as_str())?;
        disk::rename_to_vacant(from, to).map_err(cannot("put into place", to))
    }

    /// Removes a file, if it is still as expected. Returns true if it was.
    pub(super) fn remove(&mut self, path: &OutputPath, stamp: Stamp) -> Result<bool, PublishError> {
        let file = self.layout.site(path.as_str());
        if !self.is_real_folder(path.folder())? || path_kind(&file)? != PathKind::File(stamp) {
            return Ok(false);
        }
        fs::remove_file(&file).map_err(cannot("remove", &file))?;
        Ok(true)
    }

    fn back_up(&mut self, path: &OutputPath, stamp: Stamp) -> Result<(), PublishError> {
        if !self.is_real_folder(path.folder())? {
            return Ok(());
        }
        match path_kind(&self.layout.site(path.as_str()))? {
            PathKind::File(found) | PathKind::Other(found) if found == stamp => {
                self.move_to_backups(path.as_str())
            }
            _ => Ok(()),
        }
    }

    fn remove_dir(&mut self, folder: &OutputPath) -> Result<(), PublishError> {
        if !self.is_real_folder(folder.as_str())? {
            return Ok(());
        }
        self.real_folders.remove(folder.as_str());
        remove_if_empty(&self.layout.site(folder.as_str()))
    }

    /// Moves a file or folder to where nothing is lost.
    fn move_to_backups(&mut self, path: &str) -> Result<(), PublishError> {
        let folder = match &self.backup_folder {
            Some(folder) => folder.clone(),
            None => self
                .backup_folder
                .insert(backups::create_folder(self.layout)?)
                .clone(),
        };
        let backup = format!("{folder}/{path}");
        let (from, to) = (self.layout.site(path), self.layout.site(&backup));
        if let Some(folder) = to.parent() {
            fs::create_dir_all(folder).map_err(cannot("create the folder", folder))?;
        }
        disk::rename_to_vacant(&from, &to).map_err(cannot("move aside", &from))?;
        self.backups.push(Backup {
            original: path.to_owned(),
            backup,
        });
        Ok(())
    }

    /// Creates a folder and those above it, where they are missing. Anything else in their place
    /// makes room.
    fn create_folder(&mut self, folder: &str) -> Result<(), PublishError> {
        if folder.is_empty() || self.real_folders.contains(folder) {
            return Ok(());
        }
        self.create_folder(parent(folder))?;
        let path = self.layout.site(folder);
        match fs::create_dir(&path) {
            Err(cause) if cause.kind() == ErrorKind::AlreadyExists => {
                if path_kind(&path)? != PathKind::Folder {
                    self.move_to_backups(folder)?;
                    fs::create_dir(&path).map_err(cannot("create the folder", &path))?;
                }
            }
            result => result.map_err(cannot("create the folder", &path))?,
        }
        self.real_folders.insert(folder.to_owned());
        Ok(())
    }

    /// True if a path is a folder and reached without a link.
    fn is_real_folder(&mut self, folder: &str) -> Result<bool, PublishError> {
        if folder.is_empty() || self.real_folders.contains(folder) {
            return Ok(true);
        }
        if !self.is_real_folder(parent(folder))?
            || path_kind(&self.layout.site(folder))? != PathKind::Folder
        {
            return Ok(false);
        }
        self.real_folders.insert(folder.to_owned());
        Ok(true)
    }
}
