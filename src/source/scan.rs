//! Making snapshots: of the whole folder, and of the paths that the watcher reports.

use super::names;
use super::paths::{locate, source_path};
use super::problems::unwalkable;
use super::read;
use super::site_file::{SiteFile, SiteFolder};
use super::snapshot::{Snapshot, SourceFile};
use super::theme;
use super::walk::{self, FoundFile, Walked};
use crate::disk::Kind;
use crate::path::SourcePath;
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{SystemTime, UNIX_EPOCH};

/// Reads all sources below `root`. A file that has the same stamp in `previous` is not read again.
pub fn scan(root: &Path, previous: Option<&Snapshot>) -> Snapshot {
    let began = now();
    let mut files: BTreeMap<_, _> = theme::embedded().iter().cloned().collect();
    let (root, is_same) = match open(root, previous) {
        Ok(opened) => opened,
        Err(error) => {
            let is_gone = error.kind() == io::ErrorKind::NotFound;
            let problem = (!is_gone).then(|| unwalkable(Path::new("."), &error));
            let problems = problem.into_iter().collect();
            return Snapshot::new(files, problems, BTreeSet::new(), None);
        }
    };
    let previous = previous.filter(|_| is_same);
    let Walked {
        found,
        problems,
        linked,
    } = walk::walk(&root.folder);
    let (behind_links, direct): (Vec<_>, Vec<_>) =
        found.into_iter().partition(|found| found.is_linked);
    let reading = Reading {
        root: &root,
        previous,
        began,
    };
    let read = direct
        .into_par_iter()
        .filter_map(|found| reading.read(found));
    files.extend(read.collect::<Vec<_>>());
    reading.read_linked(behind_links, &mut files);
    Snapshot::new(files, problems, linked, Some(root))
}

/// Opens the folder of a site. The flag is true if it is the folder of the previous snapshot.
fn open(root: &Path, previous: Option<&Snapshot>) -> io::Result<(Arc<SiteFolder>, bool)> {
    let opened = SiteFolder::open(root)?;
    let before = previous.and_then(|previous| previous.root.as_ref());
    Ok(match before.filter(|before| before.is(&opened)) {
        Some(before) => (Arc::clone(before), true),
        None => (Arc::new(opened), false),
    })
}

/// The reading of files that a walk found.
struct Reading<'a> {
    root: &'a Arc<SiteFolder>,
    previous: Option<&'a Snapshot>,
    /// The start of the scan.
    began: i64,
}

impl Reading<'_> {
    fn read(&self, found: FoundFile) -> Option<(SourcePath, Arc<SourceFile>)> {
        let known = self
            .previous
            .and_then(|previous| previous.get(found.path.as_str()));
        let file = SiteFile::new(self.root, &found.file);
        let is_known = |known: &&Arc<SourceFile>| {
            known.stamp.still_holds(&found.status)
                && known.place().is_none_or(|place| place == file.below())
        };
        let source = match known.filter(is_known) {
            Some(known) => Arc::clone(known),
            None => {
                let read = read::read(&found.path, found.kind, &file, self.began)?;
                share_equal(self.previous, &found.path, read)
            }
        };
        Some((found.path, source))
    }

    /// Reads the files that links lead to, each once however many links lead there.
    fn read_linked(
        &self,
        found: Vec<FoundFile>,
        files: &mut BTreeMap<SourcePath, Arc<SourceFile>>,
    ) {
        let mut first: BTreeMap<_, SourcePath> = BTreeMap::new();
        for file in found {
            let is_text = names::is_text(file.kind, file.path.as_str());
            let key = (file.file.clone(), file.kind, is_text);
            // A fault names the path of its file.
            let known = first
                .get(&key)
                .and_then(|path| files.get(path))
                .filter(|known| known.fault.is_none());
            if let Some(known) = known {
                let known = Arc::clone(known);
                files.insert(file.path, known);
            } else if let Some((path, read)) = self.read(file) {
                first.insert(key, path.clone());
                files.insert(path, read);
            }
        }
    }
}

/// Reads the paths in `hints` again, and takes all other files from `previous`.
///
/// A hint is a path below `root`, of a file or of a folder that went away. Only the disk decides
/// what is there now. The caller always scans afterwards, which finds the changes without hints.
pub fn refresh(root: &Path, previous: &Snapshot, hints: &[PathBuf]) -> Snapshot {
    let began = now();
    let mut snapshot = previous.clone();
    let opened = match open(root, Some(previous)) {
        // The scan takes another folder from its beginning.
        Ok((opened, is_same)) if is_same || previous.root.is_none() => opened,
        _ => return snapshot,
    };
    snapshot.root = Some(Arc::clone(&opened));
    for hint in hints {
        let Some(path) = hint.strip_prefix(root).ok().and_then(source_path) else {
            continue;
        };
        let Some(kind) = names::kind(path.as_str()) else {
            continue;
        };
        if !path.as_str().split('/').all(names::is_scanned) {
            continue;
        }
        match locate(&opened.folder, Path::new(path.as_str())) {
            // The walk finds the files in it.
            Ok(Some((_, now))) if now.kind == Kind::Folder => snapshot.remove(&path),
            Ok(Some((file, now))) if now.is_ordinary() => {
                remove(&mut snapshot, &path);
                let file = SiteFile::new(&opened, &file);
                if let Some(read) = read::read(&path, kind, &file, began) {
                    let read = share_equal(Some(previous), &path, read);
                    snapshot.insert(path, read);
                }
            }
            // It is gone. Or it is a pipe or the like, or a link to nothing or out of the site,
            // which the walk reports.
            _ => remove(&mut snapshot, &path),
        }
    }
    snapshot
}

/// Removes a path, and all paths below it, from the snapshot. Files of the embedded theme that they
/// replaced come back.
fn remove(snapshot: &mut Snapshot, gone: &SourcePath) {
    let below: Vec<SourcePath> = snapshot
        .below(gone.as_str())
        .map(|(_, path, _)| path.clone())
        .collect();
    for path in below.iter().chain([gone]) {
        snapshot.remove(path);
    }
    if gone.as_str().starts_with("themes/") {
        for (path, file) in theme::embedded() {
            if snapshot.get(path.as_str()).is_none() {
                snapshot.insert(path.clone(), Arc::clone(file));
            }
        }
    }
}

/// Returns the previous file if the new one is equal to it, so that later stages need not compare
/// them.
fn share_equal(
    previous: Option<&Snapshot>,
    path: &SourcePath,
    file: SourceFile,
) -> Arc<SourceFile> {
    let equal = |old: &&Arc<SourceFile>| {
        old.digest == file.digest
            && old.fault == file.fault
            && old.stamp == file.stamp
            && old.place() == file.place()
    };
    match previous
        .and_then(|previous| previous.get(path.as_str()))
        .filter(equal)
    {
        Some(old) => Arc::clone(old),
        None => Arc::new(file),
    }
}

fn now() -> i64 {
    SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .map_or(0, |since| {
            i64::try_from(since.as_nanos()).unwrap_or(i64::MAX)
        })
}
