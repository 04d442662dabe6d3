//! All documents of a site.

use super::Document;
use crate::diagnostic::{Checked, Diagnostic};
use crate::path::SourcePath;
use std::sync::Arc;

/// All documents of a site, parsed, in the order of their paths.
#[derive(Debug, Clone, Default)]
pub struct Documents(Vec<(SourcePath, Arc<Checked<Document>>)>);

impl Documents {
    /// Takes parsed documents in any order.
    pub fn new(mut documents: Vec<(SourcePath, Arc<Checked<Document>>)>) -> Self {
        // Stable, and quick where long runs are in order already.
        documents.sort_by(|(a, _), (b, _)| a.cmp(b));
        Documents(documents)
    }

    /// Returns a document by its path.
    pub fn get(&self, path: &SourcePath) -> Option<&Document> {
        let position = self.0.binary_search_by(|(known, _)| known.cmp(path));
        position.ok().map(|position| self.at(position))
    }

    /// Returns a document by its position in the order of paths.
    pub fn at(&self, position: usize) -> &Document {
        &self.0[position].1.value
    }

    /// Returns the documents with their paths.
    pub fn iter(&self) -> impl Iterator<Item = (&SourcePath, &Arc<Checked<Document>>)> {
        self.0.iter().map(|(path, document)| (path, document))
    }

    /// Returns the diagnostics of all documents.
    pub fn diagnostics(&self) -> impl Iterator<Item = &Diagnostic> {
        let documents = self.0.iter();
        documents.flat_map(|(_, document)| &document.diagnostics)
    }
}
