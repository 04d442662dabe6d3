//! What is shown: a build, and what is known of it. It is never changed, only swapped for another.

use super::overlay;
use crate::diagnostic::Diagnostic;
use crate::digest::Digest;
use crate::merge::merge_join;
use crate::path::OutputPath;
use crate::pipeline::Build;
use crate::plan::{Job, Work};
use crate::render::Rendered;
use crate::report::Located;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Pages that were made once, by where they are published.
type Good = BTreeMap<OutputPath, Arc<Job<Rendered>>>;

/// What is shown.
#[derive(Clone)]
pub(crate) struct State {
    /// Tells this run of the preview from any other.
    pub run: Arc<str>,
    /// How many builds were shown before it, plus one.
    pub generation: u64,
    /// The build.
    pub build: Arc<Build>,
    /// What the pages' looks are made of.
    pub assets: Arc<Assets>,
    /// Errors that may cover a page.
    pub covering: Arc<Vec<Diagnostic>>,
    /// What is wrong, once all of the build was rendered.
    pub judged: Option<Arc<Vec<Located>>>,
    /// Earlier versions of pages, for those that cannot be made now.
    good: Arc<Good>,
}

/// Styles, scripts, and the pictures and fonts that they name: any of them may show on any page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Assets {
    /// The keys of their jobs by their URLs.
    pub keys: BTreeMap<String, Digest>,
    /// The digest of all.
    pub digest: Digest,
}

impl State {
    /// The state that shows a build for the first time.
    pub(crate) fn new(run: Arc<str>, build: Build, previous: Option<&State>) -> Self {
        let assets = assets(&build);
        let unchanged = previous
            .map(|previous| &previous.assets)
            .filter(|before| ***before == assets);
        State {
            run,
            generation: previous.map_or(1, |previous| previous.generation + 1),
            assets: unchanged.cloned().unwrap_or_else(|| Arc::new(assets)),
            covering: Arc::new(overlay::covering(&build)),
            good: previous
                .map(|previous| good(previous, &build))
                .unwrap_or_default(),
            judged: None,
            build: Arc::new(build),
        }
    }

    /// The same, now that all that is wrong is known.
    pub(crate) fn judged(&self, located: Vec<Located>) -> Self {
        State {
            judged: Some(Arc::new(located)),
            ..self.clone()
        }
    }

    /// The last version of a page that could be made.
    pub(crate) fn last_good(&self, output: &OutputPath) -> Option<&Rendered> {
        self.good.get(output)?.cell.get()
    }
}

fn assets(build: &Build) -> Assets {
    let jobs = build
        .jobs()
        .values()
        .filter(|job| matches!(job.work, Work::Asset { .. }));
    let keys: BTreeMap<String, Digest> = jobs.map(|job| (job.route.url.clone(), job.key)).collect();
    Assets {
        digest: Digest::of(&keys),
        keys,
    }
}

/// The last versions of pages that are not made yet, or cannot be: what `previous` had made of
/// pages whose jobs are others now, and what was good before where it had made nothing itself.
fn good(previous: &State, build: &Build) -> Arc<Good> {
    let is_made = |job: &Arc<Job<Rendered>>| {
        job.cell
            .get()
            .is_some_and(|rendered| overlay::is_made(previous, rendered))
    };
    let still_needed = |path: &OutputPath| {
        previous
            .build
            .jobs()
            .get(path)
            .is_none_or(|job| !is_made(job))
    };
    let mut good: Good = previous
        .good
        .iter()
        .filter(|(path, _)| still_needed(path))
        .map(|(path, job)| (path.clone(), Arc::clone(job)))
        .collect();
    for (path, before, now) in merge_join(previous.build.jobs().iter(), build.jobs().iter()) {
        if let (Some(before), Some(now)) = (before, now)
            && !Arc::ptr_eq(before, now)
            && is_made(before)
        {
            good.insert(path.clone(), Arc::clone(before));
        }
    }
    Arc::new(good)
}
