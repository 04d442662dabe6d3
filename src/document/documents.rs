//! All documents of a site.

use super::{Document, Head, ParseOptions};
use crate::diagnostic::{Checked, Diagnostic};
use crate::digest::{Digest, Digested};
use crate::path::SourcePath;
use std::sync::Arc;

/// All documents of a site, parsed, in the order of their paths. A clone shares them.
#[derive(Debug, Clone)]
pub struct Documents {
    all: Arc<[Entry]>,
    heads: Digested<Heads>,
}

/// A parsed document, with the diagnostics of parsing it.
type Parsed = Arc<Checked<Document>>;

/// The heads of all documents, in the order of their paths.
pub type Heads = Vec<(SourcePath, Digested<Head>)>;

/// A document in the list of all documents.
///
/// The fields beside the document repeat what an edit compares for each of ten thousand documents.
/// They lie side by side in memory, where the documents themselves do not.
#[derive(Debug, Clone)]
pub struct Entry {
    /// The path of the file.
    pub path: SourcePath,
    /// The document.
    pub document: Parsed,
    /// The digest of the body.
    pub body: Digest,
    /// The digest of the text as search finds it.
    pub passages: Digest,
    /// The digest of the summary, if there is one.
    pub summary: Option<Digest>,
    /// The number of words of the body.
    pub words: usize,
    text: Digest,
    options: Digest,
}

impl Entry {
    /// An entry for a document that was parsed with these options from a file with this path.
    pub fn new(path: SourcePath, document: Checked<Document>) -> Self {
        Entry {
            path,
            body: document.value.body.digest(),
            passages: document.value.passages.digest(),
            summary: document.value.summary.as_ref().map(Digested::digest),
            words: document.value.body.words,
            text: document.value.text,
            options: document.value.options,
            document: Arc::new(document),
        }
    }

    /// Returns true if parsing a text of this digest with these options makes an equal document.
    pub fn is_parsed_from(&self, text: Digest, options: &Digested<ParseOptions>) -> bool {
        self.text == text && self.options == options.digest()
    }
}

impl Documents {
    /// Takes entries in any order. From `previous` it takes over the heads if none of them changed:
    /// then nobody needs to digest them.
    pub fn new(mut all: Vec<Entry>, previous: Option<&Documents>) -> Self {
        // Stable, and quick where long runs are in order already.
        all.sort_by(|a, b| a.path.cmp(&b.path));
        let previous = previous.filter(|previous| has_equal_heads(&all, &previous.all));
        let heads = match previous {
            Some(previous) => previous.heads.clone(),
            None => Digested::new(all.iter().map(head).collect()),
        };
        Documents {
            all: all.into(),
            heads,
        }
    }

    /// Returns the heads of all documents.
    pub fn heads(&self) -> &Digested<Heads> {
        &self.heads
    }

    /// Returns a document by its path.
    pub fn get(&self, path: &SourcePath) -> Option<&Document> {
        let position = self.all.binary_search_by(|known| known.path.cmp(path));
        position.ok().map(|position| self.at(position))
    }

    /// Returns a document by its position in the order of paths.
    pub fn at(&self, position: usize) -> &Document {
        &self.all[position].document.value
    }

    /// Returns the entries, in the order of their paths.
    pub fn entries(&self) -> &[Entry] {
        &self.all
    }

    /// Returns the diagnostics of all documents.
    pub fn diagnostics(&self) -> impl Iterator<Item = &Diagnostic> {
        let documents = self.all.iter();
        documents.flat_map(|entry| &entry.document.diagnostics)
    }
}

fn head(entry: &Entry) -> (SourcePath, Digested<Head>) {
    (entry.path.clone(), entry.document.value.head.clone())
}

fn has_equal_heads(new: &[Entry], old: &[Entry]) -> bool {
    let is_equal = |(new, old): (&Entry, &Entry)| {
        // A document is parsed for one path, so the same one needs no comparison.
        Arc::ptr_eq(&new.document, &old.document)
            || (new.path == old.path && new.document.value.head == old.document.value.head)
    };
    new.len() == old.len() && new.iter().zip(old).all(is_equal)
}
