//! A build: a value that renders on demand.

use super::options::BuildOptions;
use super::stages::Stages;
use crate::check::{self, CheckedPage, Published};
use crate::config::{Config, Level};
use crate::date::Date;
use crate::diagnostic::{Diagnostic, Item, Place, Severity};
use crate::document::Document;
use crate::image::ImageCache;
use crate::memo::guarded;
use crate::path::{OutputPath, SourcePath};
use crate::plan::{Class, Job, Work as JobWork};
use crate::render::{self, Facts, Output, Rendered, Tools};
use crate::site::{HeldBack, Page, Site, Timing};
use crate::source::{Content, Snapshot};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

/// A site, built. Cloning shares it; it renders what is asked for, once, always to the same bytes.
#[derive(Clone)]
pub struct Build {
    pub(super) snapshot: Snapshot,
    pub(super) options: BuildOptions,
    pub(super) stages: Stages,
    pub(super) counters: Arc<Counters>,
    pub(super) image_cache: Arc<ImageCache>,
}

/// How much was done for a build, for tests and reports.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Work {
    /// Documents that were parsed anew.
    pub documents_parsed: usize,
    /// Outputs that were rendered anew, so far.
    pub outputs_rendered: usize,
}

/// How many pictures a run of Milepost has dealt with so far, in all of its builds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ImageWork {
    /// Those that were made.
    pub made: usize,
    /// Those that were found in the cache.
    pub cached: usize,
}

#[derive(Debug, Default)]
pub(super) struct Counters {
    parsed: AtomicUsize,
    rendered: AtomicUsize,
}

impl Counters {
    pub(super) fn documents_parsed(&self, number: usize) {
        self.parsed.fetch_add(number, Ordering::Relaxed);
    }
}

/// Everything about an output but its bytes.
#[derive(Debug, Clone)]
pub struct Outcome {
    /// Where it is published.
    pub output: OutputPath,
    /// What is in it; nothing where it could not be made.
    pub facts: Option<Arc<Facts>>,
    /// What is wrong with it.
    pub diagnostics: Vec<Diagnostic>,
}

impl Outcome {
    /// What is kept of an output.
    pub fn of(output: &OutputPath, rendered: &Rendered) -> Self {
        let facts = rendered
            .output
            .is_some()
            .then(|| Arc::clone(&rendered.facts));
        Outcome {
            output: output.clone(),
            facts,
            diagnostics: rendered.diagnostics.clone(),
        }
    }
}

impl Build {
    /// One output, rendered if nobody asked for it before.
    pub fn output(&self, path: &OutputPath) -> Option<&Rendered> {
        self.stages
            .plan
            .jobs
            .get(path)
            .map(|job| self.rendered(job))
    }

    /// Returns an output if it has been rendered already.
    pub fn output_if_rendered(&self, path: &OutputPath) -> Option<&Rendered> {
        self.jobs().get(path)?.cell.get()
    }

    /// The jobs by the paths of their outputs.
    pub fn jobs(&self) -> &BTreeMap<OutputPath, Arc<Job<Rendered>>> {
        &self.stages.plan.jobs
    }

    /// All outputs, rendered in parallel and kept, in the order of their paths.
    pub fn outputs(&self) -> Vec<(&OutputPath, &Rendered)> {
        self.jobs()
            .par_iter()
            .map(|(path, job)| (path, self.rendered(job)))
            .collect()
    }

    /// Renders all outputs in parallel and hands each to `take`; nothing is kept but what the
    /// checks need. For builds that are published once.
    pub fn each_output(&self, take: impl Fn(&OutputPath, Class, &Output) + Sync) -> Vec<Outcome> {
        let outcome = |(path, job): (&OutputPath, &Arc<Job<Rendered>>)| {
            let made;
            let rendered = match job.cell.get() {
                Some(rendered) => rendered,
                None => {
                    made = self.render(job);
                    &made
                }
            };
            if let Some(output) = &rendered.output {
                take(path, job.class, output);
            }
            Outcome::of(path, rendered)
        };
        self.jobs().par_iter().map(outcome).collect()
    }

