//! Validation of output folders, and of the paths of outputs on their disk, before anything is
//! created.

use super::layout::{self, Layout};
use crate::disk::{self, Folder, Kind};
use crate::path::{OutputPath, SITE_FILE};
use crate::publish::error::{PublishError, cannot};
use crate::publish::manifest::{STATE_DIR, is_reserved};
use crate::source;
use std::ffi::OsStr;
use std::io::ErrorKind;
use std::path::{Component, Path, PathBuf};

/// Returns the canonical path of an output folder, which need not exist yet.
///
/// # Errors
/// When it must not become an output: it is, holds or lies in a folder that the user fills.
pub(super) fn canonical_output(output: &Path, site: &Path) -> Result<PathBuf, PublishError> {
    let invalid = |reason: String| PublishError::InvalidFolder {
        output: output.to_owned(),
        reason,
    };
    let site = disk::canonical(site).map_err(cannot("find the site's folder", site))?;
    let folder = canonical(output)?.map_err(invalid)?;
    match objection(&folder, &site) {
        Some(reason) => Err(invalid(reason)),
        None => Ok(folder),
    }
}

/// Refuses a path that cannot be put into place, before the stage is complete and would have to be
/// finished.
pub(super) fn refuse_path(
    layout: &Layout,
    stage: &Folder,
    path: &OutputPath,
) -> Result<(), PublishError> {
    let refuse = |reason| {
        Err(PublishError::Path {
            path: path.clone(),
            reason,
        })
    };
    if is_reserved(path) {
        return refuse("lies in a folder that Milepost or git keeps for itself");
    }
    if path.as_str().split('/').any(|name| name.len() > 255) {
        return refuse("has a name of more than 255 bytes");
    }
    if layout.output().path().as_os_str().len() + path.as_str().len() > 4000 {
        return refuse("is longer than 4,000 bytes with the folder that it lies in");
    }
    path.as_str()
        .split('/')
        .filter(|name| !is_plain(name))
        .try_for_each(|name| try_name(layout, stage, path, name))
}

/// Returns the reason why a folder must not become an output, continuing "it ".
fn objection(folder: &Path, site: &Path) -> Option<String> {
    if folder.parent().is_none() {
        return Some("is the root of the file system".to_owned());
    }
    if folder == site {
        return Some("is the folder of the site itself".to_owned());
    }
    if site.starts_with(folder) {
        return Some("holds the folder of the site".to_owned());
    }
    if disk::homes().any(|home| home.starts_with(folder)) {
        return Some("is somebody's home folder, or holds it".to_owned());
    }
    if let Some(reason) = keeper(folder).filter(|_| !folder.starts_with(site)) {
        return Some(reason);
    }
    let mut sources = source::folders().into_iter();
    if let Some(name) = sources.find(|name| overlap(folder, &site.join(name))) {
        return Some(format!(
            "holds sources of the site, or lies among them (`{name}`)"
        ));
    }
    if disk::status_of_named(&folder.join(SITE_FILE)).is_some() {
        return Some("is the folder of a site: it holds a `site.yaml`".to_owned());
    }
    let lies_in = |name: &&str| {
        folder
            .components()
            .any(|part| part == Component::Normal(OsStr::new(name)))
    };
    [STATE_DIR, ".git"]
        .iter()
        .find(|name| lies_in(name))
        .map(|name| format!("lies in `{name}`, which a program keeps for itself"))
}

/// Folders in which the system keeps its own files.
const SYSTEM: [&str; 23] = [
    "/Applications",
    "/Library",
    "/System",
    "/bin",
    "/boot",
    "/dev",
    "/etc",
    "/lib",
    "/lib32",
    "/lib64",
    "/libx32",
    "/private/etc",
    "/proc",
    "/sbin",
    "/sys",
    "/usr/bin",
    "/usr/include",
    "/usr/lib",
    "/usr/lib32",
    "/usr/lib64",
    "/usr/libexec",
    "/usr/sbin",
    "/var/spool",
];

/// Folders that several programs or people share. Those in them may be anybody's.
const SHARED: [&str; 11] = [
    "/dev/shm",
    "/home",
    "/media",
    "/opt",
    "/run",
    "/tmp",
    "/usr",
    "/usr/local",
    "/usr/share",
    "/var",
    "/var/lib",
];

/// Returns the reason why a folder belongs to the system or to other programs, continuing "it ".
fn keeper(folder: &Path) -> Option<String> {
    let in_memory = Path::new("/dev/shm");
    if SHARED.iter().any(|shared| folder == Path::new(shared)) {
        return Some("is a folder that all programs share".to_owned());
    }
    let mut system = SYSTEM.iter().filter(|system| folder.starts_with(system));
    if let Some(system) = system.next().filter(|_| !folder.starts_with(in_memory)) {
        return Some(format!(
            "lies in `{system}`, where the system keeps its files"
        ));
    }
    disk::homes().find_map(|home| {
        let name = folder.strip_prefix(home).ok()?.iter().next()?.to_str()?;
        name.starts_with('.')
            .then(|| format!("lies in `{name}` of a home folder, where programs keep their files"))
    })
}

