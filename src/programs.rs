//! The user's other programs, which Milepost starts and then leaves alone.

use crate::threads;
use std::ffi::OsStr;
use std::io;
use std::process::{Command, Stdio};

/// Starts a program without a shell: nothing in an argument can act as a command.
///
/// It has nothing to do with the terminal: Ctrl-C ends Milepost, and never an editor that holds
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
    let mut child = command.spawn()?;
    // The system keeps an ended process in its list until its parent has waited for it.
    threads::spawn("milepost-program", move || child.wait()).map(drop)
}
