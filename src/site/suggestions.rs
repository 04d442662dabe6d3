//! Suggestions for links that lead to nothing.
//!
//! Most sites have no such link and need no table: each is made when the first link asks for it.

use super::target::{Origin, TargetDocument};
use crate::diagnostic::Names;
use crate::path::{SourcePath, split};
use std::collections::HashMap;
use std::sync::OnceLock;

/// The names that a wrong link can be meant for.
pub(super) struct Suggestions<'a> {
    /// The documents in the order of their sources.
    documents: &'a [TargetDocument<'a>],
    /// The files beside documents.
    attachments: Vec<&'a SourcePath>,
    /// The first document with each file name, in small letters.
    by_name: OnceLock<HashMap<String, &'a SourcePath>>,
    by_folder: OnceLock<HashMap<&'a str, Folder<'a>>>,
    /// The ids of each document.
    ids: OnceLock<Vec<OnceLock<Names<'a>>>>,
}

/// The files of one folder.
struct Folder<'a> {
    /// The first file with each name in small letters.
    by_name: HashMap<String, &'a SourcePath>,
    names: Names<'a>,
}

impl<'a> Suggestions<'a> {
    /// Takes all documents in the order of their sources, and the files beside them.
    pub(super) fn new(
        documents: &'a [TargetDocument<'a>],
        attachments: impl Iterator<Item = &'a SourcePath>,
    ) -> Self {
        Suggestions {
            documents,
            attachments: attachments.collect(),
            by_name: OnceLock::new(),
            by_folder: OnceLock::new(),
            ids: OnceLock::new(),
        }
    }

    /// Returns the target that the author probably meant: a file of that name, there or elsewhere,
    /// else one with a similar name in the same folder.
    pub(super) fn target(&self, from: &Origin<'_>, path: &str) -> Option<String> {
        let name = file_name(path);
        let meant = from.source_meant(path)?;
        let folder = meant
            .rsplit_once('/')
            .map_or("content", |(folder, _)| folder);
        let there = self.by_folder().get(folder);
        let named = there.and_then(|there| there.by_name.get(&name));
        if let Some(source) = named.or_else(|| self.by_name().get(&name)) {
            return Some(relative(from.source.folder(), source.as_str()));
        }
        // Every short name is near to one of a letter or two.
        let stem = name
            .rsplit_once('.')
            .map_or(name.as_str(), |(stem, _)| stem);
        if stem.chars().count() < 3 {
            return None;
        }
        let near = there?.names.nearest(&name)?;
        Some(relative(from.source.folder(), &format!("{folder}/{near}")))
    }

    /// Returns the path of a file as the document writes it.
    pub(super) fn written(&self, from: &Origin<'_>, file: &SourcePath) -> String {
        relative(from.source.folder(), file.as_str())
    }

    /// Returns the path of any other document of the site, as an example.
    pub(super) fn example(&self, from: &Origin<'_>) -> Option<String> {
        let mut others = self.sources().filter(|source| *source != from.source);
        others.next().map(|source| self.written(from, source))
    }

    /// Returns the id of a document that the author probably meant.
    pub(super) fn id(&self, document: &TargetDocument<'_>, written: &str) -> Option<&'a str> {
        let all = self.ids.get_or_init(|| {
            let documents = self.documents.iter();
            documents.map(|_| OnceLock::new()).collect()
        });
        let index = self
            .documents
            .binary_search_by(|other| other.source.cmp(document.source))
            .ok()?;
        let names = all[index].get_or_init(|| {
            let ids = self.documents[index].ids.iter();
            ids.map(String::as_str).collect()
        });
        names.nearest(written)
    }

    fn by_name(&self) -> &HashMap<String, &'a SourcePath> {
        self.by_name.get_or_init(|| by_name(self.sources()))
    }

    fn by_folder(&self) -> &HashMap<&'a str, Folder<'a>> {
        self.by_folder.get_or_init(|| {
            let mut files: HashMap<&str, Vec<&SourcePath>> = HashMap::new();
            for source in self.sources().chain(self.attachments.iter().copied()) {
                files.entry(source.folder()).or_default().push(source);
            }
            let folders = files.into_iter().map(|(folder, files)| {
                let names = files.iter().map(|file| file.file_name()).collect();
                let by_name = by_name(files.into_iter());
                (folder, Folder { by_name, names })
            });
            folders.collect()
        })
    }

    fn sources(&self) -> impl Iterator<Item = &'a SourcePath> {
        self.documents.iter().map(|document| document.source)
    }
}

/// Returns the first file with each name in small letters.
fn by_name<'a>(files: impl Iterator<Item = &'a SourcePath>) -> HashMap<String, &'a SourcePath> {
    let mut table = HashMap::new();
    for file in files {
        table.entry(file.file_name().to_lowercase()).or_insert(file);
    }
    table
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
    let (above, name) = split(path);
    let from: Vec<&str> = folder.split('/').collect();
    let to: Vec<&str> = above.split('/').collect();
    let equal = from.iter().zip(&to).take_while(|(a, b)| a == b).count();
    let upwards = from[equal..].iter().map(|_| "..");
    let parts: Vec<&str> = upwards
        .chain(to[equal..].iter().copied())
        .chain([name])
        .collect();
    parts.join("/")
}
