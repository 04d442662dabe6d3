//! The stage: outputs that are complete, beside a site that is not touched yet.

use super::backups::tell;
use super::disk::{Copier, Stamp, Thing, digest_of, look};
use super::execution;
use super::inventory::{self, Changes};
use super::journal_file as journal;
use super::recovery;
use super::validation;
use super::{Folder, Owned};
use crate::diagnostic::Diagnostic;
use crate::digest::Digest;
use crate::path::OutputPath;
use crate::publish::error::{PublishError, cannot};
use crate::publish::manifest::{Class, Entry, Journal, Manifest};
use std::fs::{File, OpenOptions};
use std::io::{ErrorKind, Write};
use std::path::Path;

/// What an output holds.
#[derive(Debug, Clone, Copy)]
pub enum Content<'a> {
    /// These bytes.
    Bytes(&'a [u8]),
    /// The bytes of a file, which must still be those that were digested.
    Copy {
        /// The file.
        from: &'a Path,
        /// Of its bytes.
        digest: Digest,
        /// In bytes.
        size: u64,
    },
}

/// An output that is complete: staged, or standing in the site already. [`Stage::publish`] wants
/// them all.
#[derive(Debug, Clone)]
#[must_use = "an output that is not handed to `publish` is no part of the site"]
pub struct Placed {
    pub(in crate::publish) path: OutputPath,
    pub(in crate::publish) entry: Entry,
    source: Whence,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Whence {
    Staged,
    Standing,
}

/// A site that is being put together. Dropped without being published, it leaves the old site as it
/// is.
#[derive(Debug)]
pub struct Stage {
    folder: Folder,
}

/// What publishing did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Published {
    /// Files that were written.
    pub written: usize,
    /// Files that stood there already and were not touched.
    pub unchanged: usize,
    /// Files of the old site that the new one lacks.
    pub removed: usize,
    /// The size of the files that were written.
    pub bytes: u64,
    /// Over the path and the digest of every output, in order: equal for equal sites.
    pub hash: Digest,
    /// Files that were edited by hand and made room, a manifest that was damaged.
    pub diagnostics: Vec<Diagnostic>,
}

impl Placed {
    /// The path of the output.
    pub fn path(&self) -> &OutputPath {
        &self.path
    }

    /// The digest of its bytes.
    pub fn digest(&self) -> Digest {
        self.entry.digest
    }

    /// Whether it has to be put into place.
    pub fn is_staged(&self) -> bool {
        self.source == Whence::Staged
    }
}

impl Stage {
    pub(in crate::publish) fn begin(folder: Folder) -> Self {
        Self { folder }
    }

    /// Makes an output complete, from any thread: writes it into the stage, or nothing if it stands
    /// in the site already.
    ///
    /// # Errors
    /// When the path cannot be on this disk or was put before, when the file to be copied has
    /// changed, when the disk or the system says no.
    pub fn put(
        &self,
        path: &OutputPath,
        class: Class,
        content: Content<'_>,
    ) -> Result<Placed, PublishError> {
        validation::refuse_path(&self.folder.layout, path)?;
        let (digest, size) = match content {
            Content::Bytes(bytes) => (Digest::of_bytes(bytes), bytes.len() as u64),
            Content::Copy { digest, size, .. } => (digest, size),
        };
        let placed = |stamp, source| Placed {
            path: path.clone(),
            entry: Entry {
                class,
                digest,
                stamp,
            },
            source,
        };
        if let Some(stamp) = self.standing(path, digest, size)? {
            return Ok(placed(stamp, Whence::Standing));
        }
        let staged = self.folder.layout.staged(path);
        let mut file = match OpenOptions::new()
            .write(true)
            .create_new(true)
            .open(&staged)
        {
            Err(cause) if cause.kind() == ErrorKind::AlreadyExists => {
                return Err(PublishError::Path {
                    path: path.clone(),
                    reason: "is made twice",
                });
            }
            result => result.map_err(cannot("create", &staged))?,
        };
        match content {
            Content::Bytes(bytes) => file.write_all(bytes).map_err(cannot("write", &staged))?,
            Content::Copy { from, .. } => copy(from, &mut file, digest)?,
        }
        let metadata = file.metadata().map_err(cannot("look at", &staged))?;
        Ok(placed(
            Stamp::of(&metadata).map_err(cannot("look at", &staged))?,
            Whence::Staged,
        ))
    }

