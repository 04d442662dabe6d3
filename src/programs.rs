//! The user's other programs: those that Milepost starts and leaves alone, and those that it asks.

use crate::threads;
use std::ffi::OsStr;
use std::io::{self, Read};
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::mpsc;
use std::time::Duration;

/// Starts a program without a shell: nothing in an argument can act as a command.
///
/// It is in no group of the terminal: Ctrl-C ends Milepost, and never an editor that holds
/// what the user has not saved.
///
/// # Errors
/// If there is no such program, or the system starts none.
pub fn start<S: AsRef<OsStr>>(
    program: &str,
    arguments: impl IntoIterator<Item = S>,
) -> io::Result<()> {
    let mut command = Command::new(program);
    command
        .args(arguments)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    #[cfg(unix)]
    std::os::unix::process::CommandExt::process_group(&mut command, 0);
    #[cfg(windows)]
    std::os::windows::process::CommandExt::creation_flags(&mut command, NEW_GROUP);
    let mut child = command.spawn()?;
    // The system keeps an ended process in its list until its parent has waited for it, or has
    // ended. The program runs also if there is no thread that waits.
    let _ = threads::spawn("milepost-program", move || child.wait());
    Ok(())
}

/// The time after which a program that is asked is ended.
const LONGEST: Duration = Duration::from_secs(60);

/// The longest output of a program that is asked, in bytes.
const LARGEST: u64 = 256 * 1024 * 1024;

/// Runs a program in a folder without a shell, and returns what it writes; `None` if it fails, or
/// takes too long. `environment` are variables that it gets.
///
/// # Errors
/// If there is no such program, or the system starts none.
pub fn output<S: AsRef<OsStr>>(
    program: &str,
    arguments: impl IntoIterator<Item = S>,
    folder: &Path,
    environment: &[(&str, &str)],
) -> io::Result<Option<Vec<u8>>> {
    let mut command = Command::new(program);
    command
        .args(arguments)
        .envs(environment.iter().copied())
        .current_dir(folder)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null());
    let mut child = command.spawn()?;
    let (sender, receiver) = mpsc::channel();
    let pipe = child.stdout.take();
    threads::spawn("milepost-program", move || {
        let mut bytes = Vec::new();
        let pipe = pipe.map(|pipe| pipe.take(LARGEST).read_to_end(&mut bytes));
        // Nobody waits any longer for a program that took too long.
        let _ = sender.send(pipe.is_some_and(|read| read.is_ok()).then_some(bytes));
    })?;
    let written = receiver.recv_timeout(LONGEST).ok().flatten();
    if written.is_none() {
        // It may have ended by itself.
        let _ = child.kill();
    }
    let has_succeeded = child.wait().is_ok_and(|status| status.success());
    Ok(written.filter(|_| has_succeeded))
}

/// The flag of Windows for a process that Ctrl-C does not reach (`CREATE_NEW_PROCESS_GROUP`).
#[cfg(windows)]
const NEW_GROUP: u32 = 0x200;
