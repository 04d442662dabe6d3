//! The snapshot: all sources at one moment.

use super::site_file::{SiteFile, SiteFolder};
use crate::diagnostic::Diagnostic;
use crate::digest::Digest;
use crate::disk::{File, Status, status_of};
use crate::merge::merge_join;
use crate::path::SourcePath;
use std::collections::{BTreeMap, BTreeSet};
use std::hash::{Hash, Hasher};
use std::io;
use std::ops::Bound::{Excluded, Included};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// All sources of a site, sorted by path. A clone shares everything.
#[derive(Debug, Clone, Default)]
pub struct Snapshot {
    /// The documents. They are apart because they are many: a stage that reads other files need not
    /// walk past them.
    documents: Arc<Files>,
    others: Arc<Files>,
    /// The files that the walk could not take: names that are not Unicode, links that lead out of
    /// the site, folders that cannot be read.
    pub(super) problems: Arc<[Diagnostic]>,
    /// The files and folders of the site that links lead to.
    pub(super) linked: Arc<BTreeSet<PathBuf>>,
    /// The folder of the site, once it was scanned.
    pub(super) root: Option<Arc<SiteFolder>>,
}

type Files = BTreeMap<SourcePath, Arc<SourceFile>>;

/// One source.
#[derive(Debug, Clone)]
pub struct SourceFile {
    /// The purpose of the source, which follows from its path.
    pub kind: Kind,
    /// The digest of its bytes.
    pub digest: Digest,
    /// The text, or the place of the bytes.
    pub content: Content,
    /// The error if the file cannot be read or is not UTF-8.
    pub fault: Option<Diagnostic>,
    pub(super) stamp: Stamp,
}

/// A file is digested by its bytes, and by the path from which they can be read again: if a link
/// leads to another file with the same bytes, the old path may be gone.
impl Hash for SourceFile {
    fn hash<H: Hasher>(&self, state: &mut H) {
        let file = match &self.content {
            Content::Binary { file, .. } => Some(file),
            Content::Text(_) | Content::Embedded(_) => None,
        };
        (self.kind, self.digest, &self.fault, file).hash(state);
    }
}

/// The purpose of a source.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    /// `site.yaml`, or the `theme.yaml` of a theme.
    Configuration,
    /// A Markdown file below `content/`.
    Document,
    /// `content/SUMMARY.md`, the order of the pages.
    Summary,
    /// Any other file below `content/`. It is published beside its page.
    Attachment,
    /// A file below `static/`. It is copied byte for byte.
    Static,
    /// A file below `data/`.
    Data,
    /// A template or a component.
    Template,
    /// A file below an `assets/` folder. It is published under a name with a fingerprint.
    Asset,
}

/// The code of an error about a file or a folder that cannot be read.
pub(super) const UNREADABLE: &str = "unreadable-file";

/// The bytes of a source.
#[derive(Debug, Clone)]
pub enum Content {
    /// A text. It has U+FFFD in place of bytes that are not UTF-8; `fault` then reports them.
    Text(Arc<str>),
    /// Bytes of the embedded theme.
    Embedded(&'static [u8]),
    /// Bytes on the disk. The scan digests them; [`SiteFile::open`] opens them again.
    Binary {
        /// The size in bytes.
        size: u64,
        /// The file, with links resolved.
        file: SiteFile,
    },
}

/// The state of a file, from which the scan knows if it has to read the file again.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Stamp {
    /// None if the file is not on the disk, or could not be read.
    pub(super) status: Option<Status>,
    /// The start of the scan that read the file, in nanoseconds since 1970.
    pub(super) read: i64,
}

/// A file that was read sooner than this after it was written may be written once more within the
/// same tick of the file system's clock.
const CLOCK_TICK: i64 = 2_000_000_000;

impl Stamp {
    /// True if a file in the state `now` still has the content that was read with this stamp.
    pub(super) fn still_holds(&self, now: &Status) -> bool {
        self.status == Some(*now) && now.modified.max(now.changed) + CLOCK_TICK <= self.read
    }
}

impl SourceFile {
    /// Returns the path below the site's folder from which the bytes can be read again, if they are
    /// not in memory.
    pub(super) fn place(&self) -> Option<&Path> {
        match &self.content {
            Content::Binary { file, .. } => Some(file.below()),
            Content::Text(_) | Content::Embedded(_) => None,
        }
    }

    /// Returns true if an opened file is still as the scan found it, by its disk and inode, its
    /// size and its times.
    pub fn is_unchanged(&self, opened: &File) -> bool {
        status_of(opened).is_ok_and(|now| self.stamp.status == Some(now))
    }
}

impl Snapshot {
    /// Takes files in any order; of two with the same path, the later one.
    pub(super) fn new(
        files: impl IntoIterator<Item = (SourcePath, Arc<SourceFile>)>,
        problems: Vec<Diagnostic>,
        linked: BTreeSet<PathBuf>,
        root: Option<Arc<SiteFolder>>,
    ) -> Self {
        let is_document = |file: &(_, Arc<SourceFile>)| file.1.kind == Kind::Document;
        let (documents, others): (Vec<_>, Vec<_>) = files.into_iter().partition(is_document);
        Snapshot {
            documents: Arc::new(documents.into_iter().collect()),
            others: Arc::new(others.into_iter().collect()),
            problems: problems.into(),
            linked: Arc::new(linked),
            root,
        }
    }

