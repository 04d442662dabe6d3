//! The walk over the folder of a site.

use super::names;
use super::paths::{is_gone, leads_back, resolve, source_path};
use super::problems::{circle, leads_out, not_a_file, odd_name, unwalkable};
use super::read;
use super::snapshot::{Kind, Stamp};
use crate::diagnostic::Diagnostic;
use crate::path::{SITE_FILE, SourcePath};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use walkdir::{DirEntry, WalkDir};

/// A source that the walk found.
pub(super) struct FoundFile {
    pub path: SourcePath,
    pub kind: Kind,
    /// The file on the disk, with links resolved.
    pub file: PathBuf,
    pub stamp: Stamp,
}

/// The outcome of a walk.
#[derive(Default)]
pub(super) struct Walked {
    pub found: Vec<FoundFile>,
    pub problems: Vec<Diagnostic>,
    /// The files and folders that links lead to.
    pub linked: BTreeSet<PathBuf>,
}

/// Finds all sources below `root`, without reading them.
pub(super) fn walk(root: &Path, began: i128) -> Walked {
    let mut walked = Walked::default();
    find_configuration(root, began, &mut walked);
    for folder in names::folders() {
        find(root, folder, began, &mut walked);
    }
    walked
}

/// Finds `site.yaml`.
fn find_configuration(root: &Path, began: i128, walked: &mut Walked) {
    let link = root.join(SITE_FILE);
    let path = SourcePath::site_file();
    if let (Ok(file), Some(kind)) = (resolve(root, &link), names::kind(path.as_str()))
        && let Ok(metadata) = file.metadata()
    {
        if file != link {
            walked.linked.insert(file.clone());
        }
        walked.found.push(FoundFile {
            path,
            kind,
            stamp: read::stamp(&metadata, began),
            file,
        });
    }
}

/// Finds the sources in one folder of the site.
fn find(root: &Path, folder: &str, began: i128, walked: &mut Walked) {
    let top = root.join(folder);
    // An ordinary file can lie elsewhere only below a linked folder. Resolving every path would
    // double the time of the walk.
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
            // Emacs locks a file with a hidden link that leads to nothing.
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
) -> Result<Option<FoundFile>, Diagnostic> {
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
    Ok(Some(FoundFile {
        path,
        kind,
        stamp: read::stamp(&metadata, began),
        file,
    }))
}

/// True unless the walk ignores files of this name.
fn is_scanned(path: &Path) -> bool {
    path.file_name()
        .and_then(|name| name.to_str())
        .is_none_or(names::is_scanned)
}
