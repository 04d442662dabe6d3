//! The cache: results of earlier runs, kept on disk under the digest of everything that they were
//! made of.
//!
//! The cache is a convenience and never an input. An entry that is damaged, or was put in another
//! entry's place, counts as missing. A disk that is full or cannot be written costs time only. The
//! cache lies in `.milepost/cache/` of the site, may be deleted at any time, and keeps itself out
//! of version control. An entry is a checksum of its key and its bytes, followed by the bytes. It
//! is written under another name and renamed, so that several runs may share the cache.

use crate::digest::Digest;
use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::SystemTime;

/// The folder of a site that holds the cache.
pub const FOLDER: &str = ".milepost";

/// The size of the whole cache, in bytes, above which entries are removed that no run asks for.
const MAX_SIZE: u64 = 512 * 1024 * 1024;

/// The size of the largest entry that is read, in bytes.
const MAX_ENTRY_SIZE: u64 = 64 * 1024 * 1024;

/// The size of the checksum at the start of an entry, in bytes.
const CHECKSUM_SIZE: usize = 32;

/// Entries on disk; none if the cache has no folder.
#[derive(Debug, Default)]
pub struct Cache {
    folder: Option<PathBuf>,
    /// A counter, so that temporary files have different names.
    temporary_files: AtomicUsize,
    /// The keys that this run asked for.
    requested: Mutex<Vec<Digest>>,
}

impl Cache {
    /// Takes the cache of the site in a folder.
    pub fn of_site(root: &Path) -> Self {
        Cache {
            folder: Some(root.join(FOLDER)),
            ..Self::default()
        }
    }

    /// Returns the bytes under a key.
    pub fn get(&self, key: Digest) -> Option<Vec<u8>> {
        let file = self.entry(key)?;
        if let Ok(mut requested) = self.requested.lock() {
            requested.push(key);
        }
        let mut entry = Vec::new();
        File::open(file)
            .ok()?
            .take(MAX_ENTRY_SIZE)
            .read_to_end(&mut entry)
            .ok()?;
        let (written, bytes) = entry.split_at_checked(CHECKSUM_SIZE)?;
        (written == checksum(key, bytes)).then(|| bytes.to_owned())
    }

    /// Puts bytes under a key, if the disk allows it.
    pub fn put(&self, key: Digest, bytes: &[u8]) {
        // Without the entry the next run makes it again, and nothing else is lost.
        let _ = self.try_put(key, bytes);
    }

    fn try_put(&self, key: Digest, bytes: &[u8]) -> io::Result<()> {
        let (Some(top), Some(file)) = (&self.folder, self.entry(key)) else {
            return Ok(());
        };
        let folder = file.parent().unwrap_or(top);
        if !folder.is_dir() {
            create_folders(top, folder)?;
        }
        let number = self.temporary_files.fetch_add(1, Ordering::Relaxed);
        let temporary = folder.join(format!("{}.{number}.tmp", std::process::id()));
        let written = File::create(&temporary).and_then(|mut entry| {
            entry.write_all(&checksum(key, bytes))?;
            entry.write_all(bytes)
        });
        let placed = written.and_then(|()| fs::rename(&temporary, &file));
        if placed.is_err() {
            let _ = fs::remove_file(&temporary);
        }
        placed
    }

    /// Removes the oldest entries that this run did not ask for, until the cache is small enough.
    pub fn prune(&self) {
        let Some(folder) = self.folder.as_ref().map(|folder| folder.join("cache")) else {
            return;
        };
        let mut requested: Vec<String> = self
            .requested
            .lock()
            .map(|requested| requested.iter().map(Digest::hex).collect())
            .unwrap_or_default();
        requested.sort_unstable();
        let mut entries: Vec<(SystemTime, PathBuf, u64)> = entries_of(&folder).collect();
        let mut total: u64 = entries.iter().map(|(_, _, size)| size).sum();
        entries.sort_unstable();
        for (_, file, size) in entries {
            let name = file
                .file_name()
                .and_then(|name| name.to_str())
                .unwrap_or_default();
            let is_requested = requested
                .binary_search_by(|key| key.as_str().cmp(name))
                .is_ok();
            if total > MAX_SIZE && !is_requested {
                total -= size;
                let _ = fs::remove_file(&file);
            }
        }
    }

