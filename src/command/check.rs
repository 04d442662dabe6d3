//! `milepost check`: all faults of a site. It writes nothing without `--fix`.

use super::watchdog::with_watchdog;
use super::{Failure, Outcome, fix, options, recovery, terminal};
use crate::build::{Build, BuildOptions, Builder, Remembered, Scope};
use crate::cli::{Check, Format, Global};
use crate::diagnostic::Diagnostic;
use crate::report::{self, JsonReport, PageStatus};
use crate::source;
use serde::Serialize;
use std::collections::BTreeSet;
use std::path::Path;

/// The report for programs.
#[derive(Serialize)]
struct Json<'a> {
    #[serde(flatten)]
    report: JsonReport<'a>,
    pages: Vec<PageStatus>,
}

/// The number of times that a site is mended and checked again. Of several corrections of one line
/// each time writes one.
const ROUNDS: usize = 100;

/// Checks the site.
pub(super) fn check(global: &Global, arguments: &Check) -> Result<Outcome, Failure> {
    let root = recovery::site(global)?;
    let build_options = options::publish(&arguments.selection)?;
    recovery::recover(global, &root);
    let mut builder = Builder::with_cache(options::cache(global, &root));
    let (mut build, mut diagnostics) = diagnose(global, &root, &mut builder, &build_options);
    let mut left = BTreeSet::new();
    let rounds = if arguments.fix { ROUNDS } else { 0 };
    for _ in 0..rounds {
        if !fix::fix(global, &build, &diagnostics, &mut left) {
            break;
        }
        (build, diagnostics) = diagnose(global, &root, &mut builder, &build_options);
    }
    builder.cache().prune();
    let located = report::locate(&diagnostics, &build);
    let summary = report::summary(&located);
    match arguments.format {
        Format::Json => {
            let pages = report::statuses(&build, &located);
            terminal::output(&report::json_text(&Json {
                report: report::json(&located),
                pages,
            }))?;
        }
        Format::Text => {
            terminal::diagnostics(global, &located);
            let pages = build.jobs().page_count();
            terminal::status(global, &format!("Checked {pages} pages: {summary}."));
        }
    }
    let failed =
        !left.is_empty() || summary.errors > 0 || (arguments.strict && summary.warnings > 0);
    Ok(if failed {
        Outcome::SiteErrors
    } else {
        Outcome::Success
    })
}

/// Builds the site and returns it with all its faults.
fn diagnose(
    global: &Global,
    root: &Path,
    builder: &mut Builder,
    options: &BuildOptions,
) -> (Build, Vec<Diagnostic>) {
    let snapshot = source::scan(root, None);
    let options = options::with_history(options.clone(), root, &snapshot);
    let build = builder.build(&snapshot, &options);
    let remembered = Remembered::read(builder.cache());
    let outcomes = with_watchdog(global, &build, || build.examine(|job| remembered.get(job)));
    let diagnostics = build.diagnostics(Scope::Checked(&outcomes));
    (build, diagnostics)
}