    pub(super) fn rendered<'a>(&self, job: &'a Arc<Job<Rendered>>) -> &'a Rendered {
        job.cell.get_or_init(|| self.render(job))
    }

    fn render(&self, job: &Job<Rendered>) -> Rendered {
        self.counters.rendered.fetch_add(1, Ordering::Relaxed);
        job.progress.begin();
        let (engine, assets) = (self.stages.engine.value(), self.stages.assets.value());
        let tools = Tools {
            engine,
            assets,
            snapshot: &self.snapshot,
            image_cache: &self.image_cache,
        };
        let made = guarded(&format!("`{}`", job.route.output), || {
            render::render(job, tools)
        });
        job.progress.end();
        made.unwrap_or_else(|fault| Rendered::failed(vec![fault.at(place(job))]))
    }

    /// What is known to be wrong before anything is rendered.
    pub fn early_diagnostics(&self) -> Vec<Diagnostic> {
        let stages = &self.stages;
        let mut diagnostics = self.snapshot.diagnostics();
        diagnostics.extend_from_slice(stages.config.diagnostics());
        diagnostics.extend_from_slice(stages.options.diagnostics());
        diagnostics.extend_from_slice(stages.assets.diagnostics());
        diagnostics.extend_from_slice(stages.images.diagnostics());
        diagnostics.extend_from_slice(stages.engine.diagnostics());
        diagnostics.extend_from_slice(stages.data.diagnostics());
        diagnostics.extend(
            stages
                .documents
                .values()
                .flat_map(|document| document.diagnostics.iter().cloned()),
        );
        diagnostics.extend_from_slice(&stages.assembled.diagnostics);
        diagnostics.extend_from_slice(&stages.menus.diagnostics);
        diagnostics.extend_from_slice(stages.plan.diagnostics());
        self.levelled(diagnostics)
    }

    /// Everything that is wrong, given what came of all outputs.
    pub fn diagnostics(&self, outcomes: &[Outcome]) -> Vec<Diagnostic> {
        let mut diagnostics: Vec<Diagnostic> = outcomes
            .iter()
            .flat_map(|outcome| outcome.diagnostics.iter().cloned())
            .collect();
        let facts: BTreeMap<&str, &Facts> = outcomes
            .iter()
            .filter_map(|outcome| Some((outcome.output.as_str(), outcome.facts.as_deref()?)))
            .collect();
        let pages: Vec<_> = outcomes
            .iter()
            .filter_map(|outcome| self.checked_page(outcome))
            .collect();
        diagnostics.extend(check::links(&pages, &Listing { build: self, facts }));
        let mut all = self.early_diagnostics();
        all.extend(self.levelled(diagnostics));
        all
    }

    fn checked_page<'a>(&'a self, outcome: &'a Outcome) -> Option<CheckedPage<'a>> {
        let job = self.jobs().get(&outcome.output)?;
        let JobWork::Page(inputs) = &job.work else {
            return None;
        };
        // Of a picture that is shown in variants, the page's own content never names the file.
        let has_variants = |item: usize| {
            inputs
                .images
                .get(item)
                .and_then(|image| image.as_ref()?.variants())
                .is_some()
        };
        let images = inputs
            .data
            .images
            .iter()
            .enumerate()
            .filter(|(item, _)| !has_variants(*item))
            .map(|(_, image)| image);
        let told = inputs.data.links.iter().chain(images).collect();
        Some(CheckedPage {
            output: &outcome.output,
            url: &job.route.url,
            facts: outcome.facts.as_deref()?,
            told,
        })
    }

    /// Gives each diagnostic the level that site.yaml says, and drops those that it switched off.
    pub(super) fn levelled(&self, diagnostics: Vec<Diagnostic>) -> Vec<Diagnostic> {
        let levels = &self.config().check;
        let level = |mut diagnostic: Diagnostic| {
            diagnostic.severity = match levels.get(diagnostic.code) {
                None => diagnostic.severity,
                Some(Level::Error) => Severity::Error,
                Some(Level::Warning) => Severity::Warning,
                Some(Level::Note) => Severity::Note,
                Some(Level::Off) => return None,
            };
            Some(diagnostic)
        };
        if levels.is_empty() {
            diagnostics
        } else {
            diagnostics.into_iter().filter_map(level).collect()
        }
    }

    /// The configuration.
    pub fn config(&self) -> &Config {
        self.stages.config.value()
    }

    /// The options that it was built with.
    pub fn options(&self) -> &BuildOptions {
        &self.options
    }

    /// The model.
    pub fn site(&self) -> &Site {
        &self.stages.assembled.site
    }

    /// A document of the site, parsed.
    pub fn document(&self, source: &SourcePath) -> Option<&Document> {
        self.stages
            .documents
            .get(source)
            .map(|document| &document.value)
    }

    /// The day that counts as today, in the site's time zone.
    pub fn today(&self) -> Date {
        Date::at(self.options.clock, &self.config().timezone)
    }

    /// The sources.
    pub fn snapshot(&self) -> &Snapshot {
        &self.snapshot
    }

    /// What is not published now, and why.
    pub fn held_back(&self) -> &[HeldBack] {
        &self.site().held_back
    }

    /// Pages that are published and will be taken down, with the day on which that is due.
    pub fn expiring(&self) -> Vec<(&SourcePath, Date)> {
        let today = self.today();
        let expires = |page: &Page| {
            Timing::of(&page.head.matter, today)
                .expires
                .filter(|_| !self.options.expired)
        };
        self.site()
            .pages
            .iter()
            .filter_map(|page| Some((page.source.as_ref()?, expires(page)?)))
            .collect()
    }

    /// How much was done for it so far.
    pub fn work(&self) -> Work {
        Work {
            documents_parsed: self.counters.parsed.load(Ordering::Relaxed),
            outputs_rendered: self.counters.rendered.load(Ordering::Relaxed),
        }
    }

    /// How many pictures were made for it and for the builds before it.
    pub fn image_work(&self) -> ImageWork {
        ImageWork {
            made: self.image_cache.made(),
            cached: self.image_cache.reused(),
        }
    }

    /// Where an item of a document stands now.
    pub fn place_of(&self, file: &SourcePath, item: &Item) -> Option<Range<usize>> {
        if let Some(document) = self.stages.documents.get(file) {
            return document
                .value
                .places
                .of(item)
                .or_else(|| key_in_yaml(self.snapshot.text(file.as_str())?, item));
        }
        key_in_yaml(self.snapshot.text(file.as_str())?, item)
    }

    /// The number of the innermost block of a document that a byte of its file stands in.
    pub fn block_at(&self, file: &SourcePath, at: usize) -> Option<usize> {
        self.stages.documents.get(file)?.value.places.block_at(at)
    }

    /// The bytes of an output; for those of a source, the file where they lie.
    pub fn bytes_of<'a>(&'a self, output: &'a Output) -> Bytes<'a> {
        match output {
            Output::Bytes { bytes, .. } => Bytes::Here(bytes),
            Output::Source { source, .. } => {
                match self.snapshot.get(source.as_str()).map(|file| &file.content) {
                    Some(Content::Text(text)) => Bytes::Here(text.as_bytes()),
                    Some(Content::Embedded(bytes)) => Bytes::Here(bytes),
                    Some(Content::Binary { size, file }) => Bytes::File { file, size: *size },
                    None => Bytes::Here(&[]),
                }
            }
        }
    }
}

