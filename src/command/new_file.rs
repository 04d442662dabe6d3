//! Writing of new files, each at once. A file that exists is never touched, and nothing is written
//! outside the folder of the site.

use super::{Failure, options};
use crate::disk::{Folder, Kind};
use std::io;
use std::path::Path;

/// Writes a file that does not exist yet, with the folders above it.
///
/// # Errors
/// When the file exists or cannot be written, or when a link leads out of the site's folder.
pub(super) fn create(site: &Folder, path: &str, text: &str) -> Result<(), Failure> {
    write(site, Path::new(path), text).map_err(|error| failure(site, path, &error))
}

/// Checks that [`create`] can write a file, before any file is written.
///
/// # Errors
/// When the file exists, or when a link or another file is in the way.
pub(super) fn check(site: &Folder, path: &str) -> Result<(), Failure> {
    find_obstacle(site, Path::new(path)).map_err(|error| failure(site, path, &error))
}

fn failure(site: &Folder, path: &str, error: &io::Error) -> Failure {
    let file = options::display(&site.path_of(path));
    if error.kind() == io::ErrorKind::AlreadyExists {
        return Failure::Environment(format!(
            "`{file}` exists already, and was not touched; open it, or name another path"
        ));
    }
    Failure::Environment(format!("`{file}` cannot be written: {error}"))
}

fn write(site: &Folder, path: &Path, text: &str) -> io::Result<()> {
    let (above, name) = parts(path);
    let folder = site.create_folders_through_links(above)?;
    folder.create_whole(name, text.as_bytes())
}

fn find_obstacle(site: &Folder, path: &Path) -> io::Result<()> {
    let (above, name) = parts(path);
    let folder = site.resolve_existing(above)?;
    if site.status(folder.join(name))?.is_some() {
        return Err(io::ErrorKind::AlreadyExists.into());
    }
    for above in folder.ancestors().filter(|above| *above != Path::new("")) {
        match site.status(above)?.map(|status| status.kind) {
            None | Some(Kind::Folder) => {}
            Some(_) => return Err(io::ErrorKind::NotADirectory.into()),
        }
    }
    Ok(())
}

/// Cuts a path into the folder and the name.
fn parts(path: &Path) -> (&Path, &Path) {
    let above = path.parent().unwrap_or(Path::new(""));
    (above, Path::new(path.file_name().unwrap_or_default()))
}
