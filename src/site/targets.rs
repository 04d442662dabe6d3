//! The targets of links: all documents, and the files that a site publishes beside them.

use super::route::Route;
use super::schedule::HeldBack;
use super::suggestions::Suggestions;
use super::target::{Destination, Origin, TargetDocument};
use crate::date::Date;
use crate::digest::{Digest, Digested};
use crate::index_file::documents_at;
use crate::path::{OutputPath, SourcePath, encode_url, join};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::hash::{Hash, Hasher};
use std::sync::OnceLock;

/// The files that pages may link to: each source beside a document with its address, and every file
/// that stages name themselves.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct FileTargets {
    by_source: BTreeMap<SourcePath, Route>,
    outputs: BTreeSet<OutputPath>,
    /// The files that are not published, each with the document that holds it back.
    held_back: BTreeMap<SourcePath, SourcePath>,
}

impl FileTargets {
    /// Adds a file beside a document.
    pub fn add_attachment(&mut self, source: &SourcePath, route: Route) {
        self.outputs.insert(route.output.clone());
        self.by_source.insert(source.clone(), route);
    }

    /// Adds a file that is not published, with the document that holds it back if one does.
    pub fn hold_back(&mut self, source: &SourcePath, document: Option<&SourcePath>) {
        let document = document.cloned();
        self.held_back
            .extend(document.map(|document| (source.clone(), document)));
    }

    /// Adds a file by its path in the output.
    pub fn add_output(&mut self, output: OutputPath) {
        self.outputs.insert(output);
    }

    /// Returns the route of a file beside a document.
    pub fn attachment(&self, source: &SourcePath) -> Option<&Route> {
        self.by_source.get(source)
    }
}

/// Everything that a link can lead to. Its `Hash` is one digest of all of it.
pub(super) struct Targets<'a> {
    digest: Digest,
    documents: &'a [TargetDocument<'a>],
    files: &'a FileTargets,
    /// The URLs of pages that may have no document.
    urls: BTreeSet<String>,
    held_back: &'a [HeldBack],
    pub(super) today: Date,
    // Most edits change no link and need no table; each is made when the first link asks for it.
    by_source: OnceLock<HashMap<&'a str, &'a TargetDocument<'a>>>,
    by_url: OnceLock<HashMap<&'a str, &'a TargetDocument<'a>>>,
    /// The names that a wrong link can be meant for.
    pub(super) suggestions: Suggestions<'a>,
}

impl<'a> Targets<'a> {
    /// Takes all documents in the order of their sources, the files, and the URLs of pages that may
    /// have no document.
    pub(super) fn new(
        documents: &'a [TargetDocument<'a>],
        files: &'a Digested<FileTargets>,
        urls: BTreeSet<String>,
        held_back: &'a [HeldBack],
        today: Date,
    ) -> Self {
        // The day matters only to the words for what is held back.
        let day = (!held_back.is_empty()).then_some(today);
        Targets {
            digest: Digest::of(&(documents, files, &urls, held_back, day)),
            held_back,
            today,
            documents,
            files,
            urls,
            by_source: OnceLock::new(),
            by_url: OnceLock::new(),
            suggestions: Suggestions::new(documents, files.by_source.keys()),
        }
    }

    /// Looks a path up: as a file from the folder of the document, from `content/`, and at last as
    /// a URL of the site.
    pub(super) fn find(&self, from: &Origin<'_>, path: &str) -> Option<Destination<'_>> {
        if let Some(below) = path.strip_prefix("@/") {
            return self.by_source(&join("content", below)?);
        }
        if let Some(below) = path.strip_prefix('/') {
            return self
                .by_url(&join("", below)?, path.ends_with('/'))
                .or_else(|| self.by_source(&join("content", below)?));
        }
        let beside = || self.by_source(&join(from.source.folder(), path)?);
        let as_url = || {
            let url = join(from.route.url.trim_matches('/'), path)?;
            self.by_url(&url, path.ends_with('/'))
        };
        // A path that ends with a slash is a URL, and means what it means to a browser.
        match path.ends_with('/') {
            true => as_url().or_else(beside),
            false => beside().or_else(as_url),
        }
    }

    /// Returns the URL of the file that a relative URL would mean as a path of a file, if it means
    /// another page as a URL.
    pub(super) fn nearer_file(&self, from: &Origin<'_>, path: &str, url: &str) -> Option<String> {
        if !path.ends_with('/') || path.starts_with(['/', '@']) {
            return None;
        }
        let beside = self.by_source(&join(from.source.folder(), path)?)?;
        let document = beside.document.filter(|_| beside.url != url)?;
        Some(self.suggestions.written(from, document.source))
    }

    /// Returns the document that is not published now, if a path means one or a file that belongs
    /// to one.
    pub(super) fn held_back(&self, from: &Origin<'_>, path: &str) -> Option<&'a HeldBack> {
        let meant = from.source_meant(path)?;
        let file = SourcePath::new(&meant).ok();
        let owner = file.and_then(|file| self.files.held_back.get(&file));
        let of = |name: &str| {
            let found = self
                .held_back
                .binary_search_by(|page| page.source.as_str().cmp(name));
            found.ok().map(|at| &self.held_back[at])
        };
        match owner {
            Some(owner) => of(owner.as_str()),
            None => documents_at(&meant).iter().find_map(|name| of(name)),
        }
    }

    /// True if there are documents in a folder.
    pub(super) fn is_folder(&self, path: &str) -> bool {
        let folder = format!("{path}/");
        let before = |document: &TargetDocument<'_>| document.source.as_str() < folder.as_str();
        let after = self.documents.partition_point(before);
        let next = self.documents.get(after);
        next.is_some_and(|document| document.source.below(path).is_some())
    }

    fn by_source(&self, path: &str) -> Option<Destination<'_>> {
        let path = path.trim_end_matches('/');
        let document = documents_at(path)
            .iter()
            .find_map(|name| self.document_by_source(name));
        if let Some(document) = document {
            return Some(Destination {
                url: document.route.url.clone(),
                document: Some(document),
            });
        }
        let route = self.files.by_source.get(path)?;
        Some(Destination {
            url: route.url.clone(),
            document: None,
        })
    }

    fn by_url(&self, path: &str, is_folder: bool) -> Option<Destination<'_>> {
        let encoded = encode_url(path);
        let file = format!("/{encoded}");
        let page = if encoded.is_empty() {
            "/".to_owned()
        } else {
            format!("/{encoded}/")
        };
        for url in [page, file.clone()] {
            if let Some(document) = self.document_by_url(&url) {
                return Some(Destination {
                    url,
                    document: Some(document),
                });
            }
            if self.urls.contains(&url) {
                return Some(Destination {
                    url,
                    document: None,
                });
            }
        }
        let exists = !is_folder && self.files.outputs.contains(path);
        exists.then_some(Destination {
            url: file,
            document: None,
        })
    }

    /// Returns the document of a source.
    pub(super) fn document_by_source(&self, source: &str) -> Option<&'a TargetDocument<'a>> {
        let table = self.by_source.get_or_init(|| {
            let documents = self.documents.iter();
            documents
                .map(|document| (document.source.as_str(), document))
                .collect()
        });
        table.get(source).copied()
    }

    fn document_by_url(&self, url: &str) -> Option<&'a TargetDocument<'a>> {
        let table = self.by_url.get_or_init(|| {
            let documents = self.documents.iter();
            documents
                .map(|document| (document.route.url.as_str(), document))
                .collect()
        });
        table.get(url).copied()
    }
}

impl Hash for Targets<'_> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.digest.hash(state);
    }
}
