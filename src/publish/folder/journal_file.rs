//! The journal as a file: written, found, and at last renamed over the manifest.

use super::layout::Layout;
use crate::publish::error::{PublishError, cannot};
use crate::publish::manifest::{Journal, decode, encode};
use std::fs::{self, File};
use std::io::{ErrorKind, Write};
use std::path::Path;

/// A file of the journal's format, as it was found.
pub(in crate::publish) enum Found {
    /// There is none.
    Nothing,
    /// There is one, and it is damaged or of another version.
    Unreadable,
    /// There is one.
    Whole(Journal),
}

/// Reads a journal or a manifest.
pub(in crate::publish) fn find(path: &Path) -> Result<Found, PublishError> {
    match fs::read(path) {
        Ok(bytes) => Ok(decode(&bytes).map_or(Found::Unreadable, Found::Whole)),
        Err(cause) if cause.kind() == ErrorKind::NotFound => Ok(Found::Nothing),
        Err(cause) => Err(cannot("read", path)(cause)),
    }
}

/// Marks the stage as complete.
pub(in crate::publish) fn seal(layout: &Layout, journal: &Journal) -> Result<(), PublishError> {
    let path = layout.journal();
    let draft = layout.stage().join("journal");
    write(&draft, &encode(journal), File::sync_all)?;
    fs::rename(&draft, &path).map_err(cannot("create", &path))
}

/// Makes the journal the manifest: the commit.
pub(in crate::publish) fn commit(layout: &Layout) -> Result<(), PublishError> {
    let path = layout.manifest();
    fs::rename(layout.journal(), &path).map_err(cannot("replace", &path))
}

/// Replaces the manifest by another than the journal's, which is dropped.
pub(in crate::publish) fn commit_instead(
    layout: &Layout,
    journal: &Journal,
) -> Result<(), PublishError> {
    let (path, draft) = (layout.manifest(), layout.stage().join("manifest"));
    write(&draft, &encode(journal), File::sync_all)?;
    fs::rename(&draft, &path).map_err(cannot("replace", &path))?;
    drop_journal(layout)
}

/// Removes a journal that says nothing.
pub(in crate::publish) fn drop_journal(layout: &Layout) -> Result<(), PublishError> {
    let path = layout.journal();
    fs::remove_file(&path).map_err(cannot("remove", &path))
}

fn write(
    path: &Path,
    bytes: &[u8],
    flush: impl FnOnce(&File) -> std::io::Result<()>,
) -> Result<(), PublishError> {
    File::create(path)
        .and_then(|mut file| file.write_all(bytes).and_then(|()| flush(&file)))
        .map_err(cannot("write", path))
}
