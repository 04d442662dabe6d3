//! The user's other programs, which Milepost starts and then leaves alone.

use crate::threads;
use std::ffi::OsStr;
use std::io;
use std::process::{Command, Stdio};

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

/// The flag of Windows for a process that Ctrl-C does not reach (`CREATE_NEW_PROCESS_GROUP`).
#[cfg(windows)]
const NEW_GROUP: u32 = 0x200;
