//! A build: a value that renders on demand.

use super::counters::{Counters, Work};
use super::keys;
use super::options::BuildOptions;
use super::renders::{self, Renders, place};
use super::stages::{StageTimes, Stages};
use crate::config::Config;
use crate::date::Date;
use crate::diagnostic::{Diagnostic, Item};
use crate::digest::Digest;
use crate::document::Document;
use crate::image::{ImageCache, ImageTable};
use crate::memo::guarded;
use crate::output::{OutputBytes, Phase, Rendered};
use crate::page::Facts;
use crate::path::{OutputPath, SourcePath};
use crate::plan::{Job, Jobs};
use crate::site::{HeldBack, Page, Site, Timing};
use crate::source::{Content, SiteFile, Snapshot};
use crate::summary;
use rayon::prelude::*;
use std::ops::Range;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// A site, built. A clone shares everything that was made for it. An output is rendered once, at
/// the first request for it, and always to the same bytes.
#[derive(Clone)]
pub struct Build {
    pub(super) snapshot: Snapshot,
    pub(super) options: BuildOptions,
    pub(super) stages: Stages,
    pub(super) counters: Arc<Counters>,
    pub(super) images: Arc<ImageCache>,
    pub(super) renders: Arc<Renders>,
}

/// The number of images that a run of Milepost has dealt with so far, in all of its builds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ImageWork {
    /// The number of images that were made.
    pub made: usize,
    /// The number of images that were found in the cache.
    pub cached: usize,
}

/// The outcome of rendering an output: everything but its bytes.
#[derive(Debug, Clone)]
pub struct Outcome {
    /// The path of the output.
    pub output: OutputPath,
    /// The facts about the output; none if it could not be made.
    pub facts: Option<Arc<Facts>>,
    /// The digest of its bytes; none if they could not be made, or not for good.
    pub digest: Option<Digest>,
    /// The diagnostics of the rendering.
    pub diagnostics: Vec<Diagnostic>,
    /// The time of the rendering, if it was made just now.
    pub time: Duration,
}

/// An outcome that is known from an earlier build.
#[derive(Debug)]
pub struct Known {
    /// The digest of the bytes of the output.
    pub digest: Digest,
    /// The facts about it.
    pub facts: Arc<Facts>,
}

impl Outcome {
    /// The outcome of an output that was made by an earlier build.
    fn known(output: &OutputPath, known: Known) -> Self {
        Outcome {
            output: output.clone(),
            facts: Some(known.facts),
            digest: Some(known.digest),
            diagnostics: Vec::new(),
            time: Duration::ZERO,
        }
    }

    /// Keeps everything of a rendered output but its bytes.
    pub fn of(output: &OutputPath, rendered: &Rendered) -> Self {
        let facts = rendered.output.is_some();
        let made = rendered.output.as_ref().filter(|_| rendered.is_lasting);
        Outcome {
            output: output.clone(),
            facts: facts.then(|| Arc::clone(&rendered.facts)),
            digest: made.map(OutputBytes::digest),
            diagnostics: rendered.diagnostics.clone(),
            time: Duration::ZERO,
        }
    }
}

impl Build {
    /// Returns an output, and renders it at the first request.
    pub fn output(&self, path: &OutputPath) -> Option<&Rendered> {
        let job = self.jobs().get(path.as_str())?;
        Some(self.rendered(job))
    }

    /// Returns an output if it has been rendered already.
    pub fn output_if_rendered(&self, path: &OutputPath) -> Option<&Rendered> {
        self.jobs().get(path)?.cell.get()
    }

    /// Returns the jobs in the order of their outputs.
    pub fn jobs(&self) -> &Jobs {
        &self.stages.plan.jobs
    }

    /// Renders all outputs in parallel and keeps them. They are in the order of their paths.
    pub fn outputs(&self) -> Vec<(&OutputPath, &Rendered)> {
        let jobs = self.jobs().par_values();
        jobs.map(|job| (&job.route.output, self.rendered(job)))
            .collect()
    }

    /// Renders all outputs in parallel and hands each to `take`. Nothing is kept but the facts that
    /// checks need: this is for builds that are published once.
    pub fn each_output(
        &self,
        take: impl Fn(&OutputPath, Phase, &OutputBytes) + Sync,
    ) -> Vec<Outcome> {
        self.each_other_output(|_| None, take)
    }

    /// Renders all outputs but the known ones, as [`Build::each_output`] does.
    pub fn each_other_output(
        &self,
        known: impl Fn(&Job) -> Option<Known> + Sync,
        take: impl Fn(&OutputPath, Phase, &OutputBytes) + Sync,
    ) -> Vec<Outcome> {
        self.outcomes(known, Job::render, take)
    }

    /// Looks for the faults of all outputs but those with a known outcome in parallel. Pages are
    /// rendered, and no image is made: this is for `check`.
    pub fn examine(&self, known: impl Fn(&Job) -> Option<Known> + Sync) -> Vec<Outcome> {
        self.outcomes(known, Job::examine, |_, _, _| {})
    }

