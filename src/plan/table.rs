//! The table of all jobs.

use super::book;
use super::claim::{Claim, claims};
use super::collision;
use super::images::ShownImages;
use super::job::{Job, Work};
use super::search::{Known, NewText, Search};
use super::shared::{self, Lists, Shared};
use super::social_cards::SocialCards;
use super::work::work;
use crate::address::Addresses;
use crate::asset::AssetTable;
use crate::config::Config;
use crate::diagnostic::{Checked, Diagnostic};
use crate::digest::{Digest, Digested};
use crate::document::Document;
use crate::image::ImageTable;
use crate::memo::Memo;
use crate::merge::merge_join;
use crate::path::{OutputPath, SourcePath};
use crate::site::{Menus, Site};
use crate::template::{Engine, Viewed};
use crate::value::Map;
use crate::view::{Around, PageInputs};
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::ops::Bound;
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
    /// How URLs of the site are written. Where they are relative, there are no files for hosts and
    /// crawlers.
    pub addresses: Addresses,
    /// The theme's options with the site's settings.
    pub options: Digested<Map>,
    /// The templates.
    pub engine: Digested<Engine>,
    /// The menus, resolved.
    pub menus: Viewed<Menus>,
    /// The assets.
    pub assets: Digested<AssetTable>,
    /// Files that are copied: the source, where it goes, and the digest of its bytes.
    pub copies: Digested<Vec<(SourcePath, OutputPath, Digest)>>,
    /// What is known of the site's images.
    pub images: Digested<ImageTable>,
    /// The files of `data/`.
    pub data: Viewed<Map>,
}

/// The plan of a build; `R` is what a job's output is kept as.
pub struct Plan<R> {
    inputs: PlanInputs,
    documents: Documents,
    lists: Arc<Lists>,
    search: Option<Search>,
    /// Which claims have their place.
    places: Memo<Vec<usize>>,
    /// Every output by its path.
    pub jobs: BTreeMap<OutputPath, Arc<Job<R>>>,
}

impl<R> Plan<R> {
    /// What is wrong with it.
    pub fn diagnostics(&self) -> &[Diagnostic] {
        self.places.diagnostics()
    }
}

/// Draws up the plan. Cells of `previous` are taken over by jobs with equal keys.
pub fn plan<R: Send + Sync>(
    inputs: PlanInputs,
    documents: &Documents,
    previous: Option<&Plan<R>>,
) -> Plan<R> {
    let alike = previous.filter(|previous| {
        same(&inputs, &previous.inputs) && documents.len() == previous.documents.len()
    });
    match alike.and_then(|previous| with_new_bodies(&inputs, documents, previous)) {
        Some(plan) => plan,
        None => anew(inputs, documents, previous),
    }
}

/// Whether two plans differ in nothing but the bodies of documents. A destructuring, so that no
/// input is forgotten.
fn same(a: &PlanInputs, b: &PlanInputs) -> bool {
    let PlanInputs {
        site,
        config,
        addresses,
        options,
        engine,
        menus,
        assets,
        copies,
        images,
        data,
    } = a;
    Arc::ptr_eq(site, &b.site)
        && *config == b.config
        && *addresses == b.addresses
        && *options == b.options
        && *engine == b.engine
        && *menus == b.menus
        && *assets == b.assets
        && *copies == b.copies
        && *images == b.images
        && *data == b.data
}

/// The same plan with other bodies: only their pages' jobs are made anew, those that show the book,
/// and those of the search. Nothing where the search needs another number of files.
fn with_new_bodies<R>(
    inputs: &PlanInputs,
    documents: &Documents,
    previous: &Plan<R>,
) -> Option<Plan<R>> {
    let mut jobs = previous.jobs.clone();
    let mut texts = BTreeMap::new();
    let mut edited = BTreeMap::new();
    for ((source, document), (_, before)) in documents.iter().zip(&previous.documents) {
        let (now, before) = (&document.value, &before.value);
        if now.body == before.body && now.passages == before.passages {
            continue;
        }
        let Some(page) = inputs.site.of_source(source) else {
            continue;
        };
        texts.insert(page.route.url.as_str(), NewText { before, now });
        if now.body == before.body {
            continue;
        }
        let Some(job) = jobs.get_mut(&page.route.output) else {
            continue;
        };
        let Work::Page(page) = &job.work else {
            continue;
        };
        if page.data.source.as_ref() == Some(source) {
            *job = remade(
                job,
                PageInputs {
                    body: now.body.clone(),
                    ..(**page).clone()
                },
            );
            edited.insert(source, &now.body);
        }
    }
    for job in jobs.values_mut().filter(|_| !edited.is_empty()) {
        let Work::Page(page) = &job.work else {
            continue;
        };
        let Some(book) = page
            .around
            .book
            .as_ref()
            .and_then(|book| book::with_bodies(book, &edited))
        else {
            continue;
        };
        let around = Around {
            book: Some(book),
            ..page.around.clone()
        };
        *job = remade(
            job,
            PageInputs {
                around,
                ..(**page).clone()
            },
        );
    }
    let search = previous
        .search
        .as_ref()
        .map(|search| search.with_new_texts(&texts));
    if let (Some(now), Some(before)) = (&search, &previous.search) {
        if now.index.layout != before.index.layout {
            return None;
        }
        search_anew(&mut jobs, now);
    }
    let (lists, places) = (Arc::clone(&previous.lists), previous.places.clone());
    Some(Plan {
        inputs: inputs.clone(),
        documents: documents.clone(),
        lists,
        search,
        places,
        jobs,
    })
}

