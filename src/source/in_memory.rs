//! Snapshots of files that exist only in memory: as they would be after an edit, and for tests that
//! need no disk.

use super::read::decoded;
use super::snapshot::Snapshot;
use crate::path::SourcePath;
use std::sync::Arc;
#[cfg(test)]
use {
    super::names,
    super::site_file::SiteFile,
    super::snapshot::{Content, SourceFile, Stamp},
    crate::digest::Digest,
    std::path::Path,
};

impl Snapshot {
    /// Returns the snapshot as it would be with another text in a file.
    #[must_use]
    pub fn with_text(&self, path: &SourcePath, text: &str) -> Snapshot {
        let mut edited = self.clone();
        if let Some(file) = self.get(path.as_str()) {
            let bytes = text.as_bytes().to_vec();
            edited.insert(path.clone(), Arc::new(decoded(path, file.kind, bytes)));
        }
        edited
    }

    /// Puts a file into the snapshot as [`super::refresh`] would after reading it, or takes it out
    /// if there are no bytes. A path that is no source changes nothing.
    #[cfg(test)]
    pub(crate) fn set(&mut self, path: &str, bytes: Option<&[u8]>) {
        let path = SourcePath::new(path).expect("a plain path");
        let is_scanned = path.as_str().split('/').all(names::is_scanned);
        let Some(kind) = names::kind(path.as_str()).filter(|_| is_scanned) else {
            return;
        };
        let Some(bytes) = bytes else {
            self.remove(&path);
            return;
        };
        let file = match names::is_text(kind, path.as_str()) {
            true => decoded(&path, kind, bytes.to_vec()),
            false => SourceFile {
                kind,
                digest: Digest::of_bytes(bytes),
                content: Content::Binary {
                    size: bytes.len() as u64,
                    file: SiteFile::of_folder(Path::new("/"), Path::new("no such file"))
                        .expect("each system has a root"),
                },
                fault: None,
                stamp: Stamp::default(),
            },
        };
        self.insert(path, Arc::new(file));
    }
}
