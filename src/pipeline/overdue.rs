//! Renderings that do not end. A thread cannot be stopped, so whoever waits for one stops waiting,
//! and says so.

use super::build::{Build, place};
use crate::diagnostic::Diagnostic;
use crate::path::OutputPath;
use crate::plan::{Job, Work};
use crate::render::Rendered;
use crate::template::{self, LONGEST_RENDER};
use std::sync::Arc;

impl Build {
    /// The page that is being made for longer than any may take, as an error that names its
    /// template.
    pub fn overdue(&self) -> Option<Diagnostic> {
        let late = |job: &&Arc<Job<Rendered>>| job.progress.is_overdue(LONGEST_RENDER);
        self.jobs()
            .values()
            .filter(late)
            .find_map(|job| diagnostic(job))
    }

    /// Returns the error for a page that is being rendered for too long.
    pub fn overdue_page(&self, path: &OutputPath) -> Option<Diagnostic> {
        diagnostic(self.jobs().get(path)?)
    }
}

fn diagnostic(job: &Job<Rendered>) -> Option<Diagnostic> {
    let template = match &job.work {
        Work::Page(inputs) => inputs.common.template.as_str(),
        Work::SocialCard(inputs) => inputs.common.template().path().file_name(),
        _ => return None,
    };
    Some(template::overdue(template).at(place(job)))
}
