//! `milepost build`: the site, published into its output folder.

use super::timings::{self, Timings};
use super::watchdog::with_watchdog;
use super::{Failure, Outcome, abandon, options, recovery, terminal, timing};
use crate::address::Addresses;
use crate::build::{self, Build, BuildOptions, Builder, Bytes, ImageWork, Remembered, Scope};
use crate::cache::Cache;
use crate::cli::{self, Format, Global};
use crate::config;
use crate::date::Date;
use crate::diagnostic::Diagnostic;
use crate::digest::Digest;
use crate::output::{OutputBytes, Phase};
use crate::path::{OutputPath, SITE_FILE};
use crate::plan::Job;
use crate::publish::{
    self, Folder, OutputPhase, Payload, Prepared, PublishError, PublishSummary, Stage,
};
use crate::report::{self, JsonReport, Located};
use crate::source::{self, Snapshot};
use serde::Serialize;
use std::mem::ManuallyDrop;
use std::path::Path;
use std::sync::Mutex;
use std::time::Instant;

/// Builds and publishes the site.
pub(super) fn build(global: &Global, arguments: &cli::Build) -> Result<Outcome, Failure> {
    let began = Instant::now();
    let root = recovery::site(global)?;
    let addresses = if arguments.relative {
        Addresses::Relative
    } else {
        Addresses::Rooted
    };
    let build_options = BuildOptions {
        addresses,
        judges_writing: false,
        ..options::publish(&arguments.selection)?
    };
    let output = options::output(&root, arguments.output_dir.as_ref())?;
    if arguments.abandon {
        return abandon::abandon(global, &output);
    }
    let folder = open(global, &output, &root)?;
    let mut timings = Timings::new(began);
    let snapshot = source::scan(&root, None);
    let build_options = options::with_history(build_options, &root, &snapshot);
    timings.end("looking through the folder");
    let inputs = inputs(&snapshot, &build_options);
    if is_asked_for_changes(arguments) && folder.is_current(without_messages(inputs)) {
        let milliseconds = began.elapsed().as_millis();
        terminal::status(
            global,
            &format!(
                "Nothing has changed since the last build into {}; looked in {milliseconds} ms.",
                options::display(&output)
            ),
        );
        return Ok(Outcome::Success);
    }
    let mut builder = ManuallyDrop::new(Builder::with_cache(options::cache(global, &root)));
    // Freeing all values of a large site takes longer than the system takes to end the program.
    let build = ManuallyDrop::new(builder.build(&snapshot, &build_options));
    timings.stages(build.stage_times());
    let attempt = with_watchdog(global, &build, || {
        let cache = builder.cache();
        render_and_publish(
            &build,
            folder,
            cache,
            inputs,
            arguments.strict,
            &mut timings,
        )
    })?;
    builder.cache().prune();
    timings.end("clearing up");
    let report = Report {
        build: &build,
        located: report::locate(&attempt.diagnostics, &*build),
        published: attempt.published.as_ref(),
        output: &output,
        began,
        timings: arguments
            .timings
            .then(|| timings.report(&build, &attempt.outcomes)),
    };
    match arguments.format {
        Format::Json => terminal::output(&report::json_text(&json(&report)))?,
        Format::Text => text(global, &report)?,
    }
    Ok(if attempt.published.is_some() {
        Outcome::Success
    } else {
        Outcome::SiteErrors
    })
}

/// True if a report is for people, who learn nothing from a build that changes nothing.
fn is_asked_for_changes(arguments: &cli::Build) -> bool {
    arguments.format == Format::Text && !arguments.timings
}

/// Returns the digest of everything that an output folder is made of: its sources, the options, the
/// day and this program. The time of day is no part of it, because pages come and go by the day.
fn inputs(snapshot: &Snapshot, options: &BuildOptions) -> Digest {
    // The build reads site.yaml too. Here only the time zone is needed, before anything is built.
    let config = config::read(snapshot.text(SITE_FILE).map(|text| &**text)).value;
    let today = Date::at(options.clock, &config.timezone);
    let timeless = BuildOptions {
        clock: 0,
        ..options.clone()
    };
    Digest::of(&(Digest::of_program(), snapshot.digest(), timeless, today))
}

/// Returns the digest that the manifest gets after a build without messages. Only such a build need
/// not be made again: warnings, pages that are held back and pages that will expire are reported
/// each time.
fn without_messages(inputs: Digest) -> Digest {
    Digest::of(&(inputs, "nothing to say"))
}

