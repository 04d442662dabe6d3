//! Paths on the disk: links, and what they lead to.

use super::names;
use crate::disk::{Folder, Kind, Status};
use crate::path::SourcePath;
use std::ffi::OsStr;
use std::io;
use std::path::{Path, PathBuf};

/// Turns a path of the file system, relative to the site's folder, into a source path. `None` if it
/// is not Unicode, or has characters that some systems forbid.
pub(super) fn source_path(below: &Path) -> Option<SourcePath> {
    let parts: Option<Vec<&str>> = below
        .components()
        .map(|part| part.as_os_str().to_str())
        .collect();
    SourcePath::new(&parts?.join("/")).ok()
}

/// The thing to which a link leads.
pub(super) enum Target {
    /// A folder around the link, by its path without links.
    Circle(PathBuf),
    /// A file or a folder that is never published, such as `.env` or `.git`, by its path without
    /// links. Otherwise a link with another name would publish what its name protects.
    Hidden(PathBuf),
    /// A file or a folder of the site, by its path without links.
    Inside(PathBuf, Status),
}

/// Finds out what a link in a folder leads to. `folder` is its path without links.
///
/// # Errors
/// If it leads to nothing, or out of the site.
pub(super) fn follow(root: &Folder, folder: &Path, link: &Path) -> io::Result<Target> {
    let real = root.resolve(link)?;
    if folder.starts_with(&real) {
        return Ok(Target::Circle(real));
    }
    let is_scanned = |name: &OsStr| name.to_str().is_none_or(names::is_scanned);
    if !real.iter().all(is_scanned) {
        return Ok(Target::Hidden(real));
    }
    match root.status(&real)? {
        Some(status) => Ok(Target::Inside(real, status)),
        // It went away a moment ago.
        None => Err(io::ErrorKind::NotFound.into()),
    }
}

/// Finds a file or a folder by a path that may have links. Returns its path without links. `None`
/// if there is nothing, or if a link on the way leads back to a folder around it, or to what is
/// never published.
///
/// # Errors
/// If a link leads to nothing or out of the site, or if the system refuses.
pub(super) fn locate(root: &Folder, path: &Path) -> io::Result<Option<(PathBuf, Status)>> {
    let mut found = None;
    let mut real = PathBuf::new();
    for name in path {
        let here = real.join(name);
        let Some(status) = root.status(&here)? else {
            return Ok(None);
        };
        found = match status.kind {
            Kind::Link => match follow(root, &real, &here)? {
                Target::Inside(target, status) => Some((target, status)),
                Target::Circle(_) | Target::Hidden(_) => return Ok(None),
            },
            Kind::File | Kind::Folder | Kind::Other => Some((here, status)),
        };
        if let Some((path, _)) = &found {
            real.clone_from(path);
        }
    }
    Ok(found)
}
