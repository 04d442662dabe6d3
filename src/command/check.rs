//! `milepost check`: everything that is wrong, and nothing written.

use super::{Failure, Outcome, options, say};
use crate::cli::{Check, Format, Global};
use crate::pipeline::Builder;
use crate::report;
use crate::source;

/// Checks the site.
pub(super) fn check(global: &Global, arguments: &Check) -> Result<Outcome, Failure> {
    let root = options::site_root(global)?;
    let options = options::publish(&arguments.selection)?;
    let build = Builder::default().build(&source::scan(&root, None), &options);
    let outcomes = build.each_output(|_, _, _| {});
    let mut diagnostics = build.diagnostics(&outcomes);
    diagnostics.extend(build.notes());
    let located = say::locate(&build, &diagnostics);
    let summary = report::summary(&located);
    match arguments.format {
        Format::Json => say::output(&report::json_text(&report::json(&located))),
        Format::Text => {
            say::diagnostics(global, &located);
            say::line(global, &format!("Checked {} pages: {summary}.", build.site().pages.len()));
        }
    }
    let failed = summary.errors > 0 || (arguments.strict && summary.warnings > 0);
    Ok(if failed { Outcome::Errors } else { Outcome::Well })
}
