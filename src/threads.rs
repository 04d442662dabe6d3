//! The threads of Milepost, each with a stack on which everything fits that is bounded in depth.
//!
//! Libraries call themselves for each level of what they read and render. Every such input has a
//! bound of levels; the size of the stack belongs to these bounds. A system gives a stack page by
//! page, so that a large one costs nothing.

use std::error::Error;
use std::io;
use std::thread::{self, JoinHandle};

/// The size of every stack, in bytes.
///
/// Templates need most: at most 20 components within each other, each 32 templates and blocks
/// deep, with 10 kB for each level, and five times that in a build for tests.
pub const STACK: usize = 64 * 1024 * 1024;

/// Starts a thread.
///
/// # Errors
/// If the system gives no thread.
pub fn spawn<T: Send + 'static>(
    name: &str,
    run: impl FnOnce() -> T + Send + 'static,
) -> io::Result<JoinHandle<T>> {
    let builder = thread::Builder::new().name(name.to_owned());
    builder.stack_size(STACK).spawn(run).map_err(refused)
}

/// Starts the threads on which sites are built, one for each core.
///
/// # Errors
/// If the system gives no threads.
pub fn start_pool() -> io::Result<()> {
    let pool = rayon::ThreadPoolBuilder::new().stack_size(STACK);
    match pool.build_global() {
        Err(error) if error.source().is_some() => Err(refused(io::Error::other(error))),
        // Without a source it was started before, by another command of the same process.
        Ok(()) | Err(_) => Ok(()),
    }
}

/// Returns the error of a system that gives no thread, with the advice.
pub fn refused(error: io::Error) -> io::Error {
    let advice = "end other programs, or raise the number of processes (`ulimit -u`) \
                  or the memory (`ulimit -v`)";
    let message = format!("the system gives Milepost no threads ({error}); {advice}");
    io::Error::new(error.kind(), message)
}
