//! The cache: results of earlier runs, kept on disk under the digest of everything that they were
//! made of.
//!
//! The cache is a convenience and never an input. An entry that is damaged, or was put in another
//! entry's place, counts as missing. A disk that is full or cannot be written costs time only. The
//! cache lies in `.milepost/cache/` of the site, may be deleted at any time, and keeps itself out
//! of version control. An entry is a checksum of its key and its bytes, followed by the bytes. It
//! is written at once, so that several runs may share the cache.
//!
//! Only names that this file can have written are ever removed, and a cache that is a link is not
//! used: what lies behind it belongs to somebody else.

mod entries;
mod removal;

use crate::digest::Digest;
use crate::disk::{Folder, Kind};
pub use entries::FOLDER;
use entries::{ENTRIES, Entry, IGNORE, entries_of, path_of};
pub use removal::remove;
use std::ffi::OsStr;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, RwLock};

/// The size of the whole cache, in bytes, above which entries are removed that no run asks for.
const MAX_SIZE: u64 = 512 * 1024 * 1024;

/// The size of the largest entry that is read, in bytes.
const MAX_ENTRY_SIZE: u64 = 64 * 1024 * 1024;

/// The size of the checksum at the start of an entry, in bytes.
const CHECKSUM_SIZE: usize = 32;

/// Entries on disk; none if the cache has no folder.
#[derive(Debug, Default)]
pub struct Cache {
    /// The folder of the site, unless its cache is not used.
    root: Option<PathBuf>,
    /// The folder of the entries, once there is one.
    entries: RwLock<Option<Arc<Folder>>>,
    problem: Option<String>,
    /// The keys that this run asked for.
    requested: Mutex<Vec<Digest>>,
}

impl Cache {
    /// Takes the cache of the site in a folder.
    pub fn of_site(root: &Path) -> Self {
        let Ok(site) = Folder::open(root) else {
            return Self::default();
        };
        if let Some(problem) = problem(&site) {
            return Cache {
                problem: Some(problem),
                ..Self::default()
            };
        }
        Cache {
            root: Some(root.to_owned()),
            entries: RwLock::new(site.folder(ENTRIES).ok().map(Arc::new)),
            ..Self::default()
        }
    }

    /// Returns the reason why the cache is not used, for the user.
    pub fn problem(&self) -> Option<&str> {
        self.problem.as_deref()
    }

    /// Returns the bytes under a key.
    pub fn get(&self, key: Digest) -> Option<Vec<u8>> {
        if let Ok(mut requested) = self.requested.lock() {
            requested.push(key);
        }
        let entries = self.entries()?;
        let entry = entries.read(path_of(key), MAX_ENTRY_SIZE).ok()?;
        let (written, bytes) = entry.split_at_checked(CHECKSUM_SIZE)?;
        (written == checksum(key, bytes)).then(|| bytes.to_owned())
    }

    /// Puts bytes under a key, if the disk allows it.
    pub fn put(&self, key: Digest, bytes: &[u8]) {
        // Without the entry the next run makes it again, and nothing else is lost.
        let _ = self.try_put(key, bytes);
    }

    fn try_put(&self, key: Digest, bytes: &[u8]) -> io::Result<()> {
        let Some(root) = &self.root else {
            return Ok(());
        };
        if let Some(entries) = self.entries() {
            match self.put_into(&entries, key, bytes) {
                // The user deleted the cache meanwhile.
                Err(error) if error.kind() == io::ErrorKind::NotFound => {}
                result => return result,
            }
        }
        let created = Arc::new(create(&Folder::open(root)?)?);
        if let Ok(mut entries) = self.entries.write() {
            *entries = Some(Arc::clone(&created));
        }
        self.put_into(&created, key, bytes)
    }

    fn put_into(&self, entries: &Folder, key: Digest, bytes: &[u8]) -> io::Result<()> {
        let name = key.hex();
        let shard = entries.create_folders(&name[..2])?;
        shard.write_whole(Path::new(&name), &[&checksum(key, bytes), bytes])
    }

    fn entries(&self) -> Option<Arc<Folder>> {
        self.entries.read().ok()?.clone()
    }

    /// Removes the oldest entries that this run did not ask for, until the cache is small enough.
    /// Removes what killed runs left half written, too.
    pub fn prune(&self) {
        let Some(folder) = self.entries() else {
            return;
        };
        let mut requested: Vec<String> = self
            .requested
            .lock()
            .map(|requested| requested.iter().map(Digest::hex).collect())
            .unwrap_or_default();
        requested.sort_unstable();
        let mut found = entries_of(&folder);
        let mut total: u64 = found.iter().map(|entry| entry.status.size).sum();
        if total <= MAX_SIZE {
            return;
        }
        found.sort_unstable_by(|a, b| {
            (a.status.modified, &a.name).cmp(&(b.status.modified, &b.name))
        });
        for Entry {
            shard,
            name,
            status,
        } in found
        {
            let is_requested = requested
                .binary_search_by(|key| OsStr::new(key).cmp(&name))
                .is_ok();
            if total > MAX_SIZE && !is_requested {
                total -= status.size;
                let _ = folder.remove_file(Path::new(&shard).join(name));
            }
        }
    }
}

/// Returns the reason why the cache of a site is not used, for the user.
fn problem(site: &Folder) -> Option<String> {
    [FOLDER, ENTRIES].into_iter().find_map(|path| {
        let kind = match site.status(path).ok()??.kind {
            Kind::Folder => return None,
            Kind::Link => "a link",
            Kind::File | Kind::Other => "no folder",
        };
        Some(format!(
            "`{path}` in the site's folder is {kind}, so nothing is kept there between builds, and \
             each build makes all pictures again. Put a folder in its place, or remove it."
        ))
    })
}

/// Creates the folder of the entries, and a `.gitignore` for everything beside it.
fn create(site: &Folder) -> io::Result<Folder> {
    let entries = site.create_folders(ENTRIES)?;
    let (ignore, text) = IGNORE;
    let ignored = site.folder(FOLDER)?;
    match ignored.create_whole(Path::new(ignore), text.as_bytes()) {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(entries),
        created => created.map(|()| entries),
    }
}

fn checksum(key: Digest, bytes: &[u8]) -> [u8; CHECKSUM_SIZE] {
    let mut hasher = blake3::Hasher::new();
    hasher.update(key.hex().as_bytes()).update(bytes);
    *hasher.finalize().as_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    #[test]
    fn believes_only_what_was_put_there() {
        let site = tempfile::tempdir().expect("a folder");
        let (a, b) = (Digest::of_bytes(b"a"), Digest::of_bytes(b"b"));
        let cache = Cache::of_site(site.path());
        assert_eq!(cache.get(a), None);
        cache.put(a, b"first");
        cache.put(b, b"second");
        assert_eq!(cache.get(a).as_deref(), Some(&b"first"[..]));
        let entries = site.path().join(ENTRIES);
        let (at_a, at_b) = (entries.join(path_of(a)), entries.join(path_of(b)));
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
        assert!(
            cache
                .problem()
                .is_some_and(|problem| problem.contains("`.milepost`"))
        );
        cache.put(Digest::of_bytes(b"a"), b"first");
        assert_eq!(cache.get(Digest::of_bytes(b"a")), None);
        cache.prune();
        Cache::default().put(Digest::of_bytes(b"a"), b"first");
    }
}
