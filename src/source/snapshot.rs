//! The state of all sources at one moment.

use crate::diagnostic::Diagnostic;
use crate::digest::Digest;
use crate::path::SourcePath;
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::Arc;

/// All sources of a site, in the order of their paths. Cloning it shares the files.
#[derive(Debug, Clone, Default)]
pub struct Snapshot {
    pub(super) files: BTreeMap<SourcePath, Arc<SourceFile>>,
    /// What the walk could not take: names that are no text, links that lead out, folders that
    /// cannot be read.
    pub(super) problems: Vec<Diagnostic>,
    /// Where links lead, below the site's folder.
    pub(super) linked: BTreeSet<PathBuf>,
}

/// One source.
#[derive(Debug, Clone)]
pub struct SourceFile {
    /// What it is for, known from where it lies.
    pub kind: Kind,
    /// The digest of its bytes.
    pub digest: Digest,
    /// Its text, or where its bytes are.
    pub content: Content,
    /// What is wrong with it as a file: unreadable, or not UTF-8.
    pub fault: Option<Diagnostic>,
    pub(super) stamp: Stamp,
}

/// What a source is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    /// `site.yaml` or a theme's `theme.yaml`.
    Configuration,
    /// Markdown below `content/`.
    Document,
    /// Any other file below `content/`, published beside its page.
    Attachment,
    /// Below `static/`, copied byte for byte.
    Static,
    /// Below `data/`.
    Data,
    /// A template or a component.
    Template,
    /// Below an `assets/` folder, published under a fingerprinted name.
    Asset,
}

/// The bytes of a source.
#[derive(Debug, Clone)]
pub enum Content {
    /// A text, with U+FFFD where bytes were not UTF-8 (then `fault` says so).
    Text(Arc<str>),
    /// Bytes of the theme inside the binary.
    Embedded(&'static [u8]),
    /// Bytes that were digested once and are opened again only to be copied.
    Binary {
        /// Bytes.
        size: u64,
        /// Where it lies on this machine.
        file: PathBuf,
    },
}

/// What the file system says of a file, to tell whether it must be read again. Times are
/// nanoseconds since 1970.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Stamp {
    pub(super) size: u64,
    pub(super) modified: i128,
    pub(super) changed: i128,
    pub(super) inode: u64,
    /// When the scan that read it began.
    pub(super) read: i128,
}

/// A file that was written less than this before it was read may be written again within the same
/// tick of the file system's clock.
const SETTLED: i128 = 2_000_000_000;

impl Stamp {
    /// Whether a file that now looks like `now` still has the content that was read under this
    /// stamp.
    pub(super) fn still_holds(&self, now: &Stamp) -> bool {
        let same = self.size == now.size
            && self.modified == now.modified
            && self.changed == now.changed
            && self.inode == now.inode;
        same && self.modified.max(self.changed) + SETTLED <= self.read
    }
}

impl Snapshot {
    /// A file by its path.
    pub fn get(&self, path: &str) -> Option<&Arc<SourceFile>> {
        self.files.get(path)
    }

    /// The text of a file, if it is one and is text.
    pub fn text(&self, path: &str) -> Option<&Arc<str>> {
        match &self.files.get(path)?.content {
            Content::Text(text) => Some(text),
            _ => None,
        }
    }

    /// All files, ordered by path.
    pub fn files(&self) -> impl Iterator<Item = (&SourcePath, &Arc<SourceFile>)> {
        self.files.iter()
    }

    /// All files of a kind, ordered by path.
    pub fn of_kind(&self, kind: Kind) -> impl Iterator<Item = (&SourcePath, &Arc<SourceFile>)> {
        self.files.iter().filter(move |(_, file)| file.kind == kind)
    }

    /// Files of one folder of the theme and of the site's own folder of that name, by their name
    /// below it. The site's lie over the theme's.
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

    /// Files below a folder with their names below it.
    pub fn below<'a>(
        &'a self,
        folder: &str,
    ) -> impl Iterator<Item = (&'a str, &'a SourcePath, &'a Arc<SourceFile>)> {
        let start = format!("{folder}/");
        let end = format!("{folder}0"); // '0' is the character after '/'
        self.files
            .range::<str, _>((
                std::ops::Bound::Included(start.as_str()),
                std::ops::Bound::Excluded(end.as_str()),
            ))
            .map(move |(path, file)| (&path.as_str()[start.len()..], path, file))
    }

    /// Files and folders that links of the site lead to, by where they lie. A source that is
    /// changed there is reported there.
    pub fn linked(&self) -> &BTreeSet<PathBuf> {
        &self.linked
    }

    /// What is wrong with the files as files.
    pub fn diagnostics(&self) -> Vec<Diagnostic> {
        let faults = self.files.values().filter_map(|file| file.fault.clone());
        self.problems.iter().cloned().chain(faults).collect()
    }

    /// Whether both hold the same files with the same bytes.
    pub fn same_content(&self, other: &Snapshot) -> bool {
        self.problems == other.problems
            && self.files.len() == other.files.len()
            && self.files.iter().zip(&other.files).all(
                |((path, file), (other_path, other_file))| {
                    Arc::ptr_eq(file, other_file)
                        || (path == other_path
                            && file.digest == other_file.digest
                            && file.fault == other_file.fault)
                },
            )
    }

    /// The digest of all paths and contents: equal when a build of them would be.
    pub fn digest(&self) -> Digest {
        let files: Vec<_> = self
            .files
            .iter()
            .map(|(path, file)| (path, file.digest))
            .collect();
        Digest::of(&(files, &self.problems))
    }
}
