//! Where to go on from a page that is gone.

use super::resolve::{self, Found};
use super::state::State;
use crate::path::SourcePath;
use crate::site::Page;
use serde::Serialize;

/// A page to go on to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Way {
    url: String,
    title: String,
    /// Whether it is the page that was looked at, at another address.
    moved: bool,
}

/// The way on from a decoded path: the page that is made of the same document now, else of the same
/// text, else the nearest section.
pub(crate) fn from(before: Option<&State>, state: &State, path: &str) -> Way {
    let moved = before.and_then(|before| {
        let Found::Job(job) = resolve::find(&before.build, path) else {
            return None;
        };
        let source = job.origin.as_ref()?;
        let site = state.build.site();
        site.of_source(source)
            .or_else(|| site.of_source(&renamed(before, state, source)?))
    });
    match moved {
        Some(page) => way(page, true),
        None => way(above(state, path), false),
    }
}

fn way(page: &Page, moved: bool) -> Way {
    Way {
        url: page.route.url.clone(),
        title: page.head.title.clone(),
        moved,
    }
}

/// The document that was not there before and has the text that `source` had.
fn renamed(before: &State, state: &State, source: &SourcePath) -> Option<SourcePath> {
    let text = before.build.snapshot().get(source.as_str())?.digest;
    let is_new = |path: &SourcePath| before.build.snapshot().get(path.as_str()).is_none();
    state
        .build
        .snapshot()
        .files()
        .find(|(path, file)| file.digest == text && is_new(path))
        .map(|(path, _)| path.clone())
}

/// The nearest section above an address; in the end the home page.
fn above<'a>(state: &'a State, path: &str) -> &'a Page {
    let site = state.build.site();
    let mut folder = path.trim_end_matches('/');
    while let Some((above, _)) = folder.rsplit_once('/') {
        folder = above;
        if let Found::Job(job) = resolve::find(&state.build, &format!("{folder}/"))
            && let Some(page) = job
                .origin
                .as_ref()
                .and_then(|source| site.of_source(source))
        {
            return page;
        }
    }
    site.home()
}
