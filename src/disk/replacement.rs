//! A file that is replaced at once: whoever opens it finds all of the old bytes or all of the new.

use super::folder::Folder;
use super::refusal::Refusal;
use super::status::{Kind, Status};
use super::system;
use std::ffi::OsStr;
use std::fs::File;
use std::io::{self, Write};
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};

impl Folder {
    /// Replaces the bytes of a file. It keeps its owner and mode, as far as the user may set them.
    ///
    /// `opened` is the file that was read, and `seen` its state before that: the replacement is
    /// refused if the file has another state now, or another file has taken its place. The new
    /// bytes are on the disk when this returns. Until then they lie beside the file under a hidden
    /// name that is no source of a site.
    ///
    /// # Errors
    /// When the file was changed meanwhile or has a further name, or when the disk or the system
    /// refuses. The file is as it was then.
    pub fn replace(
        &self,
        path: &Path,
        opened: &File,
        seen: Status,
        bytes: &[u8],
    ) -> io::Result<()> {
        let (Some(above), Some(name)) = (path.parent(), path.file_name()) else {
            return Err(Refusal::Name.into());
        };
        let folder = self.folder(above)?;
        if system::has_further_name(opened)? {
            return Err(Refusal::FurtherName.into());
        }
        folder.remove_leftovers();
        let (beside, mut new) = folder.create_beside()?;
        // Nobody takes a locked file for the leftover of a command that was killed. A disk without
        // locks has no use for this one.
        let _ = new.try_lock();
        let written = new
            .write_all(bytes)
            .and_then(|()| system::take_properties(opened, &new))
            .and_then(|()| new.sync_all())
            .and_then(|()| match folder.status(name)? {
                Some(now) if now == seen => Ok(()),
                _ => Err(Refusal::Changed.into()),
            })
            .and_then(|()| folder.rename(Path::new(&beside), &folder, Path::new(name)));
        if written.is_err() {
            let _ = folder.remove_file(&beside);
        }
        written
    }

    /// Creates a file under a hidden name that nobody uses.
    fn create_beside(&self) -> io::Result<(String, File)> {
        static COUNT: AtomicUsize = AtomicUsize::new(0);
        loop {
            let number = COUNT.fetch_add(1, Ordering::Relaxed);
            let name = format!("{PREFIX}{}-{number}{SUFFIX}", std::process::id());
            match self.create(&name) {
                // A process with the same number was killed, on another machine for example.
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
                created => return Ok((name, created?)),
            }
        }
    }

    /// Removes what replacements left that were killed. A replacement holds a lock on its file, so
    /// those that are under way stay. What cannot be removed harms nobody.
    fn remove_leftovers(&self) {
        let names = self.names().unwrap_or_default();
        let leftovers = names
            .iter()
            .filter(|(name, kind)| *kind == Kind::File && is_temporary(name));
        for (name, _) in leftovers {
            let is_free = |file: File| file.try_lock().is_ok();
            if self.shared_file(name).is_ok_and(is_free) {
                let _ = self.remove_file(name);
            }
        }
    }
}

/// The parts of a temporary name around the number of the process and that of the file.
const PREFIX: &str = ".milepost-";
const SUFFIX: &str = ".tmp";

/// True for a name that [`Folder::create_beside`] gives.
fn is_temporary(name: &OsStr) -> bool {
    let is_number = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    name.to_str()
        .and_then(|name| {
            name.strip_prefix(PREFIX)?
                .strip_suffix(SUFFIX)?
                .split_once('-')
        })
        .is_some_and(|(process, number)| is_number(process) && is_number(number))
}
