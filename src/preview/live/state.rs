//! The state that the preview serves: a build and its diagnostics. A state never changes; the build
//! thread replaces it with the next one.

use super::overlay;
use super::render::Renderer;
use crate::build::Build;
use crate::diagnostic::Diagnostic;
use crate::digest::Digest;
use crate::merge::merge_join;
use crate::output::{Rendered, Role};
use crate::path::OutputPath;
use crate::plan::Job;
use crate::report::Located;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Complete renderings of pages from earlier builds.
type EarlierPages = BTreeMap<OutputPath, Rendered>;

/// The state that the preview serves.
#[derive(Clone)]
pub(crate) struct State {
    /// A text that differs between runs of the preview.
    pub run_id: Arc<str>,
    /// The number of the state in its run, from 1.
    pub generation: u64,
    pub build: Arc<Build>,
    pub assets: Arc<AssetKeys>,
    /// The errors that an overlay may show.
    pub overlay_candidates: Arc<Vec<Diagnostic>>,
    /// The diagnostics of the whole site; none until all of it has been rendered.
    pub diagnostics: Option<Arc<Vec<Located>>>,
    /// Earlier versions of pages that this build cannot make, or has not made yet.
    earlier_pages: Arc<EarlierPages>,
    renderer: Arc<Renderer>,
}

/// Styles, scripts, and the images and fonts that they name. Any of them may affect any page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct AssetKeys {
    /// The keys of the jobs by their URLs.
    pub keys: BTreeMap<String, Digest>,
    /// The digest of all keys.
    pub digest: Digest,
}

impl State {
    /// Creates the state that follows `previous`.
    pub(crate) fn new(run_id: Arc<str>, build: Build, previous: Option<&State>) -> Self {
        let assets = asset_keys(&build);
        let unchanged = previous
            .map(|previous| &previous.assets)
            .filter(|before| ***before == assets);
        State {
            run_id,
            generation: previous.map_or(1, |previous| previous.generation + 1),
            assets: unchanged.cloned().unwrap_or_else(|| Arc::new(assets)),
            overlay_candidates: Arc::new(overlay::candidates(&build)),
            earlier_pages: previous
                .map(|previous| Arc::new(earlier_pages(previous, &build)))
                .unwrap_or_default(),
            diagnostics: None,
            renderer: previous
                .map(|previous| Arc::clone(&previous.renderer))
                .unwrap_or_default(),
            build: Arc::new(build),
        }
    }

    /// Returns the same state with the diagnostics of the whole site.
    pub(crate) fn with_diagnostics(&self, diagnostics: Vec<Located>) -> Self {
        State {
            diagnostics: Some(Arc::new(diagnostics)),
            ..self.clone()
        }
    }

    /// Returns an output, rendered on first use. If rendering a page takes too long, returns the
    /// error for that.
    pub(crate) fn output(&self, path: &OutputPath) -> Option<Cow<'_, Rendered>> {
        self.renderer.output(&self.build, path)
    }

    /// Returns an output if it has been rendered, or the error if that takes too long.
    pub(super) fn output_so_far(&self, job: &Job) -> Option<Cow<'_, Rendered>> {
        self.renderer.output_so_far(&self.build, job)
    }

    /// Returns the last complete version of a page from an earlier build.
    pub(super) fn earlier_page(&self, output: &OutputPath) -> Option<&Rendered> {
        self.earlier_pages.get(output)
    }
}

fn asset_keys(build: &Build) -> AssetKeys {
    let jobs = build
        .jobs()
        .values()
        .filter(|job| job.output.role() == Role::Asset);
    let keys: BTreeMap<String, Digest> = jobs.map(|job| (job.route.url.clone(), job.key)).collect();
    AssetKeys {
        digest: Digest::of(&keys),
        keys,
    }
}

/// Returns the complete pages of `previous` whose jobs have changed, and the earlier ones of those
/// pages that `previous` itself did not make.
fn earlier_pages(previous: &State, build: &Build) -> EarlierPages {
    let complete = |path: &OutputPath| {
        previous
            .build
            .output_if_rendered(path)
            .filter(|rendered| overlay::is_complete(&previous.build, rendered))
    };
    let still_earlier = previous.earlier_pages.iter();
    let mut pages: EarlierPages = still_earlier
        .filter(|(path, _)| complete(path).is_none())
        .map(|(path, rendered)| (path.clone(), rendered.clone()))
        .collect();
    for (path, before, now) in merge_join(previous.build.jobs().iter(), build.jobs().iter()) {
        if let (Some(before), Some(now)) = (before, now)
            && before.key != now.key
            && let Some(rendered) = complete(path)
        {
            pages.insert(path.clone(), rendered.clone());
        }
    }
    pages
}
