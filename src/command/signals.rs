//! Limits of the system that would end the program without a word.

/// Makes a file that grows beyond the limit of the system (`ulimit -f`) an error of the write. The
/// signal that comes with it would end the program before it can name the file.
#[cfg(unix)]
pub(super) fn take_signals() {
    use tokio::runtime::Builder;
    use tokio::signal::unix::{SignalKind, signal};
    /// SIGXFSZ on Linux, macOS and the BSDs.
    const FILE_SIZE: i32 = 25;
    // If the system gives not even the descriptors for this, its next refusal is told.
    let Ok(runtime) = Builder::new_current_thread().enable_io().build() else {
        return;
    };
    let _inside = runtime.enter();
    let _ = signal(SignalKind::from_raw(FILE_SIZE));
}

#[cfg(not(unix))]
pub(super) fn take_signals() {}
