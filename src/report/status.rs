//! The status of a page: the figures that a writer looks at, for `check --format json` and for the
//! preview.

use super::located::{Located, Target};
use crate::build::Build;
use crate::check;
use crate::date::Date;
use crate::diagnostic::Severity;
use crate::path::OutputPath;
use crate::site::Timing;
use serde::Serialize;
use std::collections::BTreeMap;

/// The status of a page. Keys are only ever added to it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PageStatus {
    /// The URL from the root of the site.
    pub url: String,
    /// The document; none for a home that has none.
    pub file: Option<String>,
    /// The characters of the title.
    pub title_length: usize,
    /// The characters of the description; 0 if the page has none.
    pub description_length: usize,
    /// The words of the content, headings and code included, as templates see them.
    pub words: usize,
    /// Minutes that an adult takes to read it, at least 1.
    pub minutes: usize,
    /// The reading grade of the prose, to one decimal; none if the site is not in English or the
    /// prose has fewer than 100 words.
    pub reading_grade: Option<f64>,
    /// True for drafts.
    pub draft: bool,
    /// The future day on which the page appears.
    pub scheduled: Option<Date>,
    /// The day on which the page expired.
    pub expired: Option<Date>,
    /// The number of images without alternative text (`missing-alt`).
    pub images_without_alt: usize,
    /// The number of broken links (`broken-link`, `broken-anchor`).
    pub broken_links: usize,
    /// The number of errors that concern the page. A diagnostic merged over several places counts
    /// once, so that the errors elsewhere are those of the summary less these.
    pub errors: usize,
    /// The number of warnings that concern the page.
    pub warnings: usize,
    /// The number of notes that concern the page.
    pub notes: usize,
}

/// Returns the status of the page at an output, given all diagnostics of the site
/// (`Build::diagnostics`, located). `None` for outputs that are no pages of the site: files,
/// redirects, the page for missing addresses.
///
/// It renders nothing and reads the diagnostics once.
pub fn status(build: &Build, output: &OutputPath, located: &[Located]) -> Option<PageStatus> {
    let mut tallies = tallies(build, located, |page| page == output);
    page_status(build, output, tallies.remove(output).unwrap_or_default())
}

/// Returns the statuses of all pages of the site, in the order of their URLs.
pub fn statuses(build: &Build, located: &[Located]) -> Vec<PageStatus> {
    let mut tallies = tallies(build, located, |_| true);
    let mut statuses: Vec<PageStatus> = build
        .jobs()
        .keys()
        .filter_map(|output| page_status(build, output, tallies.remove(output).unwrap_or_default()))
        .collect();
    statuses.sort_by(|a, b| a.url.cmp(&b.url));
    statuses
}

/// The numbers of diagnostics of one page.
#[derive(Debug, Clone, Copy, Default)]
struct Tally {
    images_without_alt: usize,
    broken_links: usize,
    errors: usize,
    warnings: usize,
    notes: usize,
}

fn page_status(build: &Build, output: &OutputPath, tally: Tally) -> Option<PageStatus> {
    let inputs = build.jobs().get(output)?.page()?;
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
    } = Timing::of(&head.front_matter, build.today());
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
            .front_matter
            .description
            .as_deref()
            .map_or(0, |description| description.chars().count()),
        words: document.map_or(0, |document| document.body.words),
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

/// Returns the tallies of the pages for which `wanted` is true.
fn tallies<'a>(
    build: &'a Build,
    located: &'a [Located],
    wanted: impl Fn(&OutputPath) -> bool,
) -> BTreeMap<&'a OutputPath, Tally> {
    let mut tallies: BTreeMap<&OutputPath, Tally> = BTreeMap::new();
    for located in located {
        for (output, locations) in concerned(build, located)
            .into_iter()
            .filter(|(output, _)| wanted(output))
        {
            tallies.entry(output).or_default().add(located, locations);
        }
    }
    tallies
}

/// Returns the outputs that a diagnostic concerns, with the number of its locations in each, at
/// least one.
fn concerned<'a>(build: &'a Build, located: &'a Located) -> BTreeMap<&'a OutputPath, usize> {
    let mut outputs: BTreeMap<&OutputPath, usize> = BTreeMap::new();
    for location in located.outermost().into_iter().chain(&located.also) {
        if let Some(output) = output_of(build, &location.target) {
            *outputs.entry(output).or_default() += 1;
        }
    }
    // A collision concerns the other file too, so all steps from the fault outwards count.
    for location in located
        .location
        .iter()
        .chain(located.trace.iter().map(|frame| &frame.location))
    {
        if let Some(output) = output_of(build, &location.target) {
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
    fn add(&mut self, located: &Located, locations: usize) {
        match located.code {
            "missing-alt" => self.images_without_alt += locations,
            "broken-link" | "broken-anchor" => self.broken_links += locations,
            _ => {}
        }
        match located.severity {
            Severity::Error => self.errors += 1,
            Severity::Warning => self.warnings += 1,
            Severity::Note => self.notes += 1,
        }
    }
}