fn open(global: &Global, output: &Path, root: &Path) -> Result<Folder, Failure> {
    let mut waiting =
        |holder: &publish::Holder| terminal::status(global, &format!("Waiting: {holder}"));
    publish::open(output, root, &mut waiting).map_err(Failure::environment)
}

/// The outcome of rendering and publishing.
struct Attempt {
    diagnostics: Vec<Diagnostic>,
    outcomes: ManuallyDrop<Vec<build::Outcome>>,
    /// Nothing if an error, or a warning of a strict build, forbade publishing.
    published: Option<PublishSummary>,
}

/// Stages all outputs while they are rendered; publishes them if nothing is wrong.
fn render_and_publish(
    build: &Build,
    folder: Folder,
    cache: &Cache,
    inputs: Digest,
    strict: bool,
    timings: &mut Timings,
) -> Result<Attempt, Failure> {
    let stage = folder.stage().map_err(Failure::environment)?;
    let (outcomes, prepared) = prepare(build, &stage, cache).map_err(Failure::environment)?;
    let outcomes = ManuallyDrop::new(outcomes);
    timings.end("rendering and staging");
    let mut diagnostics = build.diagnostics(Scope::Rendered(&outcomes));
    timings.end("checking");
    if diagnostics
        .iter()
        .any(|diagnostic| forbids(diagnostic, strict))
    {
        return Ok(Attempt {
            diagnostics,
            outcomes,
            published: None,
        });
    }
    let has_messages = !diagnostics.is_empty() || !timing::sentences(build).is_empty();
    let inputs = match has_messages {
        true => inputs,
        false => without_messages(inputs),
    };
    let published = stage
        .publish(prepared, inputs)
        .map_err(Failure::environment)?;
    timings.end("publishing");
    diagnostics.extend(published.diagnostics.iter().cloned());
    if build.work().outputs_rendered > 0 {
        build::remember(cache, build, &outcomes);
    }
    Ok(Attempt {
        diagnostics,
        outcomes,
        published: Some(published),
    })
}

/// Makes all outputs complete: in the stage, or in their places. An output that was made of the
/// same things before, and is still in its place, is not made again.
fn prepare(
    build: &Build,
    stage: &Stage,
    cache: &Cache,
) -> Result<(Vec<build::Outcome>, Vec<Prepared>), PublishError> {
    let prepared: Mutex<Vec<Prepared>> = Mutex::new(Vec::with_capacity(build.jobs().len()));
    let failed: Mutex<Option<PublishError>> = Mutex::new(None);
    let remembered = Remembered::read(cache);
    let known = |job: &Job| {
        let known = remembered.get(job)?;
        let output = stage.keep(&job.route.output, phase_of(job.phase), known.digest)?;
        lock(&prepared).push(output);
        Some(known)
    };
    let take = |path: &OutputPath, phase: Phase, output: &OutputBytes| {
        let payload = match build.bytes_of(output) {
            Bytes::Here(bytes) => Payload::Bytes(bytes),
            Bytes::File { file, size } => Payload::Copy {
                from: file,
                digest: output.digest(),
                size,
            },
        };
        match stage.put(path, phase_of(phase), payload) {
            Ok(output) => lock(&prepared).push(output),
            Err(error) => *lock(&failed) = Some(error),
        }
    };
    let outcomes = build.each_other_output(known, take);
    match lock(&failed).take() {
        Some(error) => Err(error),
        None => Ok((outcomes, std::mem::take(&mut *lock(&prepared)))),
    }
}

/// Returns the phase in which publishing puts an output into place.
fn phase_of(phase: Phase) -> OutputPhase {
    match phase {
        Phase::Asset => OutputPhase::Asset,
        Phase::Page => OutputPhase::Page,
        Phase::Aggregate => OutputPhase::Aggregate,
    }
}

/// Locks a list, also after a thread panicked while it held the lock: it left the list as it was.
fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex
        .lock()
        .unwrap_or_else(std::sync::PoisonError::into_inner)
}

fn forbids(diagnostic: &Diagnostic, strict: bool) -> bool {
    use crate::diagnostic::Severity::{Error, Warning};
    diagnostic.severity == Error || (strict && diagnostic.severity == Warning)
}

/// Everything that is reported of a build.
struct Report<'a> {
    build: &'a Build,
    located: Vec<Located>,
    published: Option<&'a PublishSummary>,
    output: &'a Path,
    began: Instant,
    timings: Option<timings::Report>,
}

/// Reports a build to people.
fn text(global: &Global, report: &Report<'_>) -> Result<(), Failure> {
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
struct Json<'a> {
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

fn json<'a>(report: &'a Report<'_>) -> Json<'a> {
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
