//! Taking the site out of its folder again.

use super::Owned;
use super::disk::{Thing, look};
use super::execution::{parent, remove_emptied};
use super::inventory::{Standing, judge};
use super::layout::Layout;
use super::lock::{self, Holder};
use super::recovery;
use crate::path::OutputPath;
use crate::publish::error::{PublishError, cannot};
use std::collections::BTreeMap;
use std::fs;
use std::io::ErrorKind;
use std::path::Path;

/// What cleaning did.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Cleaned {
    /// How many files were removed.
    pub removed: usize,
    /// Files that we wrote and somebody changed; they stay, and are foreign from now on.
    pub edited: Vec<OutputPath>,
    /// Whether files that were edited earlier are still kept in `.milepost/kept/`.
    pub has_kept: bool,
}

/// Removes exactly what Milepost wrote into a folder and nobody changed since, then its own folder
/// there, then the folders that this emptied, the output too. Where Milepost never wrote, nothing
/// happens. A writer is waited for, as in [`open`](super::open).
///
/// # Errors
/// When the manifest is damaged (nothing is removed then), or the disk or the system says no.
pub fn clean(output: &Path, waiting: &mut dyn FnMut(&Holder)) -> Result<Cleaned, PublishError> {
    let Ok(output) = fs::canonicalize(output) else {
        return Ok(Cleaned::default());
    };
    let layout = Layout::of(output);
    let house = layout.house();
    if look(&house).map_err(cannot("look at", &house))? != Thing::Folder {
        return Ok(Cleaned::default());
    }
    let lock = lock::acquire(&layout, waiting)?;
    recovery::settle(&layout)?;
    let owned = Owned::read(&layout)?;
    if matches!(owned, Owned::Unknown) {
        return Err(PublishError::Unknown(layout.manifest()));
    }
    let mut cleaned = Cleaned::default();
    let mut folders = BTreeMap::new();
    for path in owned
        .departing()
        .filter(|path| is_real(&layout, path.folder(), &mut folders))
    {
        match judge(&layout, &owned, path)? {
            Standing::Ours(_) => {
                let file = layout.site(path.as_str());
                fs::remove_file(&file).map_err(cannot("remove", &file))?;
                cleaned.removed += 1;
            }
            Standing::Edited(_) => cleaned.edited.push(path.clone()),
            Standing::Absent | Standing::Foreign | Standing::Folder => {}
        }
    }
    remove_emptied(
        &layout,
        owned
            .departing()
            .filter(|path| is_real(&layout, path.folder(), &mut folders)),
    )?;
    cleaned.has_kept = leave(&layout)?;
    drop(lock);
    Ok(cleaned)
}

/// Removes our folder and the output, if nothing else is in it. Whether the files that were kept
/// for somebody are still there.
fn leave(layout: &Layout) -> Result<bool, PublishError> {
    // The manifest goes last but for the lock: as long as it stands, cleaning can be done again.
    for path in [layout.manifest(), layout.lock()] {
        if look(&path).map_err(cannot("look at", &path))? != Thing::Nothing {
            fs::remove_file(&path).map_err(cannot("remove", &path))?;
        }
    }
    let has_kept =
        look(&layout.kept()).map_err(cannot("look at", &layout.kept()))? != Thing::Nothing;
    if !has_kept {
        match fs::remove_dir(layout.house()) {
            // Who waited for us has come already.
            Err(cause) if cause.kind() == ErrorKind::DirectoryNotEmpty => {}
            result => result.map_err(cannot("remove", &layout.house()))?,
        }
        // It holds foreign files, or is where a disk is mounted, or lies in a folder that is not
        // ours to change.
        let _ = fs::remove_dir(layout.output());
    }
    Ok(has_kept)
}

/// Whether a folder of the site is reached without a link.
fn is_real<'a>(layout: &Layout, folder: &'a str, known: &mut BTreeMap<&'a str, bool>) -> bool {
    if folder.is_empty() {
        return true;
    }
    if let Some(known) = known.get(folder) {
        return *known;
    }
    let is_real = is_real(layout, parent(folder), known)
        && matches!(look(&layout.site(folder)), Ok(Thing::Folder));
    known.insert(folder, is_real);
    is_real
}