    /// Makes the folder the new site: exactly these outputs, beside what is foreign. `inputs` is
    /// what they were made of, for [`Folder::is_current`].
    ///
    /// # Errors
    /// When foreign files are in the way, or two outputs claim one place, or the disk or the system
    /// says no. Nothing of the site was touched then, unless the error is
    /// [`PublishError::Halfway`].
    pub fn publish(
        self,
        mut placed: Vec<Placed>,
        inputs: Digest,
    ) -> Result<Published, PublishError> {
        placed.sort_unstable_by(|a, b| a.path.cmp(&b.path));
        let Folder { layout, owned, .. } = &self.folder;
        let Changes { steps, removed } = inventory::between(layout, owned, &placed)?;
        inventory::refuse_locked_folders(layout, &steps)?;
        let files = placed
            .iter()
            .map(|placed| (placed.path.clone(), placed.entry))
            .collect();
        let journal = Journal {
            manifest: Manifest {
                inputs: Some(inputs),
                files,
            },
            steps,
        };
        let mut diagnostics = damaged(owned);
        if !matches!(owned, Owned::Known(old) if journal.steps.is_empty() && *old == journal.manifest)
        {
            journal::seal(layout, &journal)?;
            let kept = execution::carry_out(layout, &journal).map_err(recovery::halfway)?;
            journal::commit(layout).map_err(recovery::halfway)?;
            diagnostics.extend(tell(kept));
        }
        Ok(published(&placed, removed, diagnostics))
    }

    /// The file of the site that has these bytes already.
    fn standing(
        &self,
        path: &OutputPath,
        digest: Digest,
        size: u64,
    ) -> Result<Option<Stamp>, PublishError> {
        let Folder { layout, owned, .. } = &self.folder;
        let file = layout.site(path.as_str());
        let Thing::File(stamp) = look(&file).map_err(cannot("look at", &file))? else {
            return Ok(None);
        };
        let is_equal = match owned.entry(path) {
            Some(entry) if entry.stamp == stamp => entry.digest == digest,
            _ => stamp.size == size && digest == digest_of(&file).map_err(cannot("read", &file))?,
        };
        Ok(is_equal.then_some(stamp))
    }
}

impl Drop for Stage {
    fn drop(&mut self) {
        // With a journal beside it the stage is needed to finish. Otherwise it is worth nothing,
        // and the next command would discard it if this fails.
        if matches!(look(&self.folder.layout.journal()), Ok(Thing::Nothing)) {
            let _ = recovery::discard(&self.folder.layout);
        }
    }
}

fn copy(from: &Path, to: &mut File, digest: Digest) -> Result<(), PublishError> {
    let mut source = File::open(from).map_err(cannot("open", from))?;
    let mut copier = Copier::new();
    copier
        .copy(&mut source, to)
        .map_err(cannot("copy into the stage", from))?;
    if copier.digest() == digest {
        Ok(())
    } else {
        Err(PublishError::SourceChanged(from.to_owned()))
    }
}

fn damaged(owned: &Owned) -> Vec<Diagnostic> {
    match owned {
        Owned::Known(_) => Vec::new(),
        Owned::Unknown => vec![
            Diagnostic::warning(
                "damaged-manifest",
                "the list of the files that Milepost wrote into the output folder was damaged",
            )
            .advise("Pages that no longer exist may be left in the output folder: look through it and delete them"),
        ],
    }
}

fn published(placed: &[Placed], removed: usize, diagnostics: Vec<Diagnostic>) -> Published {
    let staged = placed.iter().filter(|placed| placed.is_staged());
    let written = staged.clone().count();
    let records: Vec<(&str, Digest)> = placed
        .iter()
        .map(|placed| (placed.path.as_str(), placed.entry.digest))
        .collect();
    Published {
        written,
        unchanged: placed.len() - written,
        removed,
        bytes: staged.map(|placed| placed.entry.stamp.size).sum(),
        hash: Digest::of(&records),
        diagnostics,
    }
}
