//! Commands that render a whole site end even where a template does not.

use super::terminal;
use crate::build::Build;
use crate::cli::Global;
use crate::report;
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::time::Duration;

/// How often it is looked at what takes long.
const GLANCE: Duration = Duration::from_millis(250);

/// Calls what renders a build. If a page takes longer than any may, the program says so and ends:
/// its threads cannot be stopped, and whatever it was writing is finished or discarded by the next
/// command.
pub(super) fn watched<T>(global: &Global, build: &Build, work: impl FnOnce() -> T) -> T {
    let (ended, end) = channel::<()>();
    std::thread::scope(|scope| {
        scope.spawn(move || {
            while end.recv_timeout(GLANCE) == Err(RecvTimeoutError::Timeout) {
                if let Some(overdue) = build.overdue() {
                    terminal::diagnostics(global, &report::locate(&[overdue], build));
                    terminal::error("Milepost gave up, and published nothing.\n");
                    std::process::exit(1);
                }
            }
        });
        let made = work();
        drop(ended);
        made
    })
}
