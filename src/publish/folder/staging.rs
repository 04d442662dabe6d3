//! The stage: outputs that are complete, beside a site that is not touched yet.

use super::backups;
use super::disk::{self, PathKind, digest_of, path_kind};
use super::execution;
use super::inventory;
use super::journal_file;
use super::layout::{self, JOURNAL, Layout, STAGE};
use super::lock;
use super::open::Folder;
use super::preparation;
use super::recovery;
use super::validation;
use crate::diagnostic::Diagnostic;
use crate::digest::Digest;
use crate::disk::{File, Folder as OpenedFolder, refusal_of, status_of};
use crate::path::OutputPath;
use crate::publish::error::{PublishError, cannot};
use crate::publish::journal::Journal;
use crate::publish::manifest::{Entry, Manifest, OutputPhase, Stamp};
use crate::publish::steps::{self, Conflict, Step};
use crate::source::SiteFile;
use std::io::{ErrorKind, Read, Write};

/// The bytes of an output.
#[derive(Debug, Clone, Copy)]
pub enum Payload<'a> {
    /// Bytes in memory.
    Bytes(&'a [u8]),
    /// The bytes of a source, which must still be those that were digested.
    Copy {
        /// The source's file.
        from: &'a SiteFile,
        /// Of its bytes.
        digest: Digest,
        /// In bytes.
        size: u64,
    },
}

/// An output that is complete: staged, or in its place already. [`Stage::publish`] wants all of
/// them.
#[derive(Debug, Clone)]
#[must_use = "an output that is not handed to `publish` is no part of the site"]
pub struct Prepared {
    path: OutputPath,
    entry: Entry,
    origin: Origin,
}

/// The place in which a complete output lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Origin {
    Stage,
    Site,
}

/// A site that is being put together. If it is dropped without being published, the old site stays
/// as it is.
#[derive(Debug)]
pub struct Stage {
    folder: Folder,
    /// The folder that the outputs are written into.
    opened: OpenedFolder,
}

/// The result of publishing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublishSummary {
    /// Files that were written.
    pub written: usize,
    /// Files that were in place already and were not touched.
    pub unchanged: usize,
    /// Files of the old site that the new one lacks.
    pub removed: usize,
    /// The size of the files that were written.
    pub bytes: u64,
    /// Over the path and the digest of every output, in order: equal for equal sites.
    pub hash: Digest,
    /// Warnings: files that were edited by hand and moved to the backups, a damaged manifest.
    pub diagnostics: Vec<Diagnostic>,
}

impl Folder {
    /// Begins a new site. The folder publishes once, so it goes into the stage.
    ///
    /// # Errors
    /// When the disk or the system refuses.
    pub fn stage(self) -> Result<Stage, PublishError> {
        let opened = self.layout.attempt("create the folder", STAGE, |output| {
            output.create_folder(STAGE)?;
            output.folder(STAGE)
        })?;
        Ok(Stage {
            folder: self,
            opened,
        })
    }
}

impl Stage {
    /// Makes an output complete, from any thread: writes it into the stage, or nothing if the site
    /// has these bytes in that place already.
    ///
    /// # Errors
    /// When the path cannot be on this disk or was put before, when the source to be copied has
    /// changed, when the disk or the system refuses.
    pub fn put(
        &self,
        path: &OutputPath,
        phase: OutputPhase,
        payload: Payload<'_>,
    ) -> Result<Prepared, PublishError> {
        validation::refuse_path(&self.folder.layout, &self.opened, path)?;
        let (digest, size) = match payload {
            Payload::Bytes(bytes) => (Digest::of_bytes(bytes), bytes.len() as u64),
            Payload::Copy { digest, size, .. } => (digest, size),
        };
        let (stamp, origin) = match self.current(path, digest, size)? {
            Some(stamp) => (stamp, Origin::Site),
            None => (self.write(path, payload)?, Origin::Stage),
        };
        Ok(Prepared {
            path: path.clone(),
            entry: Entry {
                phase,
                digest,
                stamp,
            },
            origin,
        })
    }

