//! The stages in their order: sources, model, plan.

use super::counters::Counters;
use super::model::Model;
use super::options::BuildOptions;
use super::sources::Sources;
use crate::diagnostic::Diagnostic;
use crate::output::{Kind, PlanInputs};
use crate::plan::{self, Plan};
use crate::source::Snapshot;
use std::time::{Duration, Instant};

/// The values that the stages make. Each is taken over by the next build if its inputs are equal.
#[derive(Clone)]
pub(super) struct Stages {
    pub sources: Sources,
    pub model: Model,
    pub plan: Plan,
    pub times: StageTimes,
}

/// The times that the stages of a build took.
#[derive(Debug, Clone, Copy)]
pub struct StageTimes {
    /// Reading the sources: documents, templates, styles, data, the headers of images.
    pub sources: Duration,
    /// The model: pages, listings, links.
    pub model: Duration,
    /// The plan: the outputs, and what each is made of.
    pub plan: Duration,
}

impl Stages {
    /// Runs the stages.
    pub fn run(
        kinds: &[Kind],
        snapshot: &Snapshot,
        options: &BuildOptions,
        previous: Option<&Stages>,
        counters: &Counters,
    ) -> Self {
        let began = Instant::now();
        let before = previous.map(|previous| &previous.sources);
        let sources = Sources::read(snapshot, options, before, counters);
        let read = Instant::now();
        let before = previous.map(|previous| &previous.model);
        let model = Model::of(&sources, snapshot, options, before);
        let assembled = Instant::now();
        let inputs = plan_inputs(&sources, &model, options);
        let before = previous.map(|previous| &previous.plan);
        let plan = plan::plan(kinds, inputs, &sources.documents, before);
        Stages {
            sources,
            model,
            plan,
            times: StageTimes {
                sources: read - began,
                model: assembled - read,
                plan: assembled.elapsed(),
            },
        }
    }

    /// Returns the diagnostics that are known before anything is rendered.
    pub fn diagnostics(&self) -> Vec<Diagnostic> {
        let mut diagnostics = self.sources.diagnostics();
        diagnostics.append(&mut self.model.diagnostics());
        diagnostics.extend(self.plan.diagnostics().cloned());
        diagnostics
    }
}

fn plan_inputs(sources: &Sources, model: &Model, options: &BuildOptions) -> PlanInputs {
    let found = model.found.value().as_ref();
    PlanInputs {
        site: model.assembled.site.clone(),
        listings: model.listings.value().clone(),
        config: sources.config.value().clone(),
        addresses: options.addresses,
        options: sources.options.value().clone(),
        engine: sources.engine.value().clone(),
        menus: model.menus.value().clone(),
        assets: sources.assets.value().clone(),
        copies: model.files.value().copies.clone(),
        bundles: sources.bundles.value().clone(),
        images: sources.images.value().clone(),
        image_uses: model.image_uses.value().clone(),
        today: options.schedule(sources.config.value()).today,
        data: sources.data.value().clone(),
        search: found.map(|found| (found.clone(), found.layout(&sources.documents))),
    }
}
