//! The times of a build, for `build --timings`: its parts, and what took longest to render.

use crate::build::{self, Build, StageTimes};
use crate::output::Phase;
use crate::plan::Job;
use serde::Serialize;
use std::collections::BTreeMap;
use std::fmt::Write;
use std::time::{Duration, Instant};

/// The number of outputs and of templates that are named.
const MOST_NAMED: usize = 10;

/// The parts of a build that have ended so far.
pub(super) struct Timings {
    began: Instant,
    last: Instant,
    parts: Vec<Part>,
}

/// The times of a build. All are milliseconds.
#[derive(Serialize)]
pub(super) struct Report {
    /// The parts in their order, as they passed on a clock.
    parts: Vec<Part>,
    /// The whole build.
    all: f64,
    /// The pages that took longest, each with its template.
    slowest_pages: Vec<Slow>,
    /// The templates by the time of all their pages.
    templates: Vec<Slow>,
    /// The images and other files that took longest.
    slowest_files: Vec<Slow>,
}

/// A part of a build.
#[derive(Serialize)]
struct Part {
    name: &'static str,
    milliseconds: f64,
}

/// A thing that was rendered.
#[derive(Serialize)]
struct Slow {
    name: String,
    /// Its template, or the number of its pages.
    about: String,
    milliseconds: f64,
}

impl Timings {
    pub(super) fn new(began: Instant) -> Self {
        Timings {
            began,
            last: began,
            parts: Vec::new(),
        }
    }

    /// Ends a part: all that has happened since the last one ended.
    pub(super) fn end(&mut self, name: &'static str) {
        let now = Instant::now();
        self.add(name, now - self.last);
        self.last = now;
    }

    /// Ends the parts that the stages of a build are.
    pub(super) fn stages(&mut self, times: StageTimes) {
        self.add("reading documents, templates and styles", times.sources);
        self.add("the model: pages, lists, links", times.model);
        self.add("the plan: what each file is made of", times.plan);
        self.last = Instant::now();
    }

    fn add(&mut self, name: &'static str, time: Duration) {
        self.parts.push(Part {
            name,
            milliseconds: milliseconds(time),
        });
    }

    /// Returns the report of a build that has ended.
    pub(super) fn report(self, build: &Build, outcomes: &[build::Outcome]) -> Report {
        let all = milliseconds(self.began.elapsed());
        let made = outcomes.iter().filter(|outcome| !outcome.time.is_zero());
        let made: Vec<(&Job, Duration)> = made
            .filter_map(|outcome| Some((&**build.jobs().get(&outcome.output)?, outcome.time)))
            .collect();
        let is_page = |job: &Job| job.phase == Phase::Page;
        let pages = made.iter().filter(|(job, _)| is_page(job));
        let others = made.iter().filter(|(job, _)| !is_page(job));
        Report {
            parts: self.parts,
            all,
            slowest_pages: slowest(pages.map(slow)),
            templates: slowest(templates(&made)),
            slowest_files: slowest(others.map(slow)),
        }
    }
}

fn slow((job, time): &(&Job, Duration)) -> Slow {
    Slow {
        name: job.route.url.clone(),
        about: job.output.template().unwrap_or_default().to_owned(),
        milliseconds: milliseconds(*time),
    }
}

/// Returns the templates with the time of all their outputs.
fn templates(made: &[(&Job, Duration)]) -> impl Iterator<Item = Slow> + use<> {
    let mut templates: BTreeMap<&str, (usize, Duration)> = BTreeMap::new();
    for (job, time) in made {
        if let Some(template) = job.output.template() {
            let (number, sum) = templates.entry(template).or_default();
            *number += 1;
            *sum += *time;
        }
    }
    let slow = |(name, (number, time)): (&str, (usize, Duration))| Slow {
        name: name.to_owned(),
        about: match number {
            1 => "in 1 file".to_owned(),
            _ => format!("in {number} files"),
        },
        milliseconds: milliseconds(time),
    };
    let templates: Vec<Slow> = templates.into_iter().map(slow).collect();
    templates.into_iter()
}

/// Returns those that took longest, the longest first; equal ones in the order of their names.
fn slowest(all: impl Iterator<Item = Slow>) -> Vec<Slow> {
    let mut all: Vec<Slow> = all.collect();
    all.sort_by(|one, other| {
        let by_time = other.milliseconds.total_cmp(&one.milliseconds);
        by_time.then_with(|| one.name.cmp(&other.name))
    });
    all.truncate(MOST_NAMED);
    all
}

fn milliseconds(time: Duration) -> f64 {
    (time.as_secs_f64() * 1e5).round() / 100.0
}

impl Report {
    /// Returns the report for people.
    pub(super) fn text(&self) -> String {
        let mut text = "Milliseconds, as they passed:\n".to_owned();
        let parts = self.parts.iter().map(|part| (part.name, part.milliseconds));
        for (name, milliseconds) in parts.chain([("in all", self.all)]) {
            line(&mut text, milliseconds, name, "");
        }
        let lists = [
            ("The slowest pages", &self.slowest_pages),
            ("Templates, with all their files", &self.templates),
            ("The slowest images and other files", &self.slowest_files),
        ];
        for (title, list) in lists {
            if list.is_empty() {
                continue;
            }
            let _ = writeln!(text, "{title}, on one core each:");
            for slow in list {
                line(&mut text, slow.milliseconds, &slow.name, &slow.about);
            }
        }
        text
    }
}

fn line(text: &mut String, milliseconds: f64, name: &str, about: &str) {
    let about = match about {
        "" => String::new(),
        about => format!("  ({about})"),
    };
    let _ = writeln!(text, "{milliseconds:>10.1}  {name}{about}");
}
