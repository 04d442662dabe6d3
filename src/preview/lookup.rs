//! A build as `report` looks things up in it.

use crate::diagnostic::{Diagnostic, Item};
use crate::path::{OutputPath, SourcePath};
use crate::pipeline::Build;
use crate::report::{self, Located, Sources};
use std::ops::Range;
use std::sync::Arc;

/// Diagnostics of a build with their places as people count them.
pub(super) fn locate(build: &Build, diagnostics: &[Diagnostic]) -> Vec<Located> {
    report::locate(diagnostics, &Lookup(build))
}

struct Lookup<'a>(&'a Build);

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
