//! What was made before, kept on disk between runs under the digest of everything that it was made
//! of.
//!
//! The cache is a convenience and never an input: an entry that is damaged or was put in another's
//! place is none, and a disk that is full or cannot be written costs time only. It lies in
//! `.milepost/cache/` of the site, may be deleted at any time, and keeps itself out of version
//! control. An entry is the digest of its key and its bytes, and the bytes. It is written under
//! another name and renamed, so that several runs may share it.

use crate::digest::Digest;
use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::SystemTime;

/// The folder of a site that holds what Milepost remembers.
pub const FOLDER: &str = ".milepost";

/// How large the cache may become before entries are removed that nobody asked for, in bytes.
const ROOM: u64 = 512 * 1024 * 1024;

/// The largest entry that is believed, in bytes.
const LARGEST: u64 = 64 * 1024 * 1024;

/// How many bytes of an entry are its digest.
const CHECK: usize = 32;

/// Entries on disk; or none, where nobody named a folder.
#[derive(Debug, Default)]
pub struct Cache {
    folder: Option<PathBuf>,
    names: AtomicUsize,
    asked: Mutex<Vec<Digest>>,
}

impl Cache {
    /// The cache of the site in a folder.
    pub fn of_site(root: &Path) -> Self {
        Cache {
            folder: Some(root.join(FOLDER)),
            ..Self::default()
        }
    }

    /// What was put under a key.
    pub fn get(&self, key: Digest) -> Option<Vec<u8>> {
        let file = self.entry(key)?;
        if let Ok(mut asked) = self.asked.lock() {
            asked.push(key);
        }
        let mut entry = Vec::new();
        File::open(file)
            .ok()?
            .take(LARGEST)
            .read_to_end(&mut entry)
            .ok()?;
        let (written, bytes) = entry.split_at_checked(CHECK)?;
        (written == check(key, bytes)).then(|| bytes.to_owned())
    }

    /// Puts bytes under a key, if that can be.
    pub fn put(&self, key: Digest, bytes: &[u8]) {
        // Whoever is not able to write makes everything anew each time, and loses nothing else.
        let _ = self.try_put(key, bytes);
    }

    fn try_put(&self, key: Digest, bytes: &[u8]) -> io::Result<()> {
        let (Some(top), Some(file)) = (&self.folder, self.entry(key)) else {
            return Ok(());
        };
        let folder = file.parent().unwrap_or(top);
        if !folder.is_dir() {
            prepare(top, folder)?;
        }
        let number = self.names.fetch_add(1, Ordering::Relaxed);
        let temporary = folder.join(format!("{}.{number}.tmp", std::process::id()));
        let written = File::create(&temporary).and_then(|mut entry| {
            entry.write_all(&check(key, bytes))?;
            entry.write_all(bytes)
        });
        let placed = written.and_then(|()| fs::rename(&temporary, &file));
        if placed.is_err() {
            let _ = fs::remove_file(&temporary);
        }
        placed
    }

    /// Removes the oldest entries that were not asked for, once all take too much room.
    pub fn prune(&self) {
        let Some(folder) = self.folder.as_ref().map(|folder| folder.join("cache")) else {
            return;
        };
        let mut asked: Vec<String> = self
            .asked
            .lock()
            .map(|asked| asked.iter().map(Digest::hex).collect())
            .unwrap_or_default();
        asked.sort_unstable();
        let mut entries: Vec<(SystemTime, PathBuf, u64)> = files(&folder).collect();
        let mut all: u64 = entries.iter().map(|(_, _, size)| size).sum();
        entries.sort_unstable();
        for (_, file, size) in entries {
            let name = file
                .file_name()
                .and_then(|name| name.to_str())
                .unwrap_or_default();
            let is_asked = asked.binary_search_by(|key| key.as_str().cmp(name)).is_ok();
            if all > ROOM && !is_asked {
                all -= size;
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

/// Makes the folder of an entry, and has git leave all of it out. A link is followed nowhere: what
/// lies behind it is not ours.
fn prepare(top: &Path, folder: &Path) -> io::Result<()> {
    for made in [top, &top.join("cache"), folder] {
        match fs::symlink_metadata(made) {
            Ok(found) if found.is_dir() => {}
            Ok(_) => return Err(io::ErrorKind::NotADirectory.into()),
            Err(_) => match fs::create_dir(made) {
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

fn check(key: Digest, bytes: &[u8]) -> [u8; CHECK] {
    let mut hasher = blake3::Hasher::new();
    hasher.update(key.hex().as_bytes()).update(bytes);
    *hasher.finalize().as_bytes()
}

fn files(folder: &Path) -> impl Iterator<Item = (SystemTime, PathBuf, u64)> {
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