    /// Keeps an output in its place, if its file is still the one with these bytes that Milepost
    /// put there.
    pub fn keep(&self, path: &OutputPath, phase: OutputPhase, digest: Digest) -> Option<Prepared> {
        let previous = &self.folder.previous.manifest;
        let entry = previous
            .files
            .get(path)
            .filter(|entry| entry.digest == digest)?;
        let found = path_kind(&self.folder.layout, path.as_str()).ok()?;
        (found == PathKind::File(entry.stamp)).then(|| Prepared {
            path: path.clone(),
            entry: Entry { phase, ..*entry },
            origin: Origin::Site,
        })
    }

    /// Finds the file of the site that has these bytes already.
    fn current(
        &self,
        path: &OutputPath,
        digest: Digest,
        size: u64,
    ) -> Result<Option<Stamp>, PublishError> {
        let layout = &self.folder.layout;
        let PathKind::File(stamp) = path_kind(layout, path.as_str())? else {
            return Ok(None);
        };
        let is_equal = match self.folder.previous.manifest.files.get(path) {
            Some(entry) if entry.stamp == stamp => entry.digest == digest,
            _ => stamp.size == size && digest == digest_of(layout, path.as_str())?,
        };
        Ok(is_equal.then_some(stamp))
    }

    /// Writes an output into the stage.
    fn write(&self, path: &OutputPath, payload: Payload<'_>) -> Result<Stamp, PublishError> {
        let name = layout::staged_name(path);
        let shown = || self.folder.layout.shown(&layout::staged(path));
        let mut file = match self.opened.create(&name) {
            Err(cause) if cause.kind() == ErrorKind::AlreadyExists => return Err(made_twice(path)),
            result => result.map_err(|cause| cannot("create", &shown())(cause))?,
        };
        match payload {
            Payload::Bytes(bytes) => file
                .write_all(bytes)
                .map_err(|cause| cannot("write", &shown())(cause))?,
            Payload::Copy { from, digest, size } => copy_source(from, &mut file, digest, size)?,
        }
        status_of(&file)
            .map(|status| disk::stamp(&status))
            .map_err(|cause| cannot("look at", &shown())(cause))
    }

    /// Makes the folder the new site: exactly these outputs, beside the foreign files. `inputs` is
    /// the digest of everything that they were made of, for [`Folder::is_current`].
    ///
    /// # Errors
    /// When foreign files are in the way, or two outputs claim one place, or the disk or the system
    /// refuses. Nothing of the site was touched then, unless the error is
    /// [`PublishError::Halfway`].
    pub fn publish(
        self,
        mut outputs: Vec<Prepared>,
        inputs: Digest,
    ) -> Result<PublishSummary, PublishError> {
        outputs.sort_unstable_by(|a, b| a.path.cmp(&b.path));
        if let Some(pair) = outputs.windows(2).find(|pair| pair[0].path == pair[1].path) {
            return Err(made_twice(&pair[0].path));
        }
        let journal = self.plan(&outputs, inputs)?;
        let Folder {
            layout, previous, ..
        } = &self.folder;
        preparation::prepare(layout, &journal.steps)?;
        let mut diagnostics: Vec<Diagnostic> = previous
            .is_damaged
            .then(damaged_manifest)
            .into_iter()
            .collect();
        let is_published = journal.steps.is_empty()
            && !previous.is_damaged
            && previous.manifest == journal.manifest;
        if !is_published {
            // The stage is complete. From now on the next command finishes what this one does not.
            journal_file::seal(layout, &journal)?;
            let backups = execution::carry_out(layout, &journal).map_err(recovery::halfway)?;
            journal_file::commit(layout).map_err(recovery::halfway)?;
            diagnostics.extend(backups::warnings(backups));
        }
        Ok(summary(&outputs, &journal, diagnostics))
    }

