//! The messages of an event stream: how the newest build differs from the page that a browser
//! shows.

use super::page_diagnostics::{PageDiagnostics, page_diagnostics};
use super::redirect_hint::{RedirectHint, redirect_hint};
use super::served_page::{ContentVersion, ServedPage};
use crate::digest::Digest;
use serde::Serialize;
use std::collections::BTreeMap;

/// The version of the site that a browser shows. It is enough to find out what has changed since,
/// even after a restart of the preview.
///
/// Its text is the id of an event: a browser that lost its stream sends the last id back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct PageVersion {
    page: String,
    files: String,
    overlay: String,
    diagnostics: String,
}

/// One message, as JSON.
#[derive(Debug, Serialize)]
struct PageUpdate<'a> {
    generation: u64,
    /// The URL of the page, as it was requested.
    url: String,
    page: PageChange,
    /// True if the page's own document has changed.
    edited: bool,
    /// The URLs of changed files that the page may show.
    files: Vec<String>,
    /// None while the diagnostics are unknown, and if they are the same as before.
    diagnostics: Option<PageDiagnostics<'a>>,
    overlay: Option<&'a str>,
    /// The page to continue at if this one is gone.
    #[serde(rename = "way")]
    redirect_hint: Option<RedirectHint>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
enum PageChange {
    Same,
    Changed,
    Gone,
}

/// The part of an id for something that is not there.
const NONE: &str = "0";

impl PageVersion {
    /// Returns the version of a page that is served now, without diagnostics.
    pub(crate) fn of(served: &ServedPage<'_>) -> Self {
        let content = &served.content;
        let overlay = content.overlay.as_ref();
        PageVersion {
            page: match content.version {
                ContentVersion::Page(digest) => format!("p{}", digest.short(16)),
                ContentVersion::NotFound(digest) => format!("m{}", digest.short(16)),
                ContentVersion::Failed => "f".to_owned(),
            },
            files: Digest::of(&(served.state.assets.digest, &content.files)).short(16),
            overlay: overlay.map_or_else(|| NONE.to_owned(), |html| Digest::of(html).short(8)),
            diagnostics: NONE.to_owned(),
        }
    }

    /// Returns the id of an event after which a browser shows this version of a page.
    pub(crate) fn id(&self, served: &ServedPage<'_>) -> String {
        let (run_id, generation) = (&served.state.run_id, served.state.generation);
        let PageVersion {
            page,
            files,
            overlay,
            diagnostics,
        } = self;
        format!("{run_id}.{generation}.{page}.{files}.{overlay}.{diagnostics}")
    }

    /// Parses the result of [`PageVersion::id`] of this run or an earlier one.
    pub(super) fn parse(id: &str) -> Option<Self> {
        let parts: Vec<&str> = id.split('.').collect();
        let [_run_id, _generation, page, files, overlay, diagnostics] = parts.as_slice() else {
            return None;
        };
        let [page, files, overlay, diagnostics] =
            [page, files, overlay, diagnostics].map(|part| (**part).to_owned());
        Some(PageVersion {
            page,
            files,
            overlay,
            diagnostics,
        })
    }

    fn is_not_found(&self) -> bool {
        self.page.starts_with('m')
    }
}

/// Compares the version that a browser shows with the page that is served now. Returns the new
/// version, and the message for the browser if they differ.
///
/// `before` is the page of the state that was compared last. Without it, all files count as changed
/// if any has changed.
pub(super) fn compare(
    known: &PageVersion,
    before: Option<&ServedPage<'_>>,
    now: &ServedPage<'_>,
) -> (PageVersion, Option<String>) {
    let mut version = PageVersion::of(now);
    let diagnostics = now.state.diagnostics.as_deref();
    let diagnostics = diagnostics.map(|located| page_diagnostics(located, now));
    version.diagnostics = match &diagnostics {
        Some(diagnostics) => Digest::of(&json(diagnostics)).short(8),
        None => known.diagnostics.clone(),
    };
    if version == *known {
        return (version, None);
    }
    let page = match (
        version.page != known.page,
        version.is_not_found() && !known.is_not_found(),
    ) {
        (false, _) => PageChange::Same,
        (true, true) => PageChange::Gone,
        (true, false) => PageChange::Changed,
    };
    let update = PageUpdate {
        generation: now.state.generation,
        url: now.path.url(),
        page,
        edited: before.is_some_and(|before| is_edited(before, now)),
        files: match version.files == known.files {
            true => Vec::new(),
            false => changed_files(before, now),
        },
        diagnostics: diagnostics.filter(|_| version.diagnostics != known.diagnostics),
        overlay: now.content.overlay.as_deref(),
        redirect_hint: (page == PageChange::Gone).then(|| redirect_hint(before, now)),
    };
    (version, Some(json(&update)))
}

fn json(message: &impl Serialize) -> String {
    serde_json::to_string(message).expect("our messages have text for keys and no failing values")
}

/// True if the document of the page has another text now.
fn is_edited(before: &ServedPage<'_>, now: &ServedPage<'_>) -> bool {
    let Some(job) = now.job else {
        return false;
    };
    let digest = |page: &ServedPage<'_>| {
        let source = job.origin.as_ref()?;
        let file = page.state.build.snapshot().get(source.as_str())?;
        Some(file.digest)
    };
    digest(before) != digest(now)
}

/// Returns the URLs of the assets and of the page's own files that have changed.
fn changed_files(before: Option<&ServedPage<'_>>, now: &ServedPage<'_>) -> Vec<String> {
    let changed = |before: Option<&BTreeMap<String, Digest>>, now: &BTreeMap<String, Digest>| {
        let is_same = |url: &String, key| before.and_then(|before| before.get(url)) == Some(key);
        now.iter()
            .filter(|(url, key)| !is_same(url, key))
            .map(|(url, _)| url.clone())
            .collect::<Vec<_>>()
    };
    let assets_before = before.map(|before| &before.state.assets.keys);
    let files_before = before.map(|before| &before.content.files);
    let mut files = changed(assets_before, &now.state.assets.keys);
    files.extend(changed(files_before, &now.content.files));
    files
}
