//! The manifest: a record of each file that Milepost wrote into a published site.
//!
//! These are values only. [`journal`](super::journal) gives them a file format.

use crate::digest::Digest;
use crate::path::OutputPath;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The folder in a published site that Milepost keeps for itself.
pub(super) const STATE_DIR: &str = ".milepost";

/// The folder of the backups, relative to the output.
pub const BACKUPS: &str = ".milepost/kept";

/// The phase of a publishing in which an output is put into place.
///
/// An output that others refer to is put into place before them, and removed after them. The names
/// are part of the manifest's file format.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum OutputPhase {
    /// Pages refer to it: styles, scripts, images, fonts, files.
    Asset,
    /// People read it. New pages come before changed ones, which may link to them.
    Page,
    /// It refers to many pages: feeds, sitemap, search.
    Aggregate,
}

/// Size and time of last change of a file: equal stamps are taken for equal bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Stamp {
    /// In bytes.
    pub(super) size: u64,
    /// In nanoseconds since 1970.
    pub(super) modified: i64,
}

/// The record of one file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Entry {
    pub(super) phase: OutputPhase,
    /// Of the file's bytes.
    pub(super) digest: Digest,
    /// As Milepost wrote the file.
    pub(super) stamp: Stamp,
}

/// The record of a whole site.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Manifest {
    /// The digest of everything that the build was made of; none if the site is known not to be
    /// what the build made.
    pub(super) inputs: Option<Digest>,
    pub(super) files: BTreeMap<OutputPath, Entry>,
}

impl Manifest {
    /// Returns all paths in the order in which the files may be removed: assets after the pages
    /// that refer to them.
    pub(super) fn in_removal_order(&self) -> impl Iterator<Item = &OutputPath> {
        [
            OutputPhase::Aggregate,
            OutputPhase::Page,
            OutputPhase::Asset,
        ]
        .into_iter()
        .flat_map(|phase| {
            self.files
                .iter()
                .filter(move |(_, entry)| entry.phase == phase)
                .map(|(path, _)| path)
        })
    }
}

/// The folder in which git keeps a repository. A file in it may make the repository unusable.
const REPOSITORY: &str = ".git";

/// True if a path of the site would lie in the folder that Milepost keeps for itself, or in that of
/// git, also on disks that do not distinguish upper case from lower case.
pub(super) fn is_reserved(path: &OutputPath) -> bool {
    let mut names = path.as_str().split('/');
    names
        .clone()
        .next()
        .is_some_and(|first| first.eq_ignore_ascii_case(STATE_DIR))
        || names.any(|name| name.eq_ignore_ascii_case(REPOSITORY))
}
