//! `milepost check`: everything that is wrong, and nothing written unless `--fix` asks for it.

use super::{Failure, Outcome, fix, options, recovery, say};
use crate::cli::{Check, Format, Global};
use crate::pipeline::{BuildOptions, Builder};
use crate::report::{self, Located};
use crate::source;
use std::path::Path;

/// Checks the site.
pub(super) fn check(global: &Global, arguments: &Check) -> Result<Outcome, Failure> {
    let root = options::site_root(global)?;
    let options = options::publish(&arguments.selection)?;
    recovery::recover(global, &root)?;
    let (mut located, mut pages) = look(&root, &options);
    if arguments.fix && fix::fix(global, &root, &located)? > 0 {
        (located, pages) = look(&root, &options);
    }
    let summary = report::summary(&located);
    match arguments.format {
        Format::Json => say::output(&report::json_text(&report::json(&located))),
        Format::Text => {
            say::diagnostics(global, &located);
            say::line(global, &format!("Checked {pages} pages: {summary}."));
        }
    }
    let failed = summary.errors > 0 || (arguments.strict && summary.warnings > 0);
    Ok(if failed { Outcome::Errors } else { Outcome::Well })
}

/// Everything that is wrong now, and the number of pages.
fn look(root: &Path, options: &BuildOptions) -> (Vec<Located>, usize) {
    let build = Builder::default().build(&source::scan(root, None), options);
    let outcomes = build.each_output(|_, _, _| {});
    let mut diagnostics = build.diagnostics(&outcomes);
    diagnostics.extend(build.notes());
    (report::locate(&diagnostics, &build), build.site().pages.len())
}