    /// Puts a file in the place of the one with its path.
    pub(super) fn insert(&mut self, path: SourcePath, file: Arc<SourceFile>) {
        let files = match file.kind {
            Kind::Document => &mut self.documents,
            _ => &mut self.others,
        };
        Arc::make_mut(files).insert(path, file);
    }

    /// Takes a file out, if it is there.
    pub(super) fn remove(&mut self, path: &SourcePath) {
        for files in [&mut self.documents, &mut self.others] {
            if files.contains_key(path) {
                Arc::make_mut(files).remove(path);
            }
        }
    }

    /// Returns a file by its path.
    pub fn get(&self, path: &str) -> Option<&Arc<SourceFile>> {
        self.documents.get(path).or_else(|| self.others.get(path))
    }

    /// Returns the text of a file. `None` if the file does not exist or is not a text.
    pub fn text(&self, path: &str) -> Option<&Arc<str>> {
        match &self.get(path)?.content {
            Content::Text(text) => Some(text),
            _ => None,
        }
    }

    /// Returns the file on the disk that has a path of the site, behind all links on the way.
    ///
    /// # Errors
    /// If there is none, or if a link leads out of the site.
    pub fn file_behind(&self, path: &SourcePath) -> io::Result<SiteFile> {
        let site = self.root.as_ref().ok_or(io::ErrorKind::NotFound)?;
        let real = site.folder.resolve(path.as_str())?;
        Ok(SiteFile::new(site, &real))
    }

    /// Yields all files, sorted by path.
    pub fn files(&self) -> impl Iterator<Item = (&SourcePath, &Arc<SourceFile>)> {
        let both = merge_join(self.documents.iter(), self.others.iter());
        both.filter_map(|(path, document, other)| Some((path, document.or(other)?)))
    }

    /// Yields all documents, sorted by path.
    pub fn documents(&self) -> impl Iterator<Item = (&SourcePath, &Arc<SourceFile>)> {
        self.documents.iter()
    }

    /// Yields all files of a kind that is not [`Kind::Document`], sorted by path.
    pub fn of_kind(&self, kind: Kind) -> impl Iterator<Item = (&SourcePath, &Arc<SourceFile>)> {
        let others = self.others.iter();
        others.filter(move |(_, file)| file.kind == kind)
    }

    /// Returns the files of a folder of the theme and of the site's own folder of the same name, by
    /// their paths relative to that folder. A file of the site replaces one of the theme.
    pub fn layered<'a>(
        &'a self,
        theme: &str,
        folder: &str,
    ) -> BTreeMap<&'a str, (&'a SourcePath, &'a Arc<SourceFile>)> {
        let mut names = BTreeMap::new();
        for layer in [format!("themes/{theme}/{folder}"), folder.to_owned()] {
            names.extend(
                self.below(&layer)
                    .map(|(name, path, file)| (name, (path, file))),
            );
        }
        names
    }

    /// Yields the files below a folder, documents first, with their paths relative to it.
    pub fn below<'a>(
        &'a self,
        folder: &str,
    ) -> impl Iterator<Item = (&'a str, &'a SourcePath, &'a Arc<SourceFile>)> {
        let start = format!("{folder}/");
        let end = format!("{folder}0"); // '0' is the character after '/'
        let range = (Included(start.as_str()), Excluded(end.as_str()));
        let documents = self.documents.range::<str, _>(range);
        documents
            .chain(self.others.range::<str, _>(range))
            .map(move |(path, file)| (&path.as_str()[start.len()..], path, file))
    }

    /// Returns the files and folders that links of the site lead to. The watcher reports a change
    /// of such a source under this path.
    pub fn linked(&self) -> &BTreeSet<PathBuf> {
        &self.linked
    }

    /// Returns the errors of files that could not be read or taken.
    pub fn diagnostics(&self) -> Vec<Diagnostic> {
        let faults = self.files().filter_map(|(_, file)| file.fault.clone());
        self.problems.iter().cloned().chain(faults).collect()
    }

    /// Returns the errors of files and folders that could not be read, perhaps for a moment only.
    pub fn unreadable(&self) -> Vec<Diagnostic> {
        let mut diagnostics = self.diagnostics();
        diagnostics.retain(|diagnostic| diagnostic.code == UNREADABLE);
        diagnostics
    }

    /// True if both hold the same files with the same bytes.
    pub fn same_content(&self, other: &Snapshot) -> bool {
        self.problems == other.problems
            && have_same_content(&self.documents, &other.documents)
            && have_same_content(&self.others, &other.others)
    }

    /// Returns the digest of all paths and contents. Snapshots with equal digests give equal sites.
    pub fn digest(&self) -> Digest {
        let files: Vec<_> = self
            .files()
            .map(|(path, file)| (path, file.digest))
            .collect();
        Digest::of(&(files, &self.problems))
    }
}

fn have_same_content(files: &Files, others: &Files) -> bool {
    // One file can have several paths, through links, and equal bytes can lie at another place.
    let is_same = |((path, file), (other_path, other)): ((_, &Arc<SourceFile>), (_, &Arc<_>))| {
        let is_equal = |file: &SourceFile, other: &SourceFile| {
            file.digest == other.digest
                && file.fault == other.fault
                && file.place() == other.place()
        };
        path == other_path && (Arc::ptr_eq(file, other) || is_equal(file, other))
    };
    files.len() == others.len() && files.iter().zip(others).all(is_same)
}