fn overlap(folder: &Path, sources: &Path) -> bool {
    // The sources may be a link to somewhere else.
    let real = disk::canonical(sources);
    let overlaps = |sources: &Path| folder.starts_with(sources) || sources.starts_with(folder);
    overlaps(sources) || real.is_ok_and(|real| overlaps(&real))
}

/// The number of looks at the names of a path, some of which may come and go meanwhile.
const ATTEMPTS: usize = 10_000;

/// Returns the canonical path of a folder, of which the last parts may not exist; or the reason why
/// there can be no folder, continuing "it ".
fn canonical(output: &Path) -> Result<Result<PathBuf, String>, PublishError> {
    let absolute = std::path::absolute(output).map_err(cannot("find", output))?;
    let mut missing = Vec::new();
    let mut known = absolute.as_path();
    for _ in 0..ATTEMPTS {
        match disk::canonical(known) {
            // Another command has removed it just now.
            Ok(real) if !disk::exists(&real) => continue,
            Ok(real) if !disk::is_folder(&real) => {
                return Ok(Err("is, or lies below, a file".to_owned()));
            }
            Ok(real) => {
                return Ok(Ok(missing
                    .iter()
                    .rev()
                    .fold(real, |folder, name| folder.join(name))));
            }
            Err(cause) if cause.kind() == ErrorKind::NotFound => {}
            Err(cause) if cause.kind() == ErrorKind::NotADirectory => {
                return Ok(Err("lies below a file".to_owned()));
            }
            Err(cause) => return Err(cannot("find", known)(cause)),
        }
        match disk::status_of_named(known).map(|status| status.kind) {
            None => {}
            Some(Kind::Link) => {
                return Ok(Err(
                    "is, or lies below, a link that leads nowhere".to_owned()
                ));
            }
            // Another command has made it just now.
            Some(_) => continue,
        }
        match (known.parent(), known.file_name()) {
            (Some(parent), Some(name)) => {
                missing.push(name);
                known = parent;
            }
            _ => return Ok(Err("has `..` after a folder that does not exist".to_owned())),
        }
    }
    Err(cannot("find", output)(ErrorKind::NotFound.into()))
}

/// True if every disk takes the name. The stage does not show it, since files have other names
/// there.
fn is_plain(name: &str) -> bool {
    let is_letter = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.');
    name.len() <= 100 && !name.ends_with('.') && name.bytes().all(is_letter)
}

/// Creates a file with a name and removes it again, to see if this disk takes the name.
fn try_name(
    layout: &Layout,
    stage: &Folder,
    path: &OutputPath,
    name: &str,
) -> Result<(), PublishError> {
    let folder = format!("{}.try", layout::staged_name(path));
    let shown = layout.shown(&layout::staged(path)).with_extension("try");
    stage
        .create_folder(&folder)
        .map_err(cannot("create the folder", &shown))?;
    let file = Path::new(&folder).join(name);
    let tried = stage.create(&file).and_then(|_| stage.remove_file(&file));
    stage
        .remove_folder(&folder)
        .map_err(cannot("remove", &shown))?;
    match tried {
        Err(cause)
            if matches!(
                cause.kind(),
                ErrorKind::InvalidFilename | ErrorKind::InvalidInput
            ) =>
        {
            Err(PublishError::Path {
                path: path.clone(),
                reason: "has a name that this disk does not take",
            })
        }
        result => result.map_err(cannot("create", &shown.join(name))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The folders are only named here: if one were not refused, a test that publishes would write
    /// into it.
    #[test]
    fn folders_of_the_system_are_no_output() {
        let refused = |folder: &str| keeper(Path::new(folder)).is_some();
        for folder in [
            "/etc",
            "/etc/nginx/sites",
            "/proc/self/fd",
            "/sys",
            "/dev",
            "/dev/fd",
            "/boot/efi",
            "/usr",
            "/usr/bin",
            "/usr/local",
            "/var",
            "/var/spool/cron",
            "/home",
            "/tmp",
            "/dev/shm",
            "/root/.ssh",
            "/root/.config/systemd",
        ] {
            assert!(refused(folder), "{folder}");
        }
        for folder in [
            "/var/www/html",
            "/srv/www",
            "/srv",
            "/usr/share/nginx/html",
            "/usr/local/www",
            "/opt/site",
            "/tmp/out",
            "/dev/shm/out",
            "/home/jo/site/public",
            "/root/site/public",
            "/etcetera",
            "/output",
        ] {
            assert!(!refused(folder), "{folder}");
        }
    }
}
