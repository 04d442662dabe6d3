//! What a writer wants to know of a page at a glance: one source for `check --format json` and the
//! preview's status.

use super::located::{Located, Target};
use crate::check;
use crate::date::Date;
use crate::diagnostic::Severity;
use crate::path::OutputPath;
use crate::pipeline::Build;
use crate::plan::Work;
use crate::site::Timing;
use serde::Serialize;
use std::collections::BTreeMap;

/// A page at a glance. Keys are only ever added to it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PageStatus {
    /// Its URL from the root of the site.
    pub url: String,
    /// Its file; none for a home that nobody wrote.
    pub file: Option<String>,
    /// Characters of its title.
    pub title_length: usize,
    /// Characters of its description; 0 where it has none.
    pub description_length: usize,
    /// Words of its content, headings and code included, as templates see them.
    pub words: usize,
    /// Minutes that an adult takes to read it, at least 1.
    pub minutes: usize,
    /// The reading grade of its prose, to one decimal; none where the site is not in English
    /// or the prose has fewer than 100 words.
    pub reading_grade: Option<f64>,
    /// Whether it is a draft.
    pub draft: bool,
    /// The day to come on which it appears.
    pub scheduled: Option<Date>,
    /// The day on which it was to be taken down, if that has come.
    pub expired: Option<Date>,
    /// How many of its images have no alternative text (`missing-alt`).
    pub images_without_alt: usize,
    /// How many of its links lead nowhere (`broken-link`, `broken-anchor`).
    pub broken_links: usize,
    /// How many of the errors that are told concern it. What is told once for many places counts
    /// once, so that the errors elsewhere are those of the summary less these.
    pub errors: usize,
    /// How many of the warnings concern it.
    pub warnings: usize,
    /// How many of the notes concern it.
    pub notes: usize,
}

/// The status of the page that is published there, given everything that is wrong with the site
/// (`Build::everything`, located). Nothing where no page of the site is published: files,
/// redirects, the page for what is not found.
///
/// It renders nothing and reads the diagnostics once.
pub fn status(build: &Build, output: &OutputPath, located: &[Located]) -> Option<PageStatus> {
    let mut tallies = tallies(build, located, |page| page == output);
    page(build, output, tallies.remove(output).unwrap_or_default())
}

/// The statuses of all pages of the site, in the order of their URLs.
pub fn statuses(build: &Build, located: &[Located]) -> Vec<PageStatus> {
    let mut tallies = tallies(build, located, |_| true);
    let page =
        |output: &OutputPath| page(build, output, tallies.remove(output).unwrap_or_default());
    let mut statuses: Vec<PageStatus> = build.jobs().keys().filter_map(page).collect();
    statuses.sort_by(|a, b| a.url.cmp(&b.url));
    statuses
}

/// What there is to say of a page, counted.
#[derive(Debug, Clone, Copy, Default)]
struct Tally {
    images_without_alt: usize,
    broken_links: usize,
    errors: usize,
    warnings: usize,
    notes: usize,
}

fn page(build: &Build, output: &OutputPath, tally: Tally) -> Option<PageStatus> {
    let Work::Page(inputs) = &build.jobs().get(output)?.work else {
        return None;
    };
    if !inputs.data.kind.is_in_site() {
        return None;
    }
    let head = &inputs.data.head;
    let document = inputs
        .data
        .source
        .as_ref()
        .and_then(|source| build.document(source));
    let Timing {
        draft,
        scheduled,
        expired,
        expires: _,
    } = Timing::of(&head.matter, build.today());
    let Tally {
        images_without_alt,
        broken_links,
        errors,
        warnings,
        notes,
    } = tally;
    Some(PageStatus {
        url: inputs.data.route.url.clone(),
        file: inputs.data.source.as_ref().map(ToString::to_string),
        title_length: head.title.chars().count(),
        description_length: head
            .matter
            .description
            .as_deref()
            .map_or(0, |description| description.chars().count()),
        words: inputs.body.words,
        minutes: head.minutes,
        reading_grade: document.and_then(|document| check::reading_grade(document, build.config())),
        draft,
        scheduled,
        expired,
        images_without_alt,
        broken_links,
        errors,
        warnings,
        notes,
    })
}

/// The tallies of the pages that are wanted.
fn tallies<'a>(
    build: &'a Build,
    located: &'a [Located],
    wanted: impl Fn(&OutputPath) -> bool,
) -> BTreeMap<&'a OutputPath, Tally> {
    let mut tallies: BTreeMap<&OutputPath, Tally> = BTreeMap::new();
    for located in located {
        for (output, places) in concerned(build, located)
            .into_iter()
            .filter(|(output, _)| wanted(output))
        {
            tallies.entry(output).or_default().add(located, places);
        }
    }
    tallies
}

/// The outputs that a diagnostic concerns, and at how many places of each it is met, at least one.
fn concerned<'a>(build: &'a Build, located: &'a Located) -> BTreeMap<&'a OutputPath, usize> {
    let mut outputs: BTreeMap<&OutputPath, usize> = BTreeMap::new();
    for spot in located.met().into_iter().chain(&located.also) {
        if let Some(output) = output_of(build, &spot.target) {
            *outputs.entry(output).or_default() += 1;
        }
    }
    // What lies on the way from the fault to where it is met is concerned as well: the other file
    // of a collision.
    for spot in located
        .spot
        .iter()
        .chain(located.trace.iter().map(|frame| &frame.spot))
    {
        if let Some(output) = output_of(build, &spot.target) {
            outputs.entry(output).or_insert(1);
        }
    }
    outputs
}

fn output_of<'a>(build: &'a Build, target: &'a Target) -> Option<&'a OutputPath> {
    match target {
        Target::Source(file) => build.site().of_source(file).map(|page| &page.route.output),
        Target::Output(output) => Some(output),
    }
}

impl Tally {
    fn add(&mut self, located: &Located, places: usize) {
        match located.code {
            "missing-alt" => self.images_without_alt += places,
            "broken-link" | "broken-anchor" => self.broken_links += places,
            _ => {}
        }
        match located.severity {
            Severity::Error => self.errors += 1,
            Severity::Warning => self.warnings += 1,
            Severity::Note => self.notes += 1,
        }
    }
}
