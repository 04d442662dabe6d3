//! Snapshots of files that exist only in memory, for tests that need no disk.

use super::names;
use super::read::decoded;
use super::site_file::SiteFile;
use super::snapshot::{Content, Snapshot, SourceFile, Stamp};
use crate::digest::Digest;
use crate::path::SourcePath;
use std::path::Path;
use std::sync::Arc;

impl Snapshot {
    /// Puts a file into the snapshot as [`super::refresh`] would after reading it, or takes it out
    /// if there are no bytes. A path that is no source changes nothing.
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
