//! The watchdog: it tells how far a command is that renders a whole site, and ends it when a
//! template does not end.

use super::progress::Progress;
use super::terminal;
use crate::build::Build;
use crate::cli::Global;
use crate::report;
use crate::threads;
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::thread::{self, Builder};
use std::time::Duration;

/// The time between two checks of the pages that are being rendered. It delays the end by a
/// fraction of the ten seconds that a page may take.
const INTERVAL: Duration = Duration::from_millis(250);

/// Calls a function that renders a build. If a page takes longer than any page may, and does not
/// end by itself, the program reports it and ends: threads cannot be stopped, and the next command
/// finishes or discards the files that this one staged.
pub(super) fn with_watchdog<T>(global: &Global, build: &Build, render: impl FnOnce() -> T) -> T {
    let (ended, end) = channel::<()>();
    thread::scope(|scope| {
        let mut progress = Progress::new(global, build);
        let watch = move || {
            while end.recv_timeout(INTERVAL) == Err(RecvTimeoutError::Timeout) {
                progress.show();
                if let Some(overdue) = build.overdue() {
                    progress.end();
                    terminal::diagnostics(global, &report::locate(&[overdue], build));
                    terminal::error("Milepost gave up, and published nothing.\n");
                    std::process::exit(1);
                }
            }
            progress.end();
        };
        if let Err(error) = Builder::new().spawn_scoped(scope, watch) {
            terminal::error(&format!("error: {}\n", threads::refused(error)));
            std::process::exit(1);
        }
        let rendered = render();
        drop(ended);
        rendered
    })
}
