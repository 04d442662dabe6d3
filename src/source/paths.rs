//! Paths on the disk: links, and what they lead to.

use crate::path::SourcePath;
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

/// Resolves the links of a path. An error if it then lies outside `root`.
pub(super) fn resolve(root: &Path, path: &Path) -> io::Result<PathBuf> {
    let real = path.canonicalize()?;
    match real.starts_with(root.canonicalize()?) {
        true => Ok(real),
        false => Err(io::Error::new(
            io::ErrorKind::PermissionDenied,
            "it leads out of the site's folder",
        )),
    }
}

/// True if a link on the path leads back to a folder that contains the link.
pub(super) fn is_behind_circle(root: &Path, path: &Path) -> bool {
    let mut links = path
        .ancestors()
        .take_while(|path| *path != root)
        .filter(|path| path.is_symlink());
    links.any(|link| {
        link.canonicalize()
            .is_ok_and(|folder| leads_back(link, &folder))
    })
}

/// True if a link leads to a folder that contains the link.
pub(super) fn leads_back(link: &Path, folder: &Path) -> bool {
    link.parent()
        .and_then(|inside| inside.canonicalize().ok())
        .is_some_and(|inside| inside.starts_with(folder))
}

/// True if nothing is there, not even a link. A file may go away during the walk.
pub(super) fn is_gone(path: &Path) -> bool {
    path.symlink_metadata()
        .is_err_and(|error| error.kind() == io::ErrorKind::NotFound)
}
