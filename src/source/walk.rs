//! From the disk to a snapshot: the whole walk, and the quick look at hinted paths before it.

use super::names;
use super::read;
use super::snapshot::{Snapshot, SourceFile, Stamp};
use super::theme;
use crate::diagnostic::{Diagnostic, Place};
use crate::path::{SITE_FILE, SourcePath};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{SystemTime, UNIX_EPOCH};
use walkdir::{DirEntry, WalkDir};

/// A file that the walk found.
struct Found {
    path: SourcePath,
    kind: super::Kind,
    /// Where to open it: links resolved.
    file: PathBuf,
    stamp: Stamp,
}

/// What the walk found.
#[derive(Default)]
struct Walked {
    found: Vec<Found>,
    problems: Vec<Diagnostic>,
    linked: BTreeSet<PathBuf>,
}

/// Reads all sources below `root`. Files of `previous` that still have the same stamp are not read
/// again.
pub fn scan(root: &Path, previous: Option<&Snapshot>) -> Snapshot {
    let began = now();
    let mut walked = Walked::default();
    find_configuration(root, began, &mut walked);
    for folder in names::folders() {
        find(root, folder, began, &mut walked);
    }
    let Walked {
        found,
        problems,
        linked,
    } = walked;
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

/// Reads only the hinted paths anew and takes everything else from `previous`.
///
/// A hint is a path below `root`, of a file or of a folder that went away; what it stands for is
/// seen on the disk, whoever gave the hint. What hints do not tell is found by the [`scan`] that
/// always follows.
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
            // What lies in it is for the walk.
            Ok((now, _)) if now.is_dir() => _ = snapshot.files.remove(&path),
            Ok((now, file)) if now.is_file() => {
                remove(&mut snapshot, &path);
                if let Some(read) = read::read(&path, kind, &file, began) {
                    let read = share_equal(Some(previous), &path, read);
                    snapshot.files.insert(path, read);
                }
            }
            // It is gone; or it is a pipe or the like, or a link to nothing or out of the site, of
            // which the walk tells.
            _ => remove(&mut snapshot, &path),
        }
    }
    snapshot
}

/// Whether the way to a path goes through a link that leads back.
fn is_behind_circle(root: &Path, path: &Path) -> bool {
    let mut links = path
        .ancestors()
        .take_while(|path| *path != root)
        .filter(|path| path.is_symlink());
    links.any(|link| {
        link.canonicalize()
            .is_ok_and(|folder| leads_back(link, &folder))
    })
}

/// Whether a link leads to a folder that it lies in itself.
fn leads_back(link: &Path, folder: &Path) -> bool {
    link.parent()
        .and_then(|inside| inside.canonicalize().ok())
        .is_some_and(|inside| inside.starts_with(folder))
}

/// Takes a path that is gone, and everything that was below it, out of the snapshot; the embedded
/// theme shows again.
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

fn find_configuration(root: &Path, began: i128, walked: &mut Walked) {
    let link = root.join(SITE_FILE);
    let path = SourcePath::site_file();
    if let (Ok(file), Some(kind)) = (resolve(root, &link), names::kind(path.as_str()))
        && let Ok(metadata) = file.metadata()
    {
        if file != link {
            walked.linked.insert(file.clone());
        }
        walked.found.push(Found {
            path,
            kind,
            stamp: read::stamp(&metadata, began),
            file,
        });
    }
}

fn find(root: &Path, folder: &str, began: i128, walked: &mut Walked) {
    let top = root.join(folder);
    // Only below a linked folder can an ordinary file lie elsewhere; resolving every path would
    // double the walk.
    let mut linked: Vec<PathBuf> = Vec::new();
    let scanned = |entry: &DirEntry| entry.depth() == 0 || is_scanned(entry.path());
    let mut walk = WalkDir::new(&top)
        .follow_links(true)
        .sort_by_file_name()
        .into_iter()
        .filter_entry(scanned);
    while let Some(entry) = walk.next() {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) if error.path().is_some_and(is_gone) => continue,
            // Emacs locks a file with a hidden link to nothing.
            Err(error) if error.depth() > 0 && !error.path().is_none_or(is_scanned) => continue,
            Err(error) => {
                walked.problems.push(unwalkable(root, &error));
                continue;
            }
        };
        let may_lead_out =
            entry.path_is_symlink() || linked.iter().any(|folder| entry.path().starts_with(folder));
        if entry.file_type().is_dir() {
            match may_lead_out.then(|| resolve(root, entry.path())) {
                Some(Err(_)) => {
                    walked.problems.push(leads_out(root, entry.path()));
                    walk.skip_current_dir();
                }
                Some(Ok(folder))
                    if entry.path_is_symlink() && leads_back(entry.path(), &folder) =>
                {
                    walked.problems.push(circle(root, entry.path(), &folder));
                    walk.skip_current_dir();
                }
                Some(Ok(folder)) if entry.path_is_symlink() => {
                    linked.push(entry.path().to_owned());
                    walked.linked.insert(folder);
                }
                _ => {}
            }
            continue;
        }
        match found_file(root, &entry, may_lead_out, began) {
            Ok(Some(found)) => {
                if entry.path_is_symlink() {
                    walked.linked.insert(found.file.clone());
                }
                walked.found.push(found);
            }
            Ok(None) => {}
            Err(_) if is_gone(entry.path()) => {}
            Err(problem) => walked.problems.push(problem),
        }
    }
}

