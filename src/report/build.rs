//! A build as the source of texts and places.

use super::SourceLookup;
use crate::build::Build;
use crate::diagnostic::Item;
use crate::path::{OutputPath, SourcePath};
use std::ops::Range;
use std::sync::Arc;

impl SourceLookup for Build {
    fn text(&self, file: &SourcePath) -> Option<Arc<str>> {
        self.snapshot().text(file.as_str()).cloned()
    }

    fn item(&self, file: &SourcePath, item: &Item) -> Option<Range<usize>> {
        self.place_of(file, item)
    }

    fn url(&self, file: &SourcePath) -> Option<String> {
        self.site()
            .of_source(file)
            .map(|page| page.route.url.clone())
    }

    fn output_url(&self, output: &OutputPath) -> String {
        self.jobs()
            .get(output)
            .map_or_else(|| format!("/{output}"), |job| job.route.url.clone())
    }
}
