//! The targets of links: all documents, and the files that a site publishes beside them.

use super::route::Route;
use crate::diagnostic::nearest;
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
}

impl FileTargets {
    /// Adds a file beside a document.
    pub fn add_attachment(&mut self, source: &SourcePath) {
        if let Some(route) = Route::of_attachment(source) {
            self.outputs.insert(route.output.clone());
            self.by_source.insert(source.clone(), route);
        }
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

/// A document as far as links from others depend on it.
#[derive(Hash)]
pub(super) struct TargetDocument<'a> {
    pub source: &'a SourcePath,
    pub route: &'a Digested<Route>,
    /// The ids that a fragment can name.
    pub ids: &'a Digested<Vec<String>>,
}

/// Everything that a link can lead to. Its `Hash` is one digest of all of it.
pub(super) struct Targets<'a> {
    digest: Digest,
    documents: &'a [TargetDocument<'a>],
    files: &'a FileTargets,
    // Most edits change no link and need no table; each is made when the first link asks for it.
    by_source: OnceLock<HashMap<&'a str, &'a TargetDocument<'a>>>,
    by_url: OnceLock<HashMap<&'a str, &'a TargetDocument<'a>>>,
    /// The sources by the name of their file, in small letters.
    by_name: OnceLock<HashMap<String, Vec<&'a SourcePath>>>,
}

impl<'a> Targets<'a> {
    /// Takes all documents in the order of their sources.
    pub(super) fn new(
        documents: &'a [TargetDocument<'a>],
        files: &'a Digested<FileTargets>,
    ) -> Self {
        Targets {
            digest: Digest::of(&(documents, files)),
            documents,
            files,
            by_source: OnceLock::new(),
            by_url: OnceLock::new(),
            by_name: OnceLock::new(),
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
        let beside = join(from.source.folder(), path);
        beside.and_then(|path| self.by_source(&path)).or_else(|| {
            let url = join(from.route.url.trim_matches('/'), path)?;
            self.by_url(&url, path.ends_with('/'))
        })
    }

    /// Returns the target that the author probably meant: a file of that name, there or elsewhere,
    /// else one with a similar name in the same folder.
    pub(super) fn nearest(&self, from: &Origin<'_>, path: &str) -> Option<String> {
        let name = file_name(path);
        let meant = from.source_meant(path)?;
        let folder = meant
            .rsplit_once('/')
            .map_or("content", |(folder, _)| folder);
        let named = self.documents_named(&name);
        let in_folder = named.iter().find(|source| source.folder() == folder);
        if let Some(source) = in_folder.or(named.first()) {
            return Some(relative(from.source.folder(), source.as_str()));
        }
        let documents = self.documents.iter().map(|document| document.source);
        let mut beside: Vec<&str> = documents
            .chain(self.files.by_source.keys())
            .filter(|path| path.folder() == folder)
            .map(SourcePath::file_name)
            .collect();
        beside.sort_unstable();
        let near = nearest(&name, beside)?;
        Some(relative(from.source.folder(), &format!("{folder}/{near}")))
    }

    /// True if there are documents in a folder.
    pub(super) fn is_folder(&self, path: &str) -> bool {
        self.documents
            .iter()
            .any(|document| document.source.below(path).is_some())
    }

    fn by_source(&self, path: &str) -> Option<Destination<'_>> {
        let path = path.trim_end_matches('/');
        let document = documents_at(path)
            .iter()
            .find_map(|name| self.document_by_source(name));
        if let Some(document) = document {
            return Some(Destination {
                url: document.route.url.clone(),
                ids: Some(document.ids),
            });
        }
        let route = self.files.by_source.get(path)?;
        Some(Destination {
            url: route.url.clone(),
            ids: None,
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
                    ids: Some(document.ids),
                });
            }
        }
        let exists = !is_folder && self.files.outputs.contains(path);
        exists.then_some(Destination {
            url: file,
            ids: None,
        })
    }

    fn document_by_source(&self, source: &str) -> Option<&'a TargetDocument<'a>> {
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

    /// Returns the documents whose file has this name, given in small letters.
    fn documents_named(&self, name: &str) -> &[&'a SourcePath] {
        let table = self.by_name.get_or_init(|| {
            let mut table: HashMap<String, Vec<&SourcePath>> = HashMap::new();
            for TargetDocument { source, .. } in self.documents {
                let name = source.file_name().to_lowercase();
                table.entry(name).or_default().push(source);
            }
            table
        });
        table.get(name).map_or(&[], Vec::as_slice)
    }
}

impl Hash for Targets<'_> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.digest.hash(state);
    }
}

/// The document that contains a link.
pub(super) struct Origin<'a> {
    pub source: &'a SourcePath,
    pub route: &'a Route,
    pub ids: &'a [String],
}

impl Origin<'_> {
    /// Returns the path of the source that a link means, if it means one.
    pub(super) fn source_meant(&self, path: &str) -> Option<String> {
        let path = path.trim_end_matches('/');
        match path.strip_prefix('/').or_else(|| path.strip_prefix("@/")) {
            Some(below) => join("content", below),
            None => join(self.source.folder(), path),
        }
    }
}

/// The page or the file that a link leads to.
pub(super) struct Destination<'a> {
    /// Empty for the page itself.
    pub url: String,
    /// The ids that a fragment can name; `None` for files.
    pub ids: Option<&'a [String]>,
}

/// Returns the name of the file that a path leads to, in small letters. Texts from other generators
/// name the page that is made of the file, `page.html` or `page`.
fn file_name(path: &str) -> String {
    let name = path
        .trim_end_matches('/')
        .rsplit('/')
        .next()
        .unwrap_or(path)
        .to_lowercase();
    let stem = name
        .strip_suffix(".html")
        .or_else(|| name.strip_suffix(".htm"))
        .or_else(|| (!name.contains('.')).then_some(&name));
    match stem {
        Some(stem) => format!("{stem}.md"),
        None => name,
    }
}

/// Returns the path of a file as a file in `folder` writes it.
fn relative(folder: &str, path: &str) -> String {
    let mut from: Vec<&str> = folder.split('/').collect();
    let mut to: Vec<&str> = path.split('/').collect();
    while !from.is_empty() && to.len() > 1 && from[0] == to[0] {
        from.remove(0);
        to.remove(0);
    }
    let mut parts = vec![".."; from.len()];
    parts.extend(to);
    parts.join("/")
}
