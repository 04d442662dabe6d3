//! An output folder, fit, locked and recovered: where publishing begins.

mod backups;
mod clean;
pub(in crate::publish) mod disk;
pub(in crate::publish) mod execution;
mod inventory;
mod journal_file;
pub(in crate::publish) mod layout;
mod lock;
mod recovery;
mod staging;
mod validation;

pub use self::clean::{Cleaned, clean};
use self::disk::{Thing, look};
use self::journal_file::{self as journal, Found};
use self::layout::Layout;
pub use self::lock::Holder;
use self::lock::Lock;
pub use self::recovery::{Recovery, recover};
pub use self::staging::{Content, Placed, Published, Stage};
use crate::digest::Digest;
use crate::path::OutputPath;
use crate::publish::error::{PublishError, cannot};
use crate::publish::manifest::{Class, Entry, Manifest};
use std::fs;
use std::path::Path;

/// An output folder that nobody else writes as long as this lives.
#[derive(Debug)]
pub struct Folder {
    pub(in crate::publish) layout: Layout,
    pub(in crate::publish) owned: Owned,
    recovery: Recovery,
    /// Released when the folder is dropped.
    _lock: Lock,
}

/// What the manifest says.
#[derive(Debug)]
pub(in crate::publish) enum Owned {
    /// What we wrote; nothing, where there is no manifest.
    Known(Manifest),
    /// The manifest is damaged or of another version: anything may be ours.
    Unknown,
}

/// Opens an output folder for publishing: refuses unfit ones, creates it if it is missing, waits
/// until nobody else publishes there (`waiting` hears for whom), and finishes or discards what an
/// interrupted command left.
///
/// `site` is the folder of the sources.
///
/// # Errors
/// When the folder is unfit (nothing was created then), or the disk or the system says no.
pub fn open(
    output: &Path,
    site: &Path,
    waiting: &mut dyn FnMut(&Holder),
) -> Result<Folder, PublishError> {
    let layout = Layout::of(validation::fit(output, site)?);
    fs::create_dir_all(layout.output()).map_err(cannot("create the folder", layout.output()))?;
    let lock = lock::acquire(&layout, waiting)?;
    let recovery = recovery::settle(&layout)?;
    let owned = Owned::read(&layout)?;
    Ok(Folder {
        layout,
        owned,
        recovery,
        _lock: lock,
    })
}

impl Folder {
    /// What an interrupted command had left when the folder was opened.
    pub fn recovery(&self) -> &Recovery {
        &self.recovery
    }

    /// Whether the folder is already what these inputs make: they are those of the manifest, and
    /// every file still has the size and the time of last change that stand there.
    pub fn is_current(&self, inputs: Digest) -> bool {
        let Owned::Known(manifest) = &self.owned else {
            return false;
        };
        manifest.inputs == Some(inputs)
            && manifest.files.iter().all(
                |(path, entry)| matches!(look(&self.layout.site(path.as_str())), Ok(Thing::File(stamp)) if stamp == entry.stamp),
            )
    }

    /// Begins a new site. The folder publishes once, so it goes into the stage.
    ///
    /// # Errors
    /// When the disk or the system says no.
    pub fn stage(self) -> Result<Stage, PublishError> {
        let stage = self.layout.stage();
        fs::create_dir(&stage).map_err(cannot("create the folder", &stage))?;
        Ok(Stage::begin(self))
    }
}

impl Owned {
    /// Reads the manifest.
    pub(in crate::publish) fn read(layout: &Layout) -> Result<Self, PublishError> {
        Ok(match journal::find(&layout.manifest())? {
            Found::Nothing => Owned::Known(Manifest {
                inputs: None,
                files: Default::default(),
            }),
            Found::Unreadable => Owned::Unknown,
            Found::Whole(journal) => Owned::Known(journal.manifest),
        })
    }

    /// What we wrote at a path, if we know.
    pub(in crate::publish) fn entry(&self, path: &OutputPath) -> Option<&Entry> {
        match self {
            Owned::Known(manifest) => manifest.files.get(path),
            Owned::Unknown => None,
        }
    }

    /// Whether we may have written something at a path.
    pub(in crate::publish) fn may_own(&self, path: &OutputPath) -> bool {
        match self {
            Owned::Known(manifest) => manifest.files.contains_key(path),
            Owned::Unknown => true,
        }
    }

    /// Everything that we know to have written, in the order in which it may go: assets after the
    /// pages that refer to them.
    pub(in crate::publish) fn departing(&self) -> impl Iterator<Item = &OutputPath> {
        let class = |class| {
            self.files()
                .filter(move |(_, entry)| entry.class == class)
                .map(|(path, _)| path)
        };
        class(Class::Aggregate)
            .chain(class(Class::Page))
            .chain(class(Class::Asset))
    }

    fn files(&self) -> impl Iterator<Item = (&OutputPath, &Entry)> {
        match self {
            Owned::Known(manifest) => Some(&manifest.files),
            Owned::Unknown => None,
        }
        .into_iter()
        .flatten()
    }
}