/// The jobs of a search of which nothing but texts is new.
fn search_anew<R>(jobs: &mut BTreeMap<OutputPath, Arc<Job<R>>>, search: &Search) {
    // `0` is the character after `/`.
    for (_, job) in
        jobs.range_mut::<str, _>((Bound::Included("search/"), Bound::Excluded("search0")))
    {
        let file = match &job.work {
            Work::Search(file) => file.with(&search.index),
            _ => continue,
        };
        if let Some(file) = file {
            *job = Arc::new(Job::new(
                job.route.clone(),
                job.class,
                job.origin.clone(),
                Work::Search(file),
            ));
        }
    }
}

fn remade<R>(job: &Job<R>, page: PageInputs) -> Arc<Job<R>> {
    Arc::new(Job::new(
        job.route.clone(),
        job.class,
        job.origin.clone(),
        Work::Page(Box::new(page)),
    ))
}

fn anew<R: Send + Sync>(
    inputs: PlanInputs,
    documents: &Documents,
    previous: Option<&Plan<R>>,
) -> Plan<R> {
    let lists = shared::lists(
        &inputs.site,
        previous.map(|previous| (&previous.inputs.site, &previous.lists)),
    );
    let social_cards = SocialCards::new(&inputs);
    let images = ShownImages::new(&inputs);
    let known = previous.and_then(
        |Plan {
             search,
             inputs,
             documents,
             ..
         }| {
            Some(Known {
                search: search.as_ref()?,
                site: &inputs.site,
                documents,
            })
        },
    );
    let search = Search::new(&inputs, documents, known);
    let (claims, subjects) = claims(&inputs, social_cards.as_ref(), &images, search.as_ref());
    let places = Memo::of(previous.map(|previous| &previous.places), &claims, || {
        collision::places(&claims)
    });
    let mut shared = Shared::new(&inputs, &lists, social_cards.as_ref());
    shared.book = book::book(&inputs, documents, &shared);
    let outputs = places
        .value()
        .iter()
        .map(|number| (&claims[*number].route.output, *number));
    let before = previous.into_iter().flat_map(|previous| &previous.jobs);
    let wanted: Vec<_> = merge_join(outputs, before)
        .filter_map(|(path, number, known)| Some((path, number?, known)))
        .collect();
    let job = |(path, number, known): (&OutputPath, usize, Option<&Arc<Job<R>>>)| {
        let claim = &claims[number];
        let work = work(&subjects[number], &claim.route, &inputs, documents, &shared);
        (path.clone(), job(claim, work, known))
    };
    let jobs: Vec<_> = wanted.into_par_iter().map(job).collect();
    let jobs = jobs.into_iter().collect();
    drop((claims, subjects, shared));
    drop(images);
    Plan {
        inputs,
        documents: documents.clone(),
        lists,
        search,
        places,
        jobs,
    }
}

/// A job. One that is equal to that which was known is the same, with what was rendered for it.
fn job<R>(claim: &Claim, work: Work, known: Option<&Arc<Job<R>>>) -> Arc<Job<R>> {
    let Claim {
        route,
        class,
        origin,
        right: _,
    } = claim;
    let job = Job::new(route.clone(), *class, origin.clone(), work);
    match known.filter(|known| {
        known.key == job.key && known.class == job.class && known.origin == job.origin
    }) {
        Some(known) => Arc::clone(known),
        None => Arc::new(job),
    }
}
