//! The page at which to continue when an open page is gone.

use super::served_page::ServedPage;
use crate::path::SourcePath;
use crate::site::Page;
use serde::Serialize;

/// A page at which to continue.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(super) struct RedirectHint {
    url: String,
    title: String,
    /// True if it is the page that is gone, at another URL.
    moved: bool,
}

/// Returns the page to continue at: the page that is now made of the same document, else of a new
/// document with the same text, else the nearest section.
pub(super) fn redirect_hint(before: Option<&ServedPage<'_>>, now: &ServedPage<'_>) -> RedirectHint {
    let site = now.state.build.site();
    let moved = before.and_then(|before| {
        let source = before.job?.origin.as_ref()?;
        site.of_source(source)
            .or_else(|| site.of_source(&renamed(before, now, source)?))
    });
    let page = moved.unwrap_or_else(|| nearest_section(now));
    RedirectHint {
        url: page.route.url.clone(),
        title: page.head.title.clone(),
        moved: moved.is_some(),
    }
}

/// Returns the new document that has the text that `source` had before.
fn renamed(
    before: &ServedPage<'_>,
    now: &ServedPage<'_>,
    source: &SourcePath,
) -> Option<SourcePath> {
    let before = before.state.build.snapshot();
    let text = before.get(source.as_str())?.digest;
    let is_new = |path: &SourcePath| before.get(path.as_str()).is_none();
    now.state
        .build
        .snapshot()
        .files()
        .find(|(path, file)| file.digest == text && is_new(path))
        .map(|(path, _)| path.clone())
}

/// Returns the page of the nearest folder above a path that has one, or else the home page.
fn nearest_section<'a>(gone: &ServedPage<'a>) -> &'a Page {
    let build = &gone.state.build;
    let site = build.site();
    gone.path
        .parents()
        .find_map(|folder| {
            let job = folder.resolve(build).job()?;
            site.of_source(job.origin.as_ref()?)
        })
        .unwrap_or_else(|| site.home())
}
