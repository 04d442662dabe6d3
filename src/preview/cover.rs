//! Which errors cover a page, and what they cover it with.
//!
//! Only what keeps a page from being made, or from being read as its writer meant it, covers it: a template or a component
//! that fails, front matter or a configuration that cannot be read. A broken link, an unknown key, a missing image never do.

use super::state::State;
use crate::diagnostic::{Diagnostic, Place, Severity};
use crate::pipeline::Build;
use crate::plan::Job;
use crate::render::Rendered;
use crate::report::{self, Limit, Located};
use crate::source::Kind;

/// Errors that are shown over a page; more would not be read.
const SHOWN: Limit = Limit::First(5);

/// The errors of a build that may cover pages, known before anything is rendered.
pub(super) fn covering(build: &Build) -> Vec<Diagnostic> {
    let covers = |error: &Diagnostic| is_unreadable(error) || is_in_template(build, error);
    build.early_diagnostics().into_iter().filter(|diagnostic| is_error(diagnostic) && covers(diagnostic)).collect()
}

/// The report that covers a page, if anything does.
pub(super) fn cover(state: &State, job: &Job<Rendered>, rendered: &Rendered) -> Option<String> {
    let errors = errors(state, job, rendered);
    (!errors.is_empty()).then(|| report::html(&report::locate(&errors, &state.build), SHOWN))
}

/// The errors that cover a page, at their places.
pub(super) fn located(state: &State, job: &Job<Rendered>) -> Vec<Located> {
    let rendered = state.build.output(&job.route.output);
    rendered.map(|rendered| report::locate(&errors(state, job, rendered), &state.build)).unwrap_or_default()
}

fn errors(state: &State, job: &Job<Rendered>, rendered: &Rendered) -> Vec<Diagnostic> {
    let mut errors: Vec<Diagnostic> = state.covering.iter().filter(|error| is_about(error, job)).cloned().collect();
    if rendered.output.is_none() {
        errors.extend(why_not_made(state, rendered));
    }
    errors
}

/// Why there is no page. A template that cannot be read was told when it was loaded, not at each of its pages.
fn why_not_made(state: &State, rendered: &Rendered) -> Vec<Diagnostic> {
    let own: Vec<Diagnostic> = rendered.diagnostics.iter().filter(|diagnostic| is_error(diagnostic)).cloned().collect();
    if !own.is_empty() {
        return own;
    }
    let templates: Vec<Diagnostic> = state.covering.iter().filter(|error| is_in_template(&state.build, error)).cloned().collect();
    if !templates.is_empty() {
        return templates;
    }
    vec![Diagnostic::error("internal", "this page cannot be made, and Milepost does not know why")]
}

fn is_error(diagnostic: &Diagnostic) -> bool {
    diagnostic.severity == Severity::Error
}

/// Whether a file as a whole could not be read as YAML.
fn is_unreadable(error: &Diagnostic) -> bool {
    matches!(error.code, "configuration" | "front-matter")
}

fn is_in_template(build: &Build, error: &Diagnostic) -> bool {
    let file = error.place.as_ref().and_then(Place::file);
    let kind = file.and_then(|file| build.snapshot().get(file.as_str())).map(|file| file.kind);
    kind == Some(Kind::Template)
}

/// Whether an unreadable file is this page's own, or every page's.
fn is_about(error: &Diagnostic, job: &Job<Rendered>) -> bool {
    match error.code {
        "configuration" => true,
        "front-matter" => error.place.as_ref().and_then(Place::file) == job.origin.as_ref(),
        _ => false,
    }
}