fn found_file(
    root: &Path,
    entry: &DirEntry,
    may_lead_out: bool,
    began: i128,
) -> Result<Option<Found>, Diagnostic> {
    let below = entry.path().strip_prefix(root).unwrap_or(entry.path());
    let path = source_path(below).ok_or_else(|| odd_name(below))?;
    let Some(kind) = names::kind(path.as_str()) else {
        return Ok(None);
    };
    let file = match may_lead_out {
        true => resolve(root, entry.path()).map_err(|_| leads_out(root, entry.path()))?,
        false => entry.path().to_owned(),
    };
    let metadata = entry.metadata().map_err(|error| unwalkable(root, &error))?;
    if !metadata.is_file() {
        return Err(not_a_file(&path));
    }
    Ok(Some(Found {
        path,
        kind,
        stamp: read::stamp(&metadata, began),
        file,
    }))
}

/// Where a path really lies, links resolved; an error if that is not below `root`.
fn resolve(root: &Path, path: &Path) -> io::Result<PathBuf> {
    let real = path.canonicalize()?;
    match real.starts_with(root.canonicalize()?) {
        true => Ok(real),
        false => Err(io::Error::new(
            io::ErrorKind::PermissionDenied,
            "it leads out of the site's folder",
        )),
    }
}

/// The old file where the new one is equal to it, so that equality is seen without comparing.
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

/// A path as the file system gives it, in our form; nothing if it is no text or has characters that
/// a name cannot have everywhere.
fn source_path(below: &Path) -> Option<SourcePath> {
    let parts: Option<Vec<&str>> = below
        .components()
        .map(|part| part.as_os_str().to_str())
        .collect();
    SourcePath::new(&parts?.join("/")).ok()
}

fn is_scanned(path: &Path) -> bool {
    path.file_name()
        .and_then(|name| name.to_str())
        .is_none_or(names::is_scanned)
}

/// Whether nothing is there, not even a link: it may have gone while the walk went on.
fn is_gone(path: &Path) -> bool {
    path.symlink_metadata()
        .is_err_and(|error| error.kind() == io::ErrorKind::NotFound)
}

fn now() -> i128 {
    SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .map_or(0, |since| since.as_nanos() as i128)
}

fn shown(root: &Path, path: &Path) -> String {
    path.strip_prefix(root)
        .unwrap_or(path)
        .to_string_lossy()
        .into_owned()
}

fn about(code: &'static str, message: String, path: Option<SourcePath>) -> Diagnostic {
    let diagnostic = Diagnostic::error(code, message);
    match path {
        Some(path) => diagnostic.at(Place::File(path)),
        None => diagnostic,
    }
}

fn odd_name(below: &Path) -> Diagnostic {
    about(
        "odd-file-name",
        format!("the name of the file {below:?} cannot be used on every system"),
        None,
    )
    .advise("rename it, without control characters and backslashes")
}

fn leads_out(root: &Path, path: &Path) -> Diagnostic {
    let name = shown(root, path);
    about(
        "link-out-of-site",
        format!("`{name}` leads out of the site's folder, or to nothing"),
        source_path(Path::new(&name)),
    )
    .advise("put a copy of what it leads to into the site's folder")
}

fn not_a_file(path: &SourcePath) -> Diagnostic {
    about(
        "not-a-file",
        "this is neither a file nor a folder".into(),
        Some(path.clone()),
    )
    .advise("move it out of the site's folder")
}

fn circle(root: &Path, link: &Path, folder: &Path) -> Diagnostic {
    let (link, folder) = (shown(root, link), shown(root, folder));
    let folder = if folder.is_empty() { "." } else { &folder };
    unreadable(
        &link,
        format!("the link `{link}` leads back into its own folder `{folder}`"),
    )
}

fn unwalkable(root: &Path, error: &walkdir::Error) -> Diagnostic {
    if let (Some(link), Some(folder)) = (error.path(), error.loop_ancestor()) {
        return circle(root, link, folder);
    }
    let path = error
        .path()
        .map(|path| shown(root, path))
        .unwrap_or_default();
    let cause = error
        .io_error()
        .map(|cause| format!(": {cause}"))
        .unwrap_or_default();
    unreadable(&path, format!("`{path}` cannot be read{cause}"))
}

fn unreadable(path: &str, message: String) -> Diagnostic {
    about("unreadable-file", message, source_path(Path::new(path)))
        .advise("remove it, or see that you may read it")
}
