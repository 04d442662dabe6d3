//! One writer a folder. The lock is the system's, so it ends with the process that holds it,
//! however that ends.

use super::disk::{Thing, look};
use super::layout::{HOUSE, Layout};
use crate::publish::error::{PublishError, cannot};
use std::fmt;
use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{ErrorKind, Read, Seek, Write};
use std::path::Path;

/// Who is publishing into a folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Holder {
    /// The number of the process, as the system's tools show it, if it is known.
    pub process: Option<u32>,
    /// What it is doing: `milepost build`.
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
pub(in crate::publish) struct Lock(File);

impl Drop for Lock {
    fn drop(&mut self) {
        // Whoever comes next must not read our name. Nothing depends on it.
        let _ = self.0.set_len(0);
    }
}

/// What an attempt at the lock gave.
pub(in crate::publish) enum Attempt {
    /// It is ours.
    Taken(Lock),
    /// Somebody else has it.
    Held(Holder),
}

/// Takes the lock, waiting as long as somebody has it; `waiting` hears who that is.
pub(in crate::publish) fn acquire(
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

/// Takes the lock if nobody has it.
pub(in crate::publish) fn attempt(layout: &Layout) -> Result<Attempt, PublishError> {
    loop {
        let mut file = open(layout)?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Ok(Attempt::Held(holder(&mut file))),
            Err(TryLockError::Error(cause)) => return Err(cannot("lock", &layout.lock())(cause)),
        }
        if let Some(lock) = sign(file, layout)? {
            return Ok(Attempt::Taken(lock));
        }
    }
}

fn open(layout: &Layout) -> Result<File, PublishError> {
    let (house, path) = (layout.house(), layout.lock());
    loop {
        match fs::create_dir(&house) {
            Ok(()) => {}
            Err(cause) if cause.kind() == ErrorKind::AlreadyExists => {
                if matches!(
                    look(&house).map_err(cannot("look at", &house))?,
                    Thing::File(_) | Thing::Other(_)
                ) {
                    return Err(PublishError::InTheWay {
                        output: layout.output().to_owned(),
                        files: vec![HOUSE.to_owned()],
                    });
                }
            }
            // `clean` removed the output as well.
            Err(cause) if cause.kind() == ErrorKind::NotFound => {
                match fs::create_dir(layout.output()) {
                    Err(cause) if cause.kind() != ErrorKind::AlreadyExists => {
                        return Err(cannot("create the folder", layout.output())(cause));
                    }
                    _ => continue,
                }
            }
            Err(cause) => return Err(cannot("create the folder", &house)(cause)),
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
    // A link here would have us write our name into the file that it leads to.
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::custom_flags(
        &mut options,
        rustix::fs::OFlags::NOFOLLOW.bits().cast_signed(),
    );
    options
}

/// Writes our name into the lock, unless the file is no longer the one that others see: `clean`
/// removes it.
fn sign(mut file: File, layout: &Layout) -> Result<Option<Lock>, PublishError> {
    let path = layout.lock();
    if !is_at(&file, &path).map_err(cannot("look at", &path))? {
        return Ok(None);
    }
    let signature = format!("{}\n{}\n", std::process::id(), command());
    // It is told to those who wait, no more: a full disk must not keep us from finishing what is
    // staged.
    let _ = file
        .set_len(0)
        .and_then(|()| file.rewind())
        .and_then(|()| file.write_all(signature.as_bytes()));
    Ok(Some(Lock(file)))
}

#[cfg(unix)]
fn is_at(file: &File, path: &Path) -> std::io::Result<bool> {
    use std::os::unix::fs::MetadataExt;
    let held = file.metadata()?;
    match fs::symlink_metadata(path) {
        Ok(seen) => Ok((seen.dev(), seen.ino()) == (held.dev(), held.ino())),
        Err(cause) if super::disk::is_absence(&cause) => Ok(false),
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

/// The program and its verb. The rest of the command line stays out: it may hold what is nobody's
/// business.
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
