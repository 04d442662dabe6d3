//! What commands print: diagnostics and progress to standard error, results for programs to standard output.

use crate::cli::{Color, Global};
use crate::diagnostic::{Diagnostic, Item};
use crate::path::{OutputPath, SourcePath};
use crate::pipeline::Build;
use crate::report::{self, Colour, Limit, Located, Sources};
use std::io::{IsTerminal, Write};
use std::ops::Range;
use std::sync::Arc;

/// Diagnostics of a build, looked up in its sources.
pub(super) fn locate(build: &Build, diagnostics: &[Diagnostic]) -> Vec<Located> {
    report::locate(diagnostics, &Lookup(build))
}

/// Prints diagnostics for people.
pub(super) fn diagnostics(global: &Global, located: &[Located]) {
    let limit = if global.verbose { Limit::All } else { Limit::TERMINAL };
    error(&report::text(located, limit, colour(global)));
}

/// Prints text to standard error. That nobody listens is no reason to fail.
pub(super) fn error(text: &str) {
    let _ = std::io::stderr().lock().write_all(text.as_bytes());
}

/// Prints a line to standard error, unless nothing but faults is wanted.
pub(super) fn line(global: &Global, text: &str) {
    if !global.quiet {
        error(&format!("{text}\n"));
    }
}

/// Prints text to standard output.
pub(super) fn output(text: &str) {
    let _ = std::io::stdout().lock().write_all(text.as_bytes());
}

/// Whether to use colours on standard error. Source of the variable: no-color.org.
pub(super) fn colour(global: &Global) -> Colour {
    let wanted = match global.color {
        Color::Always => true,
        Color::Never => false,
        Color::Auto => std::io::stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty()),
    };
    if wanted { Colour::Ansi } else { Colour::Plain }
}

/// A build as `report` looks things up in it.
pub(crate) struct Lookup<'a>(pub(crate) &'a Build);

impl Sources for Lookup<'_> {
    fn text(&self, file: &SourcePath) -> Option<Arc<str>> {
        self.0.snapshot().text(file.as_str()).cloned()
    }

    fn item(&self, file: &SourcePath, item: &Item) -> Option<Range<usize>> {
        self.0.place_of(file, item)
    }

    fn url(&self, file: &SourcePath) -> Option<String> {
        self.0.site().of_source(file).map(|page| page.route.url.clone())
    }

    fn output_url(&self, output: &OutputPath) -> String {
        self.0.jobs().get(output).map_or_else(|| format!("/{output}"), |job| job.route.url.clone())
    }
}
