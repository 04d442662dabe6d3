//! The error overlay: the errors that are shown over a page, and their HTML.
//!
//! Only an error that keeps a page from being made, or from being read as its author meant it,
//! is shown over the page: a template or a component that fails, front matter or a configuration
//! that cannot be read. A broken link, an unknown key or a missing image is not.

use crate::build::{Build, Scope};
use crate::diagnostic::{Diagnostic, Place, Severity};
use crate::output::Rendered;
use crate::path::SourcePath;
use crate::plan::Job;
use crate::report::{self, Limit};
use crate::source::Kind;

/// The number of errors that an overlay shows. More would not be read.
const SHOWN: Limit = Limit::First(5);

/// The id of the overlay's element. The client scripts and their styles name it.
const ID: &str = "milepost-cover";

/// Returns the errors of a build that an overlay may show, as known before rendering.
pub(super) fn candidates(build: &Build) -> Vec<Diagnostic> {
    let is_candidate =
        |error: &Diagnostic| is_unreadable_yaml(error) || is_in_template(build, error);
    build
        .diagnostics(Scope::Planned)
        .into_iter()
        .filter(|diagnostic| is_error(diagnostic) && is_candidate(diagnostic))
        .collect()
}

/// Returns the errors to show over a page; none for most pages.
pub(super) fn errors(
    build: &Build,
    candidates: &[Diagnostic],
    job: &Job,
    rendered: &Rendered,
) -> Vec<Diagnostic> {
    let mut errors: Vec<Diagnostic> = candidates
        .iter()
        .filter(|error| concerns(error, job))
        .cloned()
        .collect();
    if !is_complete(build, rendered) {
        errors.extend(causes(build, candidates, rendered));
    }
    errors
}

/// Returns errors as an element of the page. `behind` is a sentence on the page below the overlay.
pub(super) fn html(build: &Build, errors: &[Diagnostic], behind: &str) -> String {
    let report = report::html(&report::locate(errors, build), SHOWN);
    format!(
        "<section id=\"{ID}\" class=\"milepost-cover\" role=\"dialog\" aria-modal=\"true\" \
         aria-labelledby=\"{ID}-title\" tabindex=\"-1\">\n\
         <h1 id=\"{ID}-title\">This page has an error</h1>\n\
         <p>{behind} This report goes away by itself once the error is mended.</p>\n\
         {report}</section>\n"
    )
}

/// True if a page was made as its templates and components intend. A component that fails leaves a
/// gap in the page.
pub(super) fn is_complete(build: &Build, rendered: &Rendered) -> bool {
    let is_failure = |error: &Diagnostic| is_error(error) && is_in_template(build, error);
    rendered.output.is_some() && !rendered.diagnostics.iter().any(is_failure)
}

/// Returns the causes for a page that is not complete: the errors of its rendering, and the errors
/// in the files that failed. An error in a template is reported when the template is loaded, and
/// not again for each of its pages.
fn causes(build: &Build, candidates: &[Diagnostic], rendered: &Rendered) -> Vec<Diagnostic> {
    let own: Vec<&Diagnostic> = rendered
        .diagnostics
        .iter()
        .filter(|diagnostic| is_error(diagnostic))
        .collect();
    let failed_files: Vec<_> = own.iter().filter_map(|error| file(error)).collect();
    let has_failed = |error: &Diagnostic| {
        failed_files.is_empty() || file(error).is_some_and(|file| failed_files.contains(&file))
    };
    let in_templates: Vec<&Diagnostic> = candidates
        .iter()
        .filter(|error| is_in_template(build, error) && has_failed(error))
        .collect();
    // The message that a component's file is faulty adds nothing to the error in that file.
    let is_explained =
        |error: &Diagnostic| in_templates.iter().any(|other| file(other) == file(error));
    let own = own
        .into_iter()
        .filter(|error| error.code != "faulty-component" || !is_explained(error));
    let all: Vec<Diagnostic> = in_templates.iter().copied().chain(own).cloned().collect();
    if all.is_empty() {
        let text = "this page cannot be made, and Milepost does not know why";
        return vec![Diagnostic::error("internal", text)];
    }
    all
}

fn file(error: &Diagnostic) -> Option<&SourcePath> {
    error.place.as_ref().and_then(Place::file)
}

fn is_error(diagnostic: &Diagnostic) -> bool {
    diagnostic.severity == Severity::Error
}

fn is_unreadable_yaml(error: &Diagnostic) -> bool {
    matches!(error.code, "configuration" | "front-matter")
}

fn is_in_template(build: &Build, error: &Diagnostic) -> bool {
    let kind = file(error)
        .and_then(|file| build.snapshot().get(file.as_str()))
        .map(|file| file.kind);
    kind == Some(Kind::Template)
}

/// True if the unreadable file belongs to this page or to all pages.
fn concerns(error: &Diagnostic, job: &Job) -> bool {
    match error.code {
        "configuration" => true,
        "front-matter" => file(error) == job.origin.as_ref(),
        _ => false,
    }
}
