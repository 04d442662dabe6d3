//! Which errors cover a page, and what they cover it with.
//!
//! Only what keeps a page from being made, or from being read as its writer meant it, covers it: a
//! template or a component that fails, front matter or a configuration that cannot be read. A
//! broken link, an unknown key, a missing image never do.

use super::state::State;
use crate::diagnostic::{Diagnostic, Place, Severity};
use crate::path::SourcePath;
use crate::pipeline::Build;
use crate::plan::Job;
use crate::render::Rendered;
use crate::report::{self, Limit, Located};
use crate::source::Kind;

/// Errors that are shown over a page; more would not be read.
const SHOWN: Limit = Limit::First(5);

/// The errors of a build that may cover pages, known before anything is rendered.
pub(crate) fn covering(build: &Build) -> Vec<Diagnostic> {
    let covers = |error: &Diagnostic| is_unreadable(error) || is_in_template(build, error);
    build
        .early_diagnostics()
        .into_iter()
        .filter(|diagnostic| is_error(diagnostic) && covers(diagnostic))
        .collect()
}

/// The report that covers a page, if anything does.
pub(crate) fn cover(state: &State, job: &Job<Rendered>, rendered: &Rendered) -> Option<String> {
    let errors = errors(state, job, rendered);
    (!errors.is_empty()).then(|| report::html(&report::locate(&errors, &*state.build), SHOWN))
}

/// The errors that cover a page, at their places.
pub(crate) fn located(state: &State, job: &Job<Rendered>) -> Vec<Located> {
    let rendered = state.build.output_in_time(&job.route.output);
    rendered
        .map(|rendered| report::locate(&errors(state, job, rendered), &*state.build))
        .unwrap_or_default()
}

/// Whether a page came out as its templates and components meant it. What fails in a component
/// leaves a hole in the page.
pub(crate) fn is_made(state: &State, rendered: &Rendered) -> bool {
    rendered.output.is_some()
        && !rendered
            .diagnostics
            .iter()
            .any(|error| is_error(error) && is_in_template(&state.build, error))
}

fn errors(state: &State, job: &Job<Rendered>, rendered: &Rendered) -> Vec<Diagnostic> {
    let mut errors: Vec<Diagnostic> = state
        .covering
        .iter()
        .filter(|error| is_about(error, job))
        .cloned()
        .collect();
    if !is_made(state, rendered) {
        errors.extend(why_not_made(state, rendered));
    }
    errors
}

/// Why there is no page: what failed when it was made, and what is wrong in the files that failed.
/// A template that cannot be read was told when it was loaded, not at each of its pages.
fn why_not_made(state: &State, rendered: &Rendered) -> Vec<Diagnostic> {
    let own: Vec<&Diagnostic> = rendered
        .diagnostics
        .iter()
        .filter(|diagnostic| is_error(diagnostic))
        .collect();
    let files: Vec<_> = own.iter().filter_map(|error| file(error)).collect();
    let in_templates = state
        .covering
        .iter()
        .filter(|error| is_in_template(&state.build, error));
    let told = in_templates
        .filter(|error| files.is_empty() || file(error).is_some_and(|file| files.contains(&file)));
    let told: Vec<&Diagnostic> = told.collect();
    // That a component's file has an error goes without saying where the error is shown.
    let own = own.into_iter().filter(|error| {
        error.code != "faulty-component" || !told.iter().any(|told| file(told) == file(error))
    });
    let all: Vec<Diagnostic> = told.iter().copied().chain(own).cloned().collect();
    match all.is_empty() {
        true => vec![Diagnostic::error(
            "internal",
            "this page cannot be made, and Milepost does not know why",
        )],
        false => all,
    }
}

fn file(error: &Diagnostic) -> Option<&SourcePath> {
    error.place.as_ref().and_then(Place::file)
}

fn is_error(diagnostic: &Diagnostic) -> bool {
    diagnostic.severity == Severity::Error
}

/// Whether a file as a whole could not be read as YAML.
fn is_unreadable(error: &Diagnostic) -> bool {
    matches!(error.code, "configuration" | "front-matter")
}

fn is_in_template(build: &Build, error: &Diagnostic) -> bool {
    let kind = file(error)
        .and_then(|file| build.snapshot().get(file.as_str()))
        .map(|file| file.kind);
    kind == Some(Kind::Template)
}

/// Whether an unreadable file is this page's own, or every page's.
fn is_about(error: &Diagnostic, job: &Job<Rendered>) -> bool {
    match error.code {
        "configuration" => true,
        "front-matter" => file(error) == job.origin.as_ref(),
        _ => false,
    }
}
