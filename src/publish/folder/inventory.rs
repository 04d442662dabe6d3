//! The inventory of an output folder: the files at the paths that a publishing may touch, and their
//! owners. It is taken before anything is changed.

use super::disk::{PathKind, digest_of, is_blank, path_kind};
use super::journal_file::PreviousManifest;
use super::layout::Layout;
use crate::path::{OutputPath, parent};
use crate::publish::error::PublishError;
use crate::publish::manifest::Manifest;
use crate::publish::steps::{Inventory, Ownership};

/// Takes the inventory for a new site. `current` names its outputs that are in place already.
pub(super) fn take<'a>(
    layout: &Layout,
    previous: &PreviousManifest,
    new: &Manifest,
    current: impl Iterator<Item = &'a OutputPath>,
) -> Result<Inventory, PublishError> {
    let current = current.map(|path| (path.to_string(), Ownership::Current));
    let mut taker = InventoryTaker {
        layout,
        previous,
        inventory: current.collect(),
    };
    for path in new.files.keys() {
        if taker.record(path)? == Ownership::Folder {
            taker.record_contents(path.as_str())?;
        }
    }
    for path in previous.manifest.files.keys() {
        taker.record(path)?;
    }
    Ok(taker.inventory)
}

struct InventoryTaker<'a> {
    layout: &'a Layout,
    previous: &'a PreviousManifest,
    inventory: Inventory,
}

impl InventoryTaker<'_> {
    /// Records a path, if it is reached through folders alone.
    fn record(&mut self, path: &OutputPath) -> Result<Ownership, PublishError> {
        if self.is_folder(path.folder())? {
            self.record_reached(path.as_str())
        } else {
            Ok(Ownership::Absent)
        }
    }

    fn record_reached(&mut self, path: &str) -> Result<Ownership, PublishError> {
        if let Some(known) = self.inventory.get(path) {
            return Ok(*known);
        }
        let ownership = ownership(self.layout, self.previous, path)?;
        self.inventory.insert(path.to_owned(), ownership);
        Ok(ownership)
    }

    /// Records everything in a folder.
    fn record_contents(&mut self, folder: &str) -> Result<(), PublishError> {
        let names = self
            .layout
            .attempt("list", folder, |output| output.folder(folder)?.names())?;
        for (name, _) in names {
            let path = format!("{folder}/{}", name.to_string_lossy());
            if name.to_str().is_none() {
                // No output has such a name, and the path cannot be looked at.
                self.inventory.insert(path, Ownership::Foreign);
            } else if self.record_reached(&path)? == Ownership::Folder {
                self.record_contents(&path)?;
            }
        }
        Ok(())
    }

    /// True if a path is a folder, reached through folders alone. The top, which has no name, is
    /// one.
    fn is_folder(&mut self, folder: &str) -> Result<bool, PublishError> {
        if folder.is_empty() {
            return Ok(true);
        }
        if let Some(known) = self.inventory.get(folder) {
            return Ok(*known == Ownership::Folder);
        }
        Ok(self.is_folder(parent(folder))? && self.record_reached(folder)? == Ownership::Folder)
    }
}

/// Finds out who the file at a path belongs to.
fn ownership(
    layout: &Layout,
    previous: &PreviousManifest,
    path: &str,
) -> Result<Ownership, PublishError> {
    let may_be_ours = previous.may_name(path);
    let stamp = match path_kind(layout, path)? {
        PathKind::Missing => return Ok(Ownership::Absent),
        PathKind::Folder => return Ok(Ownership::Folder),
        PathKind::Other(stamp) if may_be_ours => return Ok(Ownership::Edited(stamp)),
        PathKind::File(stamp) if may_be_ours => stamp,
        PathKind::File(_) | PathKind::Other(_) => return Ok(Ownership::Foreign),
    };
    let Some(entry) = previous.manifest.files.get(path) else {
        return Ok(Ownership::Edited(stamp));
    };
    let is_ours = entry.stamp == stamp
        || entry.stamp.size == stamp.size && entry.digest == digest_of(layout, path)?
        || is_blank(layout, path)?;
    Ok(match is_ours {
        true => Ownership::Ours(stamp),
        false => Ownership::Edited(stamp),
    })
}
