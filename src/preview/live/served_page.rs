//! What somebody sees at an address: a page, fresh or as it last was, what covers it, and how to
//! tell whether it has changed.

use super::inject;
use super::overlay;
use super::resolve::{self, Found};
use super::state::State;
use crate::digest::Digest;
use crate::plan::{Job, Work};
use crate::preview::http::content_type::is_html;
use crate::render::{Output, Rendered};
use std::collections::BTreeMap;
use std::sync::Arc;

/// What is under the report where a page never was.
const BARE: &str = "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>This page cannot be made</title>\n</head>\n<body>\n</body>\n</html>\n";

/// What stands at an address where the site has nothing and no page for that.
const NOT_FOUND: &str = "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>Page not found</title>\n</head>\n<body>\n<h1>Page not found</h1>\n<p>Nothing of the site is published at this address. <a href=\"/\">To the home page</a></p>\n</body>\n</html>\n";

/// What somebody sees.
pub(crate) struct Sight {
    /// What it is.
    pub seen: Seen,
    /// The page as the build made it.
    pub html: Arc<[u8]>,
    /// The site's own files that it takes in, by their URLs, with the keys of their jobs. Their
    /// names stay the same when they change.
    pub files: BTreeMap<String, Digest>,
    /// The report over it, as a region of the page.
    pub cover: Option<String>,
}

/// What is seen, with a digest that changes when what is seen does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Seen {
    /// A page.
    Page(Digest),
    /// The page for what is not found.
    Missing(Digest),
    /// Nothing: the page could never be made.
    Failed,
}

/// Whether a job makes a page that the preview keeps up to date.
pub(crate) fn is_page(job: &Job<Rendered>) -> bool {
    matches!(job.work, Work::Page(_)) && is_html(&job.route.output)
}

/// What is seen at a decoded path. Renders the page if nobody asked for it before.
pub(crate) fn at(state: &State, decoded: &str) -> Sight {
    match resolve::find(&state.build, decoded) {
        Found::Job(job) if is_page(job) => page(state, job),
        // Whoever waits at such an address for a page sees what came instead by loading it again.
        Found::Job(job) => other(job.key),
        Found::Elsewhere(url) => other(Digest::of(&url)),
        Found::Nothing => missing(state),
    }
}

/// What is seen where there is something else than a page of ours.
fn other(digest: Digest) -> Sight {
    Sight {
        seen: Seen::Page(digest),
        html: Arc::default(),
        files: BTreeMap::new(),
        cover: None,
    }
}

/// What is seen of a page.
pub(crate) fn page(state: &State, job: &Job<Rendered>) -> Sight {
    let Some(rendered) = state.build.output_in_time(&job.route.output) else {
        return missing(state);
    };
    let whole = overlay::is_made(state, rendered);
    let fresh = of_rendered(state, rendered)
        .map(|sight| (sight, "You see the page as far as it can be made."));
    let last_good = || {
        let sight = of_rendered(state, state.last_good(&job.route.output)?)?;
        Some((sight, "Behind it you see the page as it was before."))
    };
    let nothing = || {
        (
            Sight {
                html: BARE.as_bytes().into(),
                seen: Seen::Failed,
                ..other(job.key)
            },
            "There is no earlier version to show.",
        )
    };
    // A page with a hole in it is better than none, and worse than the one before.
    let seen = if whole { fresh } else { last_good().or(fresh) };
    let (sight, behind) = seen.or_else(last_good).unwrap_or_else(nothing);
    let report = overlay::cover(state, job, rendered);
    Sight {
        cover: report.map(|report| inject::region(&report, behind)),
        ..sight
    }
}

fn of_rendered(state: &State, rendered: &Rendered) -> Option<Sight> {
    let (digest, html) = made(rendered)?;
    Some(Sight {
        seen: Seen::Page(digest),
        html,
        files: files(state, rendered),
        cover: None,
    })
}

/// What is seen where there is nothing.
pub(crate) fn missing(state: &State) -> Sight {
    let job = state
        .build
        .jobs()
        .get("404.html")
        .filter(|job| is_page(job));
    let made =
        job.and_then(|job| of_rendered(state, state.build.output_in_time(&job.route.output)?));
    let made = made.unwrap_or_else(|| Sight {
        html: NOT_FOUND.as_bytes().into(),
        ..other(Digest::of_bytes(NOT_FOUND.as_bytes()))
    });
    match made.seen {
        Seen::Page(digest) => Sight {
            seen: Seen::Missing(digest),
            ..made
        },
        _ => made,
    }
}

fn made(rendered: &Rendered) -> Option<(Digest, Arc<[u8]>)> {
    match rendered.output.as_ref()? {
        Output::Bytes { digest, bytes } => Some((*digest, Arc::clone(bytes))),
        Output::Source { .. } => None,
    }
}

/// The files of the site that a page refers to and may show: pictures, films, what lies beside it.
fn files(state: &State, rendered: &Rendered) -> BTreeMap<String, Digest> {
    let file = |reference: &String| {
        let path = reference.split(['?', '#']).next().unwrap_or_default();
        let Ok(decoded) = resolve::decode(path) else {
            return None;
        };
        match resolve::find(&state.build, &decoded) {
            Found::Job(job) if matches!(job.work, Work::Copy { .. }) => {
                Some((job.route.url.clone(), job.key))
            }
            _ => None,
        }
    };
    rendered.facts.references.iter().filter_map(file).collect()
}
