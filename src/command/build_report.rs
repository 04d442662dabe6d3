//! The report of a build, to people and to programs.

use super::{Failure, options, terminal, timing, timings};
use crate::address::Addresses;
use crate::build::{Build, ImageWork};
use crate::cli::Global;
use crate::publish::PublishSummary;
use crate::report::{self, JsonReport, Located};
use serde::Serialize;
use std::path::Path;
use std::time::Instant;

/// Everything that is reported of a build.
pub(super) struct Report<'a> {
    pub build: &'a Build,
    pub located: Vec<Located>,
    pub published: Option<&'a PublishSummary>,
    pub output: &'a Path,
    pub began: Instant,
    pub timings: Option<timings::Report>,
}

/// Reports a build to people.
pub(super) fn text(global: &Global, report: &Report<'_>) -> Result<(), Failure> {
    let build = report.build;
    terminal::diagnostics(global, &report.located);
    timing::sentences(build)
        .iter()
        .for_each(|sentence| terminal::status(global, sentence));
    let ImageWork { made, cached } = build.image_work();
    if made + cached > 0 {
        terminal::status(
            global,
            &format!("Pictures: {made} new, {cached} from the cache."),
        );
    }
    if let Some(timings) = &report.timings {
        terminal::output(&timings.text())?;
    }
    let milliseconds = report.began.elapsed().as_millis();
    let Some(published) = report.published else {
        terminal::error(&format!(
            "Nothing was published: {}. The site that was there is untouched.\n",
            report::summary(&report.located)
        ));
        return Ok(());
    };
    if build.config().base_url.is_none() {
        terminal::status(
            global,
            "There is no `base_url` in site.yaml: \
             the sitemap, pictures for sharing and absolute links are left out.",
        );
    }
    terminal::status(
        global,
        &format!(
            "Built {} pages into {} in {milliseconds} ms: \
             {} files written, {} unchanged, {} removed; {} kB, {}.",
            build.jobs().page_count(),
            options::display(report.output),
            published.written,
            published.unchanged,
            published.removed,
            published.bytes.div_ceil(1000),
            published.hash.short(16),
        ),
    );
    if build.options().addresses == Addresses::Relative {
        terminal::status(
            global,
            "It needs no host: copy the folder wherever you like, and open `index.html` in it.",
        );
    }
    Ok(())
}

/// The report of a build to programs.
#[derive(Serialize)]
pub(super) struct Json<'a> {
    pages: usize,
    documents_parsed: usize,
    outputs_rendered: usize,
    images_new: usize,
    images_cached: usize,
    files_written: usize,
    files_removed: usize,
    bytes: u64,
    hash: Option<String>,
    #[serde(flatten)]
    timing: timing::Report,
    #[serde(flatten)]
    report: JsonReport<'a>,
    milliseconds: u128,
    #[serde(skip_serializing_if = "Option::is_none")]
    timings: Option<&'a timings::Report>,
}

pub(super) fn json<'a>(report: &'a Report<'_>) -> Json<'a> {
    let Report {
        build, published, ..
    } = report;
    let (work, images) = (build.work(), build.image_work());
    Json {
        pages: build.jobs().page_count(),
        documents_parsed: work.documents_parsed,
        outputs_rendered: work.outputs_rendered,
        images_new: images.made,
        images_cached: images.cached,
        files_written: published.map_or(0, |published| published.written),
        files_removed: published.map_or(0, |published| published.removed),
        bytes: published.map_or(0, |published| published.bytes),
        hash: published.map(|published| published.hash.hex()),
        timing: timing::report(build),
        report: report::json(&report.located),
        milliseconds: report.began.elapsed().as_millis(),
        timings: report.timings.as_ref(),
    }
}
