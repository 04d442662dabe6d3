//! The signals of the system that would end the program without a word, and those that end it.
//!
//! Ctrl-C (SIGINT) and SIGTERM are left to the system, which ends the program at once, whatever its
//! threads are doing, and whoever started it sees that a signal ended it. Nothing has to be tidied
//! up before: each command leaves only what the next one finishes or removes.

use std::io;

/// Prepares the program for signals.
///
/// # Errors
/// If the system gives too few open files, or the first process of a container no socket or thread.
#[cfg(unix)]
pub(super) fn prepare() -> io::Result<()> {
    let is_first = std::process::id() == 1;
    let prepared = take_limits().and_then(|()| match is_first {
        true => end_first_process(),
        false => Ok(()),
    });
    match prepared {
        Err(error) if crate::disk::is_lack_of_files(&error) => {
            let advice = "raise their number (`ulimit -n`)";
            let message =
                format!("the system gives Milepost too few open files ({error}); {advice}");
            Err(io::Error::new(error.kind(), message))
        }
        // A sandbox may refuse sockets. Then the system ends a command whose file grows too large.
        Err(_) if !is_first => Ok(()),
        result => result,
    }
}

#[cfg(not(unix))]
pub(super) fn prepare() -> io::Result<()> {
    Ok(())
}

/// Makes a file that grows beyond the limit of the system (`ulimit -f`) an error of the write. The
/// signal that comes with it would end the program before it can name the file.
#[cfg(unix)]
fn take_limits() -> io::Result<()> {
    use tokio::signal::unix::{SignalKind, signal};
    /// SIGXFSZ on Linux, macOS and the BSDs.
    const FILE_SIZE: i32 = 25;
    let runtime = runtime()?;
    let _inside = runtime.enter();
    signal(SignalKind::from_raw(FILE_SIZE)).map(drop)
}

/// Ends the first process of a container on Ctrl-C and SIGTERM: the system spares it. It ends with
/// the code that shells give to a process which a signal ended.
#[cfg(unix)]
fn end_first_process() -> io::Result<()> {
    use tokio::signal::unix::{SignalKind, signal};
    let runtime = runtime()?;
    let wait_and_end = async {
        let (mut interrupt, mut terminate) = (
            signal(SignalKind::interrupt())?,
            signal(SignalKind::terminate())?,
        );
        let code = tokio::select! {
            _ = interrupt.recv() => 130,
            _ = terminate.recv() => 143,
        };
        std::process::exit(code);
    };
    let waits = move || -> io::Result<()> { runtime.block_on(wait_and_end) };
    crate::threads::spawn("milepost-signals", waits).map(drop)
}

#[cfg(unix)]
fn runtime() -> io::Result<tokio::runtime::Runtime> {
    find_room()?;
    tokio::runtime::Builder::new_current_thread()
        .enable_io()
        .build()
}

/// Checks that the system gives the six open files that the library for signals needs. It panics
/// if it does not get one of them.
#[cfg(unix)]
fn find_room() -> io::Result<()> {
    use std::os::unix::net::UnixStream;
    let open = || -> io::Result<_> {
        Ok([
            UnixStream::pair()?,
            UnixStream::pair()?,
            UnixStream::pair()?,
        ])
    };
    open().map(drop)
}
