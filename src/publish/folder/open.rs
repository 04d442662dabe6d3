//! The beginning of publishing: an output folder, validated, locked and recovered.

use super::disk::{PathKind, path_kind};
use super::journal_file::PreviousManifest;
use super::layout::Layout;
use super::lock::{self, Holder, Lock};
use super::recovery::{self, Recovery};
use super::validation;
use crate::digest::Digest;
use crate::publish::error::PublishError;
use std::path::Path;

/// An output folder that no other process writes as long as this value lives.
#[derive(Debug)]
pub struct Folder {
    pub(super) layout: Layout,
    pub(super) previous: PreviousManifest,
    recovery: Recovery,
    /// Released when the folder is dropped.
    _lock: Lock,
}

/// Opens an output folder for publishing: refuses invalid ones, creates it if it is missing, waits
/// while another process publishes there (`waiting` is called with that process), and finishes or
/// discards what an interrupted command left.
///
/// `site` is the folder of the sources.
///
/// # Errors
/// When the folder is invalid (nothing was created then), or when the disk or the system refuses.
pub fn open(
    output: &Path,
    site: &Path,
    waiting: &mut dyn FnMut(&Holder),
) -> Result<Folder, PublishError> {
    let output = validation::canonical_output(output, site)?;
    let (layout, lock) = lock::acquire(&output, waiting)?;
    let recovery = recovery::finish_or_discard(&layout)?;
    let previous = PreviousManifest::read(&layout)?;
    Ok(Folder {
        layout,
        previous,
        recovery,
        _lock: lock,
    })
}

impl Folder {
    /// Returns what an interrupted command had left when the folder was opened.
    pub fn recovery(&self) -> &Recovery {
        &self.recovery
    }

    /// True if the folder is already what these inputs make: the manifest names the same inputs,
    /// and every file still has the size and the time of last change that the manifest names.
    pub fn is_current(&self, inputs: Digest) -> bool {
        let manifest = &self.previous.manifest;
        manifest.inputs == Some(inputs)
            && manifest.files.iter().all(|(path, entry)| {
                let found = path_kind(&self.layout, path.as_str());
                matches!(found, Ok(PathKind::File(stamp)) if stamp == entry.stamp)
            })
    }
}
