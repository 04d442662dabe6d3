//! The line on a terminal that tells how far a long build is. It is gone when the build ends.

use super::terminal;
use crate::build::Build;
use crate::cli::Global;
use std::time::{Duration, Instant};

/// The time after which people wonder whether anything happens.
const PATIENCE: Duration = Duration::from_secs(1);

/// The progress of a build on a terminal.
pub(super) struct Progress<'b> {
    build: &'b Build,
    began: Instant,
    is_wanted: bool,
    is_shown: bool,
}

impl<'b> Progress<'b> {
    pub(super) fn new(global: &Global, build: &'b Build) -> Self {
        Progress {
            build,
            began: Instant::now(),
            is_wanted: terminal::is_shown() && !global.quiet,
            is_shown: false,
        }
    }

    /// Shows how many files are made by now.
    pub(super) fn show(&mut self) {
        if !self.is_wanted || self.began.elapsed() < PATIENCE {
            return;
        }
        self.is_shown = true;
        let made = self.build.work().outputs_rendered;
        let all = self.build.jobs().values().len();
        let pictures = match self.build.image_work().made {
            0 => String::new(),
            1 => ", among them 1 new picture".to_owned(),
            number => format!(", among them {number} new pictures"),
        };
        terminal::styled(&format!("\r\x1b[K{made} of {all} files{pictures}"));
    }

    /// Takes the line away.
    pub(super) fn end(&mut self) {
        if std::mem::take(&mut self.is_shown) {
            terminal::styled("\r\x1b[K");
        }
    }
}
