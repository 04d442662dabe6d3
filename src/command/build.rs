//! `milepost build`: the site, published into its output folder.

use super::build_report::{Report, json, text};
use super::timings::Timings;
use super::watchdog::with_watchdog;
use super::{Failure, Outcome, abandon, options, recovery, terminal, timing};
use crate::address::Addresses;
use crate::build::{self, Build, BuildOptions, Builder, Bytes, Remembered, Scope};
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
use crate::report;
use crate::source::{self, Snapshot};
use std::mem::ManuallyDrop;
use std::path::Path;
use std::sync::Mutex;
use std::time::Instant;

/// Builds and publishes the site.
pub(super) fn build(global: &Global, arguments: &cli::Build) -> Result<Outcome, Failure> {
    let began = Instant::now();
    let root = recovery::site(global)?;
    let build_options = build_options(arguments)?;
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
    if may_be_left_out(arguments) && folder.is_current(without_messages(inputs)) {
        say_unchanged(global, &output, began);
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

fn build_options(arguments: &cli::Build) -> Result<BuildOptions, Failure> {
    let addresses = match arguments.relative {
        true => Addresses::Relative,
        false => Addresses::Rooted,
    };
    Ok(BuildOptions {
        addresses,
        judges_writing: false,
        ..options::publish(&arguments.selection)?
    })
}

fn say_unchanged(global: &Global, output: &Path, began: Instant) {
    let milliseconds = began.elapsed().as_millis();
    let output = options::display(output);
    let sentence = format!(
        "Nothing has changed since the last build into {output}; looked in {milliseconds} ms."
    );
    terminal::status(global, &sentence);
}

/// True if a build that would change nothing is left out: people learn nothing from it, and
/// programs and `--timings` ask for its report.
fn may_be_left_out(arguments: &cli::Build) -> bool {
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
