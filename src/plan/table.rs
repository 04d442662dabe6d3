//! The table of all jobs.

use super::collision::Claims;
use super::job::{Class, Job, Work};
use super::pages::Shared;
use super::{extras, pages};
use crate::asset::AssetTable;
use crate::config::Config;
use crate::diagnostic::{Checked, Diagnostic};
use crate::digest::{Digest, Digested};
use crate::document::Document;
use crate::path::{OutputPath, SourcePath};
use crate::site::{Menus, Page, PageId, Route, Site};
use crate::template::{Engine, Shown};
use crate::value::Map;
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::sync::Arc;

/// All documents, parsed, by their paths.
pub type Documents = BTreeMap<SourcePath, Arc<Checked<Document>>>;

/// Everything that a plan is made of, the bodies of documents excepted.
#[derive(Clone)]
pub struct PlanInputs {
    /// The model.
    pub site: Arc<Site>,
    /// The configuration.
    pub config: Digested<Config>,
    /// The title of the site.
    pub title: String,
    /// The theme's options with the site's settings.
    pub options: Digested<Map>,
    /// The templates.
    pub engine: Digested<Engine>,
    /// The menus, resolved.
    pub menus: Shown<Menus>,
    /// The assets.
    pub assets: Digested<AssetTable>,
    /// Files that are copied: the source, where it goes, and the digest of its bytes.
    pub copies: Digested<Vec<(SourcePath, OutputPath, Digest)>>,
    /// The files of `data/`.
    pub data: Shown<Map>,
}

/// The plan of a build; `R` is what a job's output is kept as.
pub struct Plan<R> {
    inputs: PlanInputs,
    documents: Documents,
    /// Every output by its path.
    pub jobs: BTreeMap<OutputPath, Arc<Job<R>>>,
    /// What is wrong with it.
    pub diagnostics: Arc<Vec<Diagnostic>>,
}

/// Draws up the plan. Cells of `previous` are taken over by jobs with equal keys.
pub fn plan<R: Send + Sync>(inputs: PlanInputs, documents: &Documents, previous: Option<&Plan<R>>) -> Plan<R> {
    match previous.filter(|previous| same(&inputs, &previous.inputs) && documents.len() == previous.documents.len()) {
        Some(previous) => with_new_bodies(inputs, documents, previous),
        None => anew(inputs, documents, previous),
    }
}

/// Whether two plans differ in nothing but the bodies of documents. A destructuring, so that no input is forgotten.
fn same(a: &PlanInputs, b: &PlanInputs) -> bool {
    let PlanInputs { site, config, title, options, engine, menus, assets, copies, data } = a;
    Arc::ptr_eq(site, &b.site)
        && *config == b.config
        && *title == b.title
        && *options == b.options
        && *engine == b.engine
        && *menus == b.menus
        && *assets == b.assets
        && *copies == b.copies
        && *data == b.data
}

/// The same plan with other bodies: only their pages' jobs are made anew.
fn with_new_bodies<R>(inputs: PlanInputs, documents: &Documents, previous: &Plan<R>) -> Plan<R> {
    let mut jobs = previous.jobs.clone();
    for ((source, document), (_, before)) in documents.iter().zip(&previous.documents) {
        if Arc::ptr_eq(document, before) || document.value.body == before.value.body {
            continue;
        }
        let Some(page) = inputs.site.of_source(source) else { continue };
        let Some(job) = jobs.get_mut(&page.route.output) else { continue };
        let Work::Page(page) = &job.work else { continue };
        if page.source.as_ref() == Some(source) {
            let work = Work::Page(Box::new(crate::view::PageInputs { body: document.value.body.clone(), ..(**page).clone() }));
            *job = Arc::new(Job::new(job.route.clone(), job.class, job.origin.clone(), work));
        }
    }
    Plan { inputs, documents: documents.clone(), jobs, diagnostics: Arc::clone(&previous.diagnostics) }
}

fn anew<R: Send + Sync>(inputs: PlanInputs, documents: &Documents, previous: Option<&Plan<R>>) -> Plan<R> {
    let mut claims = Claims::default();
    let shared = Shared::new(&inputs);
    let numbered: Vec<_> = inputs.site.numbered().collect();
    let page_job = |(id, page): &(PageId, &Page)| {
        let document = page.source.as_ref().and_then(|source| documents.get(source));
        let work =
            Work::Page(Box::new(pages::inputs(&inputs, &shared, *id, page, document.map(|document| &document.value.body))));
        Job::new((*page.route).clone(), Class::Page, page.source.clone(), work)
    };
    let page_jobs: Vec<_> = numbered.par_iter().map(page_job).collect();
    page_jobs.into_iter().for_each(|job| claims.claim_named(job));
    for (source, output, digest) in inputs.copies.iter() {
        if let Some(route) = Route::of_file(output) {
            let work = Work::Copy { source: source.clone(), digest: *digest };
            claims.claim_named(Job::new(route, Class::Asset, Some(source.clone()), work));
        }
    }
    for (output, file) in &inputs.assets.files {
        if let Some(route) = Route::of_file(output) {
            claims.claim(Job::new(route, Class::Asset, Some(file.source.clone()), Work::Asset { digest: file.digest }));
        }
    }
    extras::claim(&inputs, &shared, &mut claims);
    let (mut jobs, diagnostics) = claims.finish();
    if let Some(previous) = previous {
        take_over(&mut jobs, previous);
    }
    Plan { inputs, documents: documents.clone(), jobs, diagnostics: Arc::new(diagnostics) }
}

/// An equal job of the previous plan is the same job, with what was rendered for it.
fn take_over<R>(jobs: &mut BTreeMap<OutputPath, Arc<Job<R>>>, previous: &Plan<R>) {
    let mut before = previous.jobs.iter().peekable();
    for (path, job) in jobs {
        while before.next_if(|(earlier, _)| *earlier < path).is_some() {}
        let Some((_, known)) = before.next_if(|(same, _)| *same == path) else { continue };
        if known.key == job.key && known.class == job.class && known.origin == job.origin {
            *job = Arc::clone(known);
        }
    }
}
