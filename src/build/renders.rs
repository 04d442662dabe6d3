//! The renders in progress, so that one that does not end can be named.
//!
//! A template looks at the clock itself, and ends after [`LONGEST_RENDER`]. One that spends longer
//! in a single expression, and what libraries make, cannot be interrupted: a caller that waits for
//! it gives up.

use crate::diagnostic::{Diagnostic, Place};
use crate::plan::Job;
use crate::template::{self, LONGEST_RENDER};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

/// The time within which a template that takes too long ends by itself.
const GRACE: Duration = Duration::from_secs(1);

/// The jobs that are rendered now, with the time at which each was begun.
#[derive(Default)]
pub(super) struct Renders(Mutex<Vec<(Instant, Arc<Job>)>>);

impl Renders {
    /// Runs a render, and lists it meanwhile.
    pub fn during<T>(&self, job: &Arc<Job>, render: impl FnOnce() -> T) -> T {
        self.change(|renders| renders.push((Instant::now(), Arc::clone(job))));
        let made = render();
        self.change(|renders| renders.retain(|(_, other)| !Arc::ptr_eq(other, job)));
        made
    }

    fn change<T>(&self, change: impl FnOnce(&mut Vec<(Instant, Arc<Job>)>) -> T) -> T {
        change(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Returns the error for a render that takes too long and does not end, if there is one.
    pub fn overdue(&self) -> Option<Diagnostic> {
        let overdue = |(begun, job): &(Instant, Arc<Job>)| {
            let is_overdue = begun.elapsed() > LONGEST_RENDER + GRACE;
            is_overdue.then(|| error(job)).flatten()
        };
        self.change(|renders| renders.iter().find_map(overdue))
    }
}

/// Returns the error for a render that takes too long. It names the template.
pub(super) fn error(job: &Job) -> Option<Diagnostic> {
    let template = job.output.template()?;
    Some(template::overdue(template).at(place(job)))
}

/// Returns the place to name for a job as a whole: its source, or else its output.
pub(super) fn place(job: &Job) -> Place {
    let output = || Place::Output(job.route.output.clone());
    job.origin.clone().map_or_else(output, Place::File)
}
