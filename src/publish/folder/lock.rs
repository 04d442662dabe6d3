//! The lock: one writer for each output folder. It is the system's, so it ends with the process
//! that holds it, however that process ends.

use super::disk::{PathKind, is_absence, path_kind};
use super::layout::Layout;
use crate::publish::error::{PublishError, cannot};
use crate::publish::manifest::STATE_DIR;
use std::fmt;
use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{ErrorKind, Read, Seek, Write};
use std::path::Path;

/// The process that is publishing into a folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Holder {
    /// The number of the process, as the system's tools show it, if it is known.
    pub process: Option<u32>,
    /// The command that it carries out: `milepost build`.
    pub command: String,
}

impl fmt::Display for Holder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.process {
            Some(process) => write!(f, "`{}` (process {process})", self.command),
            None => f.write_str(&self.command),
        }
    }
}

/// The lock, held.
#[derive(Debug)]
pub(super) struct Lock(File);

impl Drop for Lock {
    fn drop(&mut self) {
        // The next process must not read this one's name. Nothing depends on it.
        let _ = self.0.set_len(0);
    }
}

/// The outcome of one attempt to take the lock.
pub(super) enum LockAttempt {
    Taken(Lock),
    /// Another process has it.
    Held(Holder),
}

/// Takes the lock, and waits while another process has it; `waiting` is called with that process.
pub(super) fn acquire(
    layout: &Layout,
    waiting: &mut dyn FnMut(&Holder),
) -> Result<Lock, PublishError> {
    loop {
        let mut file = open(layout)?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                waiting(&holder(&mut file));
                file.lock().map_err(cannot("lock", &layout.lock()))?;
            }
            Err(TryLockError::Error(cause)) => return Err(cannot("lock", &layout.lock())(cause)),
        }
        if let Some(lock) = sign(file, layout)? {
            return Ok(lock);
        }
    }
}

/// Takes the lock if no other process has it.
pub(super) fn try_acquire(layout: &Layout) -> Result<LockAttempt, PublishError> {
    loop {
        let mut file = open(layout)?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Ok(LockAttempt::Held(holder(&mut file))),
            Err(TryLockError::Error(cause)) => return Err(cannot("lock", &layout.lock())(cause)),
        }
        if let Some(lock) = sign(file, layout)? {
            return Ok(LockAttempt::Taken(lock));
        }
    }
}

/// Opens the file of the lock, and creates it and its folder if they are missing.
fn open(layout: &Layout) -> Result<File, PublishError> {
    let (state_dir, path) = (layout.state_dir(), layout.lock());
    loop {
        match fs::create_dir(&state_dir) {
            Ok(()) => {}
            Err(cause) if cause.kind() == ErrorKind::AlreadyExists => {
                if let PathKind::File(_) | PathKind::Other(_) = path_kind(&state_dir)? {
                    return Err(PublishError::InTheWay {
                        output: layout.output().to_owned(),
                        files: vec![STATE_DIR.to_owned()],
                    });
                }
            }
            // `clean` removed the output too.
            Err(cause) if cause.kind() == ErrorKind::NotFound => {
                match fs::create_dir(layout.output()) {
                    Err(cause) if cause.kind() != ErrorKind::AlreadyExists => {
                        return Err(cannot("create the folder", layout.output())(cause));
                    }
                    _ => continue,
                }
            }
            Err(cause) => return Err(cannot("create the folder", &state_dir)(cause)),
        }
        match options().open(&path) {
            // `clean` removed the folder in between.
            Err(cause) if cause.kind() == ErrorKind::NotFound => {}
            result => return result.map_err(cannot("open", &path)),
        }
    }
}

fn options() -> OpenOptions {
    let mut options = OpenOptions::new();
    options.read(true).write(true).create(true).truncate(false);
    // Through a link this process would write its name into the file that the link leads to.
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::custom_flags(
        &mut options,
        rustix::fs::OFlags::NOFOLLOW.bits().cast_signed(),
    );
    options
}

/// Writes this process's name into the lock. Returns nothing if `clean` removed the file meanwhile,
/// so that other processes see another one.
fn sign(mut file: File, layout: &Layout) -> Result<Option<Lock>, PublishError> {
    let path = layout.lock();
    if !is_at(&file, &path).map_err(cannot("look at", &path))? {
        return Ok(None);
    }
    let signature = format!("{}\n{}\n", std::process::id(), command());
    // The name is for processes that wait, and for nothing else: a full disk must not prevent
    // finishing a complete stage.
    let _ = file
        .set_len(0)
        .and_then(|()| file.rewind())
        .and_then(|()| file.write_all(signature.as_bytes()));
    Ok(Some(Lock(file)))
}

/// True if an open file is the one at a path.
#[cfg(unix)]
fn is_at(file: &File, path: &Path) -> std::io::Result<bool> {
    use std::os::unix::fs::MetadataExt;
    let held = file.metadata()?;
    match fs::symlink_metadata(path) {
        Ok(seen) => Ok((seen.dev(), seen.ino()) == (held.dev(), held.ino())),
        Err(cause) if is_absence(&cause) => Ok(false),
        Err(cause) => Err(cause),
    }
}

#[cfg(not(unix))]
fn is_at(_file: &File, path: &Path) -> std::io::Result<bool> {
    path.try_exists()
}

fn holder(file: &mut File) -> Holder {
    let mut text = String::new();
    let _ = file.take(4096).read_to_string(&mut text);
    let mut lines = text.lines();
    let process = lines.next().and_then(|line| line.parse().ok());
    let command = lines
        .next()
        .unwrap_or("another Milepost command")
        .to_owned();
    Holder { process, command }
}

/// Returns the program and its command. The rest of the command line stays out, since other users
/// read the lock and it may hold private things.
fn command() -> String {
    let mut arguments = std::env::args_os();
    let program = arguments.next().unwrap_or_default();
    let program = Path::new(&program)
        .file_stem()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned();
    match arguments.next() {
        Some(verb) if !verb.to_string_lossy().starts_with('-') => {
            format!("{program} {}", verb.to_string_lossy())
        }
        _ => program,
    }
}
