//! The names of the cache: those that it writes are the only ones that it removes.

use crate::digest::Digest;
use crate::disk::{Folder, Kind, Status};
use std::ffi::{OsStr, OsString};

/// The folder of a site in which Milepost keeps the cache, and what it saved for the user.
pub const FOLDER: &str = ".milepost";

/// The folder of the entries, relative to the site.
pub(super) const ENTRIES: &str = ".milepost/cache";

/// The file that keeps the folder out of version control, and its text.
pub(super) const IGNORE: (&str, &str) = (".gitignore", "*\n");

/// A file in the cache: the folder and the name in it.
pub(super) struct Entry {
    pub(super) shard: OsString,
    pub(super) name: OsString,
    pub(super) status: Status,
}

/// Returns the place of an entry, relative to the folder of the entries.
pub(super) fn path_of(key: Digest) -> String {
    let name = key.hex();
    format!("{}/{name}", &name[..2])
}

/// Lists the entries. Removes what killed runs left half written.
pub(super) fn entries_of(folder: &Folder) -> Vec<Entry> {
    let mut found = Vec::new();
    let shards = folder.names().unwrap_or_default();
    for (shard, _) in shards.into_iter().filter(is_shard) {
        let Ok(within) = folder.folder(&shard) else {
            continue;
        };
        let names = within.names().unwrap_or_default();
        for (name, kind) in names {
            if kind != Kind::File || !is_entry(&shard, &name) {
                within.remove_leftover(&name, kind);
                continue;
            }
            if let Ok(Some(status)) = within.status(&name) {
                let shard = shard.clone();
                found.push(Entry {
                    shard,
                    name,
                    status,
                });
            }
        }
    }
    found
}

fn is_hex(text: &str) -> bool {
    text.bytes()
        .all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
}

/// True for a folder of entries.
pub(super) fn is_shard((name, kind): &(OsString, Kind)) -> bool {
    let is_name = |name: &str| name.len() == 2 && is_hex(name);
    *kind == Kind::Folder && name.to_str().is_some_and(is_name)
}

/// True for the name of an entry.
fn is_entry(shard: &OsStr, name: &OsStr) -> bool {
    let (Some(shard), Some(name)) = (shard.to_str(), name.to_str()) else {
        return false;
    };
    name.len() == 64 && name.starts_with(shard) && is_hex(name)
}
