//! Making snapshots: of the whole folder, and of the paths that the watcher reports.

use super::names;
use super::paths::{is_behind_circle, resolve, source_path};
use super::read;
use super::snapshot::{Snapshot, SourceFile};
use super::theme;
use super::walk::{self, Walked};
use crate::path::SourcePath;
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{SystemTime, UNIX_EPOCH};

/// Reads all sources below `root`. A file that has the same stamp in `previous` is not read again.
pub fn scan(root: &Path, previous: Option<&Snapshot>) -> Snapshot {
    let began = now();
    let Walked {
        found,
        problems,
        linked,
    } = walk::walk(root, began);
    let read: Vec<_> = found
        .into_par_iter()
        .filter_map(|found| {
            let known = previous.and_then(|previous| previous.files.get(&found.path));
            let file = match known.filter(|file| file.stamp.still_holds(&found.stamp)) {
                Some(file) => Arc::clone(file),
                None => share_equal(
                    previous,
                    &found.path,
                    read::read(&found.path, found.kind, &found.file, began)?,
                ),
            };
            Some((found.path, file))
        })
        .collect();
    let mut files: BTreeMap<_, _> = theme::embedded().iter().cloned().collect();
    files.extend(read);
    Snapshot {
        files,
        problems,
        linked,
    }
}

/// Reads the paths in `hints` again, and takes all other files from `previous`.
///
/// A hint is a path below `root`, of a file or of a folder that went away. Only the disk decides
/// what is there now. The caller always scans afterwards, which finds the changes without hints.
pub fn refresh(root: &Path, previous: &Snapshot, hints: &[PathBuf]) -> Snapshot {
    let began = now();
    let mut snapshot = previous.clone();
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
        if is_behind_circle(root, hint) {
            remove(&mut snapshot, &path);
            continue;
        }
        match resolve(root, hint).and_then(|file| Ok((file.metadata()?.file_type(), file))) {
            // The walk finds the files in it.
            Ok((now, _)) if now.is_dir() => _ = snapshot.files.remove(&path),
            Ok((now, file)) if now.is_file() => {
                remove(&mut snapshot, &path);
                if let Some(read) = read::read(&path, kind, &file, began) {
                    let read = share_equal(Some(previous), &path, read);
                    snapshot.files.insert(path, read);
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
        snapshot.files.remove(path);
    }
    if gone.as_str().starts_with("themes/") {
        for (path, file) in theme::embedded() {
            snapshot
                .files
                .entry(path.clone())
                .or_insert_with(|| Arc::clone(file));
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
        old.digest == file.digest && old.fault == file.fault && old.stamp == file.stamp
    };
    match previous
        .and_then(|previous| previous.files.get(path))
        .filter(equal)
    {
        Some(old) => Arc::clone(old),
        None => Arc::new(file),
    }
}

fn now() -> i128 {
    SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .map_or(0, |since| since.as_nanos() as i128)
}
