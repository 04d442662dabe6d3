//! Journal and manifest as files: read, written, and at last the one renamed over the other.

use super::layout::Layout;
use crate::publish::error::{PublishError, cannot};
use crate::publish::journal::{Journal, decode, encode};
use crate::publish::manifest::Manifest;
use std::fs::{self, File};
use std::io::{ErrorKind, Write};
use std::path::Path;

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
        let (manifest, is_damaged) = match read(&layout.manifest())? {
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
    read(&layout.journal())
}

fn read(path: &Path) -> Result<JournalFile, PublishError> {
    match fs::read(path) {
        Ok(bytes) => Ok(decode(&bytes).map_or(JournalFile::Damaged, JournalFile::Whole)),
        Err(cause) if cause.kind() == ErrorKind::NotFound => Ok(JournalFile::Missing),
        Err(cause) => Err(cannot("read", path)(cause)),
    }
}

/// Marks the stage as complete.
pub(super) fn seal(layout: &Layout, journal: &Journal) -> Result<(), PublishError> {
    let path = layout.journal();
    let draft = layout.stage().join("journal");
    write(&draft, journal)?;
    fs::rename(&draft, &path).map_err(cannot("create", &path))
}

/// Makes the journal the manifest: the commit.
pub(super) fn commit(layout: &Layout) -> Result<(), PublishError> {
    let path = layout.manifest();
    fs::rename(layout.journal(), &path).map_err(cannot("replace", &path))
}

/// Replaces the manifest by another than the journal's, and removes the journal.
pub(super) fn commit_instead(layout: &Layout, journal: &Journal) -> Result<(), PublishError> {
    let (path, draft) = (layout.manifest(), layout.stage().join("manifest"));
    write(&draft, journal)?;
    fs::rename(&draft, &path).map_err(cannot("replace", &path))?;
    remove_journal(layout)
}

pub(super) fn remove_journal(layout: &Layout) -> Result<(), PublishError> {
    let path = layout.journal();
    fs::remove_file(&path).map_err(cannot("remove", &path))
}

/// Writes a file that is on the disk when this returns.
fn write(path: &Path, journal: &Journal) -> Result<(), PublishError> {
    let bytes = encode(journal);
    File::create(path)
        .and_then(|mut file| {
            file.write_all(&bytes)?;
            file.sync_all()
        })
        .map_err(cannot("write", path))
}
