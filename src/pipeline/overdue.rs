//! Renderings that do not end. A thread cannot be stopped, so whoever waits for one stops waiting,
//! and says so.

use super::build::{Build, place};
use crate::diagnostic::Diagnostic;
use crate::path::OutputPath;
use crate::plan::{Job, Work};
use crate::render::Rendered;
use crate::template::{self, LONGEST_RENDER};
use std::sync::Arc;
use std::sync::mpsc::channel;

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

    /// One output, rendered if nobody asked for it before; an error in its place while its template
    /// does not end.
    pub fn output_in_time(self: &Arc<Self>, path: &OutputPath) -> Option<&Rendered> {
        let job = self.jobs().get(path)?;
        let (Work::Page(_), None) = (&job.work, job.cell.get()) else {
            return self.output(path);
        };
        if !job.progress.is_overdue(LONGEST_RENDER) {
            let (done, made) = channel();
            let (build, rendering) = (Arc::clone(self), Arc::clone(job));
            std::thread::spawn(move || {
                build.rendered(&rendering);
                // Nobody hears it only when it comes too late.
                let _ = done.send(());
            });
            let _ = made.recv_timeout(LONGEST_RENDER);
        }
        job.cell.get().or_else(|| {
            Some(
                job.late
                    .get_or_init(|| Rendered::failed(diagnostic(job).into_iter().collect())),
            )
        })
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