    fn outcomes(
        &self,
        known: impl Fn(&Job) -> Option<Known> + Sync,
        make: fn(&Job, &ImageCache) -> Rendered,
        take: impl Fn(&OutputPath, Phase, &OutputBytes) + Sync,
    ) -> Vec<Outcome> {
        let outcome = |job: &Arc<Job>| {
            if let Some(known) = known(job) {
                return Outcome::known(&job.route.output, known);
            }
            let began = Instant::now();
            let made;
            let rendered = match job.cell.get() {
                Some(rendered) => rendered,
                None => {
                    made = self.make(job, make);
                    &made
                }
            };
            let time = began.elapsed();
            if let Some(output) = &rendered.output {
                take(&job.route.output, job.phase, output);
            }
            Outcome {
                time,
                ..Outcome::of(&job.route.output, rendered)
            }
        };
        self.jobs().par_values().map(outcome).collect()
    }

    fn rendered<'a>(&self, job: &'a Arc<Job>) -> &'a Rendered {
        job.cell.get_or_init(|| self.make(job, Job::render))
    }

    fn make(&self, job: &Arc<Job>, make: fn(&Job, &ImageCache) -> Rendered) -> Rendered {
        self.counters.output_rendered();
        let output = format!("`{}`", job.route.output);
        let made = self
            .renders
            .during(job, || guarded(&output, || make(job, &self.images)));
        made.unwrap_or_else(|fault| Rendered::failed(vec![fault.at(place(job))]))
    }

    /// Returns an error that names the template of a render that takes too long, if there is one.
    pub fn overdue(&self) -> Option<Diagnostic> {
        self.renders.overdue()
    }

    /// Returns the error for a page that is being rendered for too long.
    pub fn overdue_page(&self, path: &OutputPath) -> Option<Diagnostic> {
        renders::error(self.jobs().get(path)?)
    }

    /// Returns the configuration.
    pub fn config(&self) -> &Config {
        self.stages.sources.config.value()
    }

    /// Returns the options of the build.
    pub fn options(&self) -> &BuildOptions {
        &self.options
    }

    /// Returns the model.
    pub fn site(&self) -> &Site {
        &self.stages.model.assembled.site
    }

    /// Returns a document of the site.
    pub fn document(&self, source: &SourcePath) -> Option<&Document> {
        self.stages.sources.documents.get(source)
    }

    /// Returns the day that counts as today, in the site's time zone.
    pub fn today(&self) -> Date {
        Date::at(self.options.clock, &self.config().timezone)
    }

    /// Returns the sources.
    pub fn snapshot(&self) -> &Snapshot {
        &self.snapshot
    }

    /// Returns the pages that are not published now, with the reasons.
    pub fn held_back(&self) -> &[HeldBack] {
        &self.site().held_back
    }

    /// Returns the published pages that will be taken down, with the days.
    pub fn expiring(&self) -> Vec<(&SourcePath, Date)> {
        let today = self.today();
        let expires = |page: &Page| {
            Timing::of(&page.head.front_matter, today)
                .expires
                .filter(|_| !self.options.expired)
        };
        self.site()
            .pages
            .iter()
            .filter_map(|page| Some((page.source.as_ref()?, expires(page)?)))
            .collect()
    }

    /// Returns the images of the site.
    pub(super) fn image_table(&self) -> &ImageTable {
        self.stages.sources.images.value()
    }

    /// Returns the work that was done for it so far.
    pub fn work(&self) -> Work {
        self.counters.work()
    }

    /// Returns the times that its stages took.
    pub fn stage_times(&self) -> StageTimes {
        self.stages.times
    }

    /// Returns the number of images that were made for it and for the builds before it.
    pub fn image_work(&self) -> ImageWork {
        ImageWork {
            made: self.images.made(),
            cached: self.images.reused(),
        }
    }

    /// Returns the bytes of an item of a document, as the file is now.
    pub fn place_of(&self, file: &SourcePath, item: &Item) -> Option<Range<usize>> {
        let of_document = self
            .document(file)
            .and_then(|document| document.spans.of(item));
        let text = || self.snapshot.text(file.as_str());
        of_document.or_else(|| match item {
            Item::Link(number) if file.as_str() == summary::FILE => {
                summary::place_of_link(text()?, *number)
            }
            item => keys::place_in_text(text()?, item),
        })
    }

    /// Returns the number of the innermost block of a document that contains a byte of its file.
    pub fn block_at(&self, file: &SourcePath, at: usize) -> Option<usize> {
        self.document(file)?.spans.block_at(at)
    }

    /// Returns the bytes of an output, or the file that holds them.
    pub fn bytes_of<'a>(&'a self, output: &'a OutputBytes) -> Bytes<'a> {
        let source = match output {
            OutputBytes::Made { bytes, .. } => return Bytes::Here(bytes),
            OutputBytes::Source { source, .. } => source,
        };
        match self.snapshot.get(source.as_str()).map(|file| &file.content) {
            Some(Content::Text(text)) => Bytes::Here(text.as_bytes()),
            Some(Content::Embedded(bytes)) => Bytes::Here(bytes),
            Some(Content::Binary { size, file }) => Bytes::File { file, size: *size },
            None => Bytes::Here(&[]),
        }
    }
}

/// The bytes of an output, or the file that holds them.
#[derive(Debug, Clone, Copy)]
pub enum Bytes<'a> {
    /// In memory.
    Here(&'a [u8]),
    /// In a file of the site.
    File {
        /// The file.
        file: &'a SiteFile,
        /// Its size in bytes.
        size: u64,
    },
}
