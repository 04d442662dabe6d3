//! Files that are written at once: whoever opens one finds all of the old bytes or all of the new,
//! also after a kill. What a kill leaves has a hidden name that is no source, and is removed later.

use super::folder::Folder;
use super::refusal::Refusal;
use super::status::{Kind, Status};
use super::system;
use std::ffi::OsStr;
use std::fs::{File, TryLockError};
use std::io::{self, Write};
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};

impl Folder {
    /// Replaces the bytes of a file. It keeps its owner and mode, as far as the user may set them.
    ///
    /// `opened` is the file that was read, and `seen` its state before that: the replacement is
    /// refused if the file has another state now, or another file has taken its place. The new
    /// bytes lie beside the file first, under a hidden name that is no source of a site. They are
    /// on the disk before they take its name. The folder is not synced: a power cut may bring all
    /// of the old bytes back.
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
        let write = |new: &mut File| {
            new.write_all(bytes)?;
            system::take_properties(opened, new)?;
            new.sync_all()?;
            match folder.status(name)? {
                Some(now) if now == seen => Ok(()),
                _ => Err(Refusal::Changed.into()),
            }
        };
        folder.write_beside(write, |new| folder.rename(new, &folder, Path::new(name)))
    }

    /// Creates a file in this folder that does not exist yet, with all of its bytes. The folder is
    /// not synced: a power cut may take the whole file, but no part of it.
    ///
    /// # Errors
    /// With `AlreadyExists` when something is there, and when the disk or the system refuses.
    pub fn create_whole(&self, name: &Path, bytes: &[u8]) -> io::Result<()> {
        let write = |new: &mut File| {
            new.write_all(bytes)?;
            new.sync_all()
        };
        self.remove_leftovers();
        self.write_beside(write, |new| self.rename_to_vacant(new, self, name))
    }

    /// Writes a file in this folder, in the place of one that may be there. A power cut may still
    /// take its bytes.
    ///
    /// # Errors
    /// When the disk or the system refuses.
    pub fn write_whole(&self, name: &Path, parts: &[&[u8]]) -> io::Result<()> {
        let write = |new: &mut File| parts.iter().try_for_each(|part| new.write_all(part));
        self.write_beside(write, |new| self.rename(new, self, name))
    }

    /// Writes a file under a hidden name, and calls a function that puts it into its place.
    fn write_beside(
        &self,
        write: impl FnOnce(&mut File) -> io::Result<()>,
        place: impl FnOnce(&Path) -> io::Result<()>,
    ) -> io::Result<()> {
        let (name, mut new) = self.create_beside()?;
        let written = write(&mut new).and_then(|()| place(Path::new(&name)));
        if written.is_err() {
            let _ = self.remove_file(&name);
        }
        written
    }

    /// Creates a file under a hidden name that nobody uses, and locks it: nobody takes a locked
    /// file for the leftover of a command that was killed. A disk without locks has no use for it.
    fn create_beside(&self) -> io::Result<(String, File)> {
        static COUNT: AtomicUsize = AtomicUsize::new(0);
        for _ in 0..ATTEMPTS {
            let number = COUNT.fetch_add(1, Ordering::Relaxed);
            let name = format!("{PREFIX}{}-{number}{SUFFIX}", std::process::id());
            let file = match self.create(&name) {
                // A process with the same number was killed, on another machine for example.
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => continue,
                created => created?,
            };
            let is_taken = matches!(file.try_lock(), Err(TryLockError::WouldBlock));
            // Another process may have removed it before it was locked.
            if !is_taken && self.status(&name).is_ok_and(|status| status.is_some()) {
                return Ok((name, file));
            }
            let _ = self.remove_file(&name);
        }
        Err(io::Error::other(
            "other programs take each new hidden file in its folder away",
        ))
    }

    /// Removes all files in this folder that were being written when a command was killed.
    pub fn remove_leftovers(&self) {
        for (name, kind) in self.names().unwrap_or_default() {
            self.remove_leftover(&name, kind);
        }
    }

    /// Removes a file in this folder if it was being written when a command was killed. Files that
    /// are being written now are locked, and stay. What cannot be removed harms nobody.
    pub fn remove_leftover(&self, name: &OsStr, kind: Kind) {
        if kind != Kind::File || !is_leftover(name) {
            return;
        }
        // It stays locked until it is gone.
        let opened = self.existing_file(name);
        if opened.as_ref().is_ok_and(|file| file.try_lock().is_ok()) {
            let _ = self.remove_file(name);
        }
    }
}

/// The parts of a temporary name around the number of the process and that of the file.
const PREFIX: &str = ".milepost-";
const SUFFIX: &str = ".tmp";

/// The number of hidden names that are tried before a file is given up.
const ATTEMPTS: usize = 1000;

/// True for the name of a file that is being written, or that a killed command left.
pub fn is_leftover(name: &OsStr) -> bool {
    let is_number = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    name.to_str()
        .and_then(|name| {
            name.strip_prefix(PREFIX)?
                .strip_suffix(SUFFIX)?
                .split_once('-')
        })
        .is_some_and(|(process, number)| is_number(process) && is_number(number))
}
