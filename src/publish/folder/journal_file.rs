//! Journal and manifest as files: read, written, and at last the one renamed over the other.

use super::disk::create_anew;
use super::layout::{JOURNAL, Layout, MANIFEST, STAGE};
use crate::publish::error::{PublishError, cannot};
use crate::publish::journal::{Journal, decode, encode};
use crate::publish::manifest::Manifest;
use std::io::{ErrorKind, Write};
use std::path::Path;

/// The size of the largest manifest that is read, in bytes: that of some millions of files.
const LARGEST: u64 = 1024 * 1024 * 1024;

/// A file of the journal's format, as it was found.
pub(super) enum JournalFile {
    Missing,
    /// It is damaged or of another version.
    Damaged,
    Whole(Journal),
}

/// The manifest of the site that an output folder holds.
#[derive(Debug)]
pub(super) struct PreviousManifest {
    /// Empty if the manifest is missing or cannot be read.
    pub(super) manifest: Manifest,
    /// True if the manifest is damaged or of another version. Then any file may be Milepost's.
    pub(super) is_damaged: bool,
}

impl PreviousManifest {
    pub(super) fn read(layout: &Layout) -> Result<Self, PublishError> {
        let (manifest, is_damaged) = match read(layout, MANIFEST)? {
            JournalFile::Missing => (Manifest::default(), false),
            JournalFile::Damaged => (Manifest::default(), true),
            JournalFile::Whole(journal) => (journal.manifest, false),
        };
        Ok(Self {
            manifest,
            is_damaged,
        })
    }

    /// True if Milepost may have written a file at a path.
    pub(super) fn may_name(&self, path: &str) -> bool {
        self.is_damaged || self.manifest.files.contains_key(path)
    }
}

/// Reads the journal.
pub(super) fn read_journal(layout: &Layout) -> Result<JournalFile, PublishError> {
    read(layout, JOURNAL)
}

fn read(layout: &Layout, place: &str) -> Result<JournalFile, PublishError> {
    match layout.output().read(place, LARGEST) {
        Ok(bytes) => Ok(decode(&bytes).map_or(JournalFile::Damaged, JournalFile::Whole)),
        Err(cause) if cause.kind() == ErrorKind::NotFound => Ok(JournalFile::Missing),
        Err(cause) => Err(cannot("read", &layout.shown(place))(cause)),
    }
}

/// Marks the stage as complete.
pub(super) fn seal(layout: &Layout, journal: &Journal) -> Result<(), PublishError> {
    let draft = write(layout, "journal", journal)?;
    rename(layout, &draft, JOURNAL, "create")
}

/// Makes the journal the manifest: the commit.
pub(super) fn commit(layout: &Layout) -> Result<(), PublishError> {
    rename(layout, JOURNAL, MANIFEST, "replace")
}

/// Replaces the manifest by another than the journal's, and removes the journal.
pub(super) fn commit_instead(layout: &Layout, journal: &Journal) -> Result<(), PublishError> {
    let draft = write(layout, "manifest", journal)?;
    rename(layout, &draft, MANIFEST, "replace")?;
    remove_journal(layout)
}

/// Writes a manifest where there is neither a stage nor a journal.
pub(super) fn write_manifest(layout: &Layout, journal: &Journal) -> Result<(), PublishError> {
    layout.attempt("create", STAGE, |output| output.create_folder(STAGE))?;
    let draft = write(layout, "manifest", journal)?;
    rename(layout, &draft, MANIFEST, "replace")
}

pub(super) fn remove_journal(layout: &Layout) -> Result<(), PublishError> {
    layout.attempt("remove", JOURNAL, |output| output.remove_file(JOURNAL))
}

fn rename(
    layout: &Layout,
    from: &str,
    to: &str,
    attempt: &'static str,
) -> Result<(), PublishError> {
    layout.attempt(attempt, to, |output| {
        output.rename(Path::new(from), output, Path::new(to))
    })
}

/// Writes a file into the stage that is on the disk when this returns. Returns its place.
fn write(layout: &Layout, name: &str, journal: &Journal) -> Result<String, PublishError> {
    let bytes = encode(journal);
    let place = format!("{STAGE}/{name}");
    layout.attempt("write", &place, |output| {
        let mut file = create_anew(output, &place)?;
        file.write_all(&bytes)?;
        file.sync_all()
    })?;
    Ok(place)
}