    fn entry(&self, key: Digest) -> Option<PathBuf> {
        let name = key.hex();
        Some(
            self.folder
                .as_ref()?
                .join("cache")
                .join(&name[..2])
                .join(name),
        )
    }
}

/// Creates the folder of an entry, and a `.gitignore` for the whole cache. No link is followed: the
/// folder behind it does not belong to Milepost.
fn create_folders(top: &Path, folder: &Path) -> io::Result<()> {
    for created in [top, &top.join("cache"), folder] {
        match fs::symlink_metadata(created) {
            Ok(found) if found.is_dir() => {}
            Ok(_) => return Err(io::ErrorKind::NotADirectory.into()),
            Err(_) => match fs::create_dir(created) {
                Err(error) if error.kind() != io::ErrorKind::AlreadyExists => return Err(error),
                _ => {}
            },
        }
    }
    let ignore = top.join(".gitignore");
    if !ignore.exists() {
        fs::write(ignore, "*\n")?;
    }
    Ok(())
}

fn checksum(key: Digest, bytes: &[u8]) -> [u8; CHECKSUM_SIZE] {
    let mut hasher = blake3::Hasher::new();
    hasher.update(key.hex().as_bytes()).update(bytes);
    *hasher.finalize().as_bytes()
}

/// Lists the files of all entries with their times of last change and their sizes.
fn entries_of(folder: &Path) -> impl Iterator<Item = (SystemTime, PathBuf, u64)> {
    let below = |folder: PathBuf| fs::read_dir(folder).into_iter().flatten().flatten();
    below(folder.to_owned())
        .filter(|entry| entry.file_type().is_ok_and(|kind| kind.is_dir()))
        .flat_map(move |entry| below(entry.path()))
        .filter_map(|entry| {
            let metadata = entry
                .metadata()
                .ok()
                .filter(|metadata| metadata.is_file())?;
            Some((
                metadata.modified().unwrap_or(SystemTime::UNIX_EPOCH),
                entry.path(),
                metadata.len(),
            ))
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn believes_only_what_was_put_there() {
        let site = tempfile::tempdir().expect("a folder");
        let (a, b) = (Digest::of_bytes(b"a"), Digest::of_bytes(b"b"));
        let cache = Cache::of_site(site.path());
        assert_eq!(cache.get(a), None);
        cache.put(a, b"first");
        cache.put(b, b"second");
        assert_eq!(cache.get(a).as_deref(), Some(&b"first"[..]));
        let (at_a, at_b) = (
            cache.entry(a).expect("a name"),
            cache.entry(b).expect("a name"),
        );
        fs::copy(&at_a, &at_b).expect("a copy");
        assert_eq!(cache.get(b), None, "it is another's");
        let whole = fs::read(&at_a).expect("an entry");
        for at in 0..whole.len() {
            let mut flipped = whole.clone();
            flipped[at] ^= 1;
            fs::write(&at_a, flipped).expect("a file");
            assert_eq!(cache.get(a), None, "flipped at {at}");
            fs::write(&at_a, &whole[..at]).expect("a file");
            assert_eq!(cache.get(a), None, "cut at {at}");
        }
        cache.put(a, b"first");
        assert_eq!(cache.get(a).as_deref(), Some(&b"first"[..]));
        assert_eq!(
            fs::read_to_string(site.path().join(".milepost/.gitignore")).expect("a file"),
            "*\n"
        );
    }

    #[test]
    fn nothing_is_written_where_that_cannot_be() {
        let site = tempfile::tempdir().expect("a folder");
        fs::write(site.path().join(FOLDER), "a file").expect("a file");
        let cache = Cache::of_site(site.path());
        cache.put(Digest::of_bytes(b"a"), b"first");
        assert_eq!(cache.get(Digest::of_bytes(b"a")), None);
        cache.prune();
        Cache::default().put(Digest::of_bytes(b"a"), b"first");
    }
}
