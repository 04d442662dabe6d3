//! The page that the preview serves at a path: its content, the error overlay over it, and the
//! digests that change when the page does.

use super::overlay;
use super::resolve::{RequestPath, Resolved};
use super::state::State;
use crate::digest::Digest;
use crate::output::{OutputBytes, Rendered, Role};
use crate::plan::Job;
use crate::report::{self, Located};
use std::collections::BTreeMap;
use std::sync::Arc;

/// The page below the overlay if the page was never complete.
const EMPTY_PAGE: &str = "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
    <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
    <title>This page cannot be made</title>\n</head>\n<body>\n</body>\n</html>\n";

/// The page for URLs that do not exist, if the site has no page for them.
const NOT_FOUND: &str = "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
    <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
    <title>Page not found</title>\n</head>\n<body>\n<h1>Page not found</h1>\n\
    <p>Nothing of the site is published at this address. <a href=\"/\">To the home page</a></p>\n\
    </body>\n</html>\n";

/// A path as one state serves it.
pub(crate) struct ServedPage<'a> {
    pub state: &'a State,
    pub path: &'a RequestPath,
    /// The job of the output at the path, page or not.
    pub job: Option<&'a Arc<Job>>,
    pub content: PageContent,
}

/// The content of a page.
pub(crate) struct PageContent {
    pub version: ContentVersion,
    /// The page as the build made it.
    pub html: Arc<[u8]>,
    /// The files of the site that the page includes: the keys of their jobs by their URLs. A file
    /// keeps its URL when it changes.
    pub files: BTreeMap<String, Digest>,
    /// The error overlay, as HTML.
    pub overlay: Option<String>,
}

/// The kind of a content, with a digest that changes when the content does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ContentVersion {
    Page(Digest),
    NotFound(Digest),
    /// The page cannot be made, and has no earlier version.
    Failed,
}

/// True if a job makes a page that the preview keeps up to date.
pub(crate) fn is_page(job: &Job) -> bool {
    job.page().is_some() && matches!(job.route.output.extension(), "html" | "htm")
}

impl<'a> ServedPage<'a> {
    /// Resolves a path in a state. Renders the page on first use.
    pub(super) fn at(state: &'a State, path: &'a RequestPath) -> Self {
        Self::of(state, path, &path.resolve(&state.build))
    }

    /// Returns the page of a path that was resolved in the same state.
    pub(crate) fn of(state: &'a State, path: &'a RequestPath, resolved: &Resolved<'a>) -> Self {
        let content = match resolved {
            Resolved::Output(job) if is_page(job) => page(state, job),
            // A browser that still shows a page at this URL has to load what replaced it.
            Resolved::Output(job) => other(job.key),
            Resolved::Redirect(url) => other(Digest::of(url)),
            Resolved::NotFound => not_found(state),
        };
        ServedPage {
            state,
            path,
            job: resolved.job(),
            content,
        }
    }

    /// Returns the job if it makes a page.
    pub(super) fn page_job(&self) -> Option<&'a Arc<Job>> {
        self.job.filter(|job| is_page(job))
    }
}

/// Returns the errors that the overlay of a page shows, at their locations.
pub(crate) fn overlay_diagnostics(state: &State, job: &Job) -> Vec<Located> {
    state
        .output(&job.route.output)
        .map(|rendered| report::locate(&overlay_errors(state, job, &rendered), &*state.build))
        .unwrap_or_default()
}

fn overlay_errors(
    state: &State,
    job: &Job,
    rendered: &Rendered,
) -> Vec<crate::diagnostic::Diagnostic> {
    overlay::errors(&state.build, &state.overlay_candidates, job, rendered)
}

/// Returns the content where the path leads to anything but a page.
fn other(digest: Digest) -> PageContent {
    PageContent {
        version: ContentVersion::Page(digest),
        html: Arc::default(),
        files: BTreeMap::new(),
        overlay: None,
    }
}

/// Returns the content of a page: fresh if it is complete, else the last complete version, else
/// the incomplete one.
fn page(state: &State, job: &Job) -> PageContent {
    let Some(rendered) = state.output(&job.route.output) else {
        return not_found(state);
    };
    let fresh = content_of(state, &rendered)
        .map(|content| (content, "You see the page as far as it can be made."));
    let earlier = || {
        let content = content_of(state, state.earlier_page(&job.route.output)?)?;
        Some((content, "Behind it you see the page as it was before."))
    };
    let content = match overlay::is_complete(&state.build, &rendered) {
        true => fresh.or_else(earlier),
        false => earlier().or(fresh),
    };
    let (content, behind) = content.unwrap_or_else(|| {
        let empty = PageContent {
            html: EMPTY_PAGE.as_bytes().into(),
            version: ContentVersion::Failed,
            ..other(job.key)
        };
        (empty, "There is no earlier version to show.")
    });
    let errors = overlay_errors(state, job, &rendered);
    let overlay = (!errors.is_empty()).then(|| overlay::html(&state.build, &errors, behind));
    PageContent { overlay, ..content }
}

fn content_of(state: &State, rendered: &Rendered) -> Option<PageContent> {
    let OutputBytes::Made { digest, bytes } = rendered.output.as_ref()? else {
        return None;
    };
    Some(PageContent {
        version: ContentVersion::Page(*digest),
        html: Arc::clone(bytes),
        files: included_files(state, rendered),
        overlay: None,
    })
}

/// Returns the content for a path that does not exist: the site's own page for that, if any.
fn not_found(state: &State) -> PageContent {
    let job = state
        .build
        .jobs()
        .get("404.html")
        .filter(|job| is_page(job));
    let content = job
        .and_then(|job| content_of(state, &*state.output(&job.route.output)?))
        .unwrap_or_else(|| PageContent {
            html: NOT_FOUND.as_bytes().into(),
            ..other(Digest::of_bytes(NOT_FOUND.as_bytes()))
        });
    let version = match content.version {
        ContentVersion::Page(digest) => ContentVersion::NotFound(digest),
        version => version,
    };
    PageContent { version, ..content }
}

/// Returns the files of the site that a page refers to and may show: images, videos, and other
/// files beside its document.
fn included_files(state: &State, rendered: &Rendered) -> BTreeMap<String, Digest> {
    let file = |reference: &str| {
        let path = reference.split(['?', '#']).next().unwrap_or_default();
        match RequestPath::decode(path).ok()?.resolve(&state.build) {
            Resolved::Output(job) if job.output.role() == Role::File => {
                Some((job.route.url.clone(), job.key))
            }
            _ => None,
        }
    };
    rendered.facts.references.iter().filter_map(file).collect()
}