    /// Compares the new site with the folder.
    fn plan(&self, outputs: &[Prepared], inputs: Digest) -> Result<Journal, PublishError> {
        let Folder {
            layout, previous, ..
        } = &self.folder;
        let files = outputs
            .iter()
            .map(|output| (output.path.clone(), output.entry));
        let manifest = Manifest {
            inputs: Some(inputs),
            files: files.collect(),
        };
        let in_place = outputs
            .iter()
            .filter(|output| output.origin == Origin::Site)
            .map(|output| &output.path);
        let inventory = inventory::take(layout, previous, &manifest, in_place)?;
        let steps = steps::plan(&previous.manifest, &manifest, &inventory)
            .map_err(|conflict| refusal(layout, conflict))?;
        Ok(Journal {
            manifest,
            steps: steps.into_values().flatten().collect(),
        })
    }
}

impl Drop for Stage {
    fn drop(&mut self) {
        // Without a journal the stage is worth nothing; the next command discards it if this fails.
        if matches!(
            path_kind(&self.folder.layout, JOURNAL),
            Ok(PathKind::Missing)
        ) {
            let _ = recovery::discard(&self.folder.layout);
            lock::remove_unused(&self.folder.layout);
        }
    }
}

/// Copies a source. Since the scan the user may have changed it, or put a link or a pipe in its
/// place: a link is not followed, a pipe does not hold the build, and no more bytes are copied than
/// the scan has seen.
fn copy_source(
    from: &SiteFile,
    to: &mut File,
    digest: Digest,
    size: u64,
) -> Result<(), PublishError> {
    let changed = || PublishError::SourceChanged(from.path());
    let source = match from.open() {
        Err(cause) if refusal_of(&cause).is_some() => return Err(changed()),
        result => result.map_err(|cause| cannot("open", &from.path())(cause))?,
    };
    let now = status_of(&source).map_err(|cause| cannot("look at", &from.path())(cause))?;
    if now.size != size {
        return Err(changed());
    }
    let copied = disk::copy(&mut source.take(size), to)
        .map_err(|cause| cannot("copy into the stage", &from.path())(cause))?;
    if copied == digest {
        Ok(())
    } else {
        Err(changed())
    }
}

fn made_twice(path: &OutputPath) -> PublishError {
    PublishError::Path {
        path: path.clone(),
        reason: "is made twice",
    }
}

fn refusal(layout: &Layout, conflict: Conflict) -> PublishError {
    match conflict {
        Conflict::Overlap(path) => PublishError::Path {
            path,
            reason: "lies in a folder that is itself the path of an output",
        },
        Conflict::InTheWay(files) => PublishError::InTheWay {
            output: layout.output().path().to_owned(),
            files,
        },
    }
}

fn damaged_manifest() -> Diagnostic {
    Diagnostic::warning(
        "damaged-manifest",
        "the list of the files that Milepost wrote into the output folder was damaged",
    )
    .advise(
        "Pages that no longer exist may be left in the output folder: \
         look through it and delete them",
    )
}

fn summary(
    outputs: &[Prepared],
    journal: &Journal,
    diagnostics: Vec<Diagnostic>,
) -> PublishSummary {
    let staged = outputs
        .iter()
        .filter(|output| output.origin == Origin::Stage);
    let written = staged.clone().count();
    let removed = journal
        .steps
        .iter()
        .filter_map(Step::vacates)
        .filter(|path| !journal.manifest.files.contains_key(*path))
        .count();
    let records: Vec<(&str, Digest)> = outputs
        .iter()
        .map(|output| (output.path.as_str(), output.entry.digest))
        .collect();
    PublishSummary {
        written,
        unchanged: outputs.len() - written,
        removed,
        bytes: staged.map(|output| output.entry.stamp.size).sum(),
        hash: Digest::of(&records),
        diagnostics,
    }
}
