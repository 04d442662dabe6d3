//! Removal of the whole cache, and of nothing else that lies beside it.

use super::entries::{Entry, FOLDER, IGNORE, entries_of, is_shard};
use crate::disk::{Folder, Kind, is_absence};
use std::ffi::OsString;
use std::io;
use std::path::Path;

/// Removes the cache of the site in a folder: its entries, and the folders that this empties. All
/// else in `.milepost/` stays.
///
/// # Errors
/// When the disk or the system refuses.
pub fn remove(site: &Folder) -> io::Result<()> {
    let Some(top) = own_folder(site, FOLDER)? else {
        return Ok(());
    };
    if let Some(entries) = own_folder(&top, "cache")? {
        for Entry { shard, name, .. } in entries_of(&entries) {
            entries.remove_file(Path::new(&shard).join(name))?;
        }
        let mut shards = entries.names()?.into_iter().filter(is_shard);
        shards.try_for_each(|(shard, _)| remove_if_empty(&entries, shard))?;
        remove_if_empty(&top, "cache")?;
    }
    // The file that ignores everything stays as long as there is something to ignore.
    let (ignore, text) = IGNORE;
    let is_rest = |names: &[(OsString, Kind)]| names.iter().all(|(name, _)| name == ignore);
    if is_rest(&top.names()?)
        && top
            .read(ignore, 64)
            .is_ok_and(|bytes| bytes == text.as_bytes())
    {
        top.remove_file(ignore)?;
    }
    remove_if_empty(site, FOLDER)
}

/// Opens a folder that is no link. `None` if there is none.
fn own_folder(within: &Folder, name: &str) -> io::Result<Option<Folder>> {
    match within.folder(name) {
        Ok(folder) => Ok(Some(folder)),
        Err(error) if is_absence(&error) => Ok(None),
        Err(error) => Err(error),
    }
}

fn remove_if_empty(within: &Folder, name: impl AsRef<Path>) -> io::Result<()> {
    match within.remove_folder(name) {
        Err(error) if error.kind() == io::ErrorKind::DirectoryNotEmpty => Ok(()),
        Err(error) if error.kind() == io::ErrorKind::ResourceBusy => Ok(()),
        result => result,
    }
}