/// Where the bytes of an output are.
#[derive(Debug, Clone, Copy)]
pub enum Bytes<'a> {
    /// In memory.
    Here(&'a [u8]),
    /// In a file of the site.
    File {
        /// Where it lies on this machine.
        file: &'a Path,
        /// Bytes.
        size: u64,
    },
}

/// What to name where a job as a whole is meant.
pub(super) fn place(job: &Job<Rendered>) -> Place {
    job.origin
        .clone()
        .map_or_else(|| Place::Output(job.route.output.clone()), Place::File)
}

fn key_in_yaml(text: &str, item: &Item) -> Option<Range<usize>> {
    let Item::Key(key) = item else { return None };
    let split = crate::document::front_matter::split(text);
    let range = split.matter.unwrap_or(0..text.len());
    let location = crate::yaml::locate(&text[range.clone()], &crate::yaml::Step::path(key))?;
    let span = location.highlight();
    Some(range.start + span.start..range.start + span.end)
}

/// What is published, for the check of links.
struct Listing<'a> {
    build: &'a Build,
    facts: BTreeMap<&'a str, &'a Facts>,
}

impl Published for Listing<'_> {
    fn has(&self, output: &str) -> bool {
        self.build.jobs().contains_key(output)
    }

    fn ids(&self, output: &str) -> Option<&[String]> {
        // What is in a file that is only copied, a drawing say, nobody has read.
        self.build
            .jobs()
            .get(output)
            .filter(|job| matches!(job.work, JobWork::Page(_)))?;
        self.facts.get(output).map(|facts| facts.ids.as_slice())
    }

    fn has_variants(&self, url: &str) -> bool {
        self.build
            .stages
            .images
            .value()
            .get(url)
            .is_some_and(|image| image.variants().is_some())
    }

    fn urls(&self) -> Vec<&str> {
        let urls: BTreeSet<&str> = self
            .build
            .jobs()
            .values()
            .map(|job| job.route.url.as_str())
            .collect();
        urls.into_iter().collect()
    }
}
