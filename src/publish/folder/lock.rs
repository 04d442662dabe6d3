//! The lock: one writer for each output folder. It is the system's, so it ends with the process
//! that holds it, however that process ends.

use super::disk::{PathKind, path_kind};
use super::layout::{LOCK, Layout, MANIFEST};
use crate::disk::{self, File, TryLockError};
use crate::publish::error::{PublishError, cannot};
use crate::publish::manifest::STATE_DIR;
use std::fmt;
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

/// The number of times that the lock is opened anew because `clean` removed its folder meanwhile.
const ATTEMPTS: usize = 1000;

/// Opens an output folder by its canonical path, or creates it, and takes its lock. Waits while
/// another process has it; `waiting` is called with that process.
pub(super) fn acquire(
    output: &Path,
    waiting: &mut dyn FnMut(&Holder),
) -> Result<(Layout, Lock), PublishError> {
    for _ in 0..ATTEMPTS {
        let layout = Layout::open_or_create(output)?;
        let Some(mut file) = open(&layout)? else {
            continue;
        };
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                waiting(&holder(&mut file));
                file.lock().map_err(cannot("lock", &layout.shown(LOCK)))?;
            }
            Err(TryLockError::Error(cause)) => {
                return Err(cannot("lock", &layout.shown(LOCK))(cause));
            }
        }
        if let Some(lock) = sign(file, &layout)? {
            return Ok((layout, lock));
        }
    }
    Err(cannot("lock", output)(ErrorKind::NotFound.into()))
}

/// Takes the lock if no other process has it. `None` if `clean` removes it just now.
pub(super) fn try_acquire(layout: &Layout) -> Result<Option<LockAttempt>, PublishError> {
    let Some(mut file) = open(layout)? else {
        return Ok(None);
    };
    match file.try_lock() {
        Ok(()) => {}
        Err(TryLockError::WouldBlock) => return Ok(Some(LockAttempt::Held(holder(&mut file)))),
        Err(TryLockError::Error(cause)) => return Err(cannot("lock", &layout.shown(LOCK))(cause)),
    }
    Ok(sign(file, layout)?.map(LockAttempt::Taken))
}

/// Opens the file of the lock, and creates it and its folder if they are missing. `None` if `clean`
/// removed the folder in between, or the output too.
fn open(layout: &Layout) -> Result<Option<File>, PublishError> {
    match layout.output().create_folder(STATE_DIR) {
        Ok(()) => {}
        Err(cause) if cause.kind() == ErrorKind::AlreadyExists => {
            if let PathKind::File(_) | PathKind::Other(_) = path_kind(layout, STATE_DIR)? {
                return Err(PublishError::InTheWay {
                    output: layout.output().path().to_owned(),
                    files: vec![STATE_DIR.to_owned()],
                });
            }
        }
        Err(cause) if cause.kind() == ErrorKind::NotFound => return Ok(None),
        Err(cause) => return Err(cannot("create the folder", &layout.shown(STATE_DIR))(cause)),
    }
    match layout.output().shared_file(LOCK) {
        Ok(file) => Ok(Some(file)),
        Err(cause) if cause.kind() == ErrorKind::NotFound => Ok(None),
        Err(cause) => Err(cannot("open", &layout.shown(LOCK))(cause)),
    }
}

/// Writes this process's name into the lock. Returns nothing if `clean` removed the file meanwhile,
/// so that other processes see another one.
fn sign(mut file: File, layout: &Layout) -> Result<Option<Lock>, PublishError> {
    let held = layout.attempt("look at", LOCK, |_| disk::status_of(&file))?;
    let seen = layout.attempt("look at", LOCK, |output| output.status(LOCK))?;
    if !seen.is_some_and(|seen| seen.is_same_thing(&held)) {
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

/// Removes the lock, and Milepost's own folder, where nothing was published. The lock is still
/// held: a process that waits for it finds it gone, and makes a new one.
pub(super) fn remove_unused(layout: &Layout) {
    if let Ok(PathKind::Missing) = path_kind(layout, MANIFEST) {
        let _ = layout.output().remove_file(LOCK);
        // It stays if it holds backups.
        let _ = layout.output().remove_folder(STATE_DIR);
    }
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
