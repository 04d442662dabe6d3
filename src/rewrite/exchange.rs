//! The exchange of a file for its edited text.

use super::Edits;
use super::splice::{Splice, in_order, spliced};
use crate::digest::Digest;
use crate::disk::{Refusal, read_opened, status_of};
use crate::path::SourcePath;
use crate::source::{SiteFile, Snapshot};
use std::collections::BTreeMap;
use std::io;
use std::path::PathBuf;

/// The outcome of editing one file.
#[derive(Debug)]
pub struct Edited {
    /// The file, by the path that the site has for it.
    pub path: SourcePath,
    /// The replacements that it has now, or the reason for which it was left as it was.
    pub outcome: io::Result<Vec<Splice>>,
}

/// A file with all replacements in it, under whatever paths the site has for it.
struct Target {
    file: SiteFile,
    /// The first of its paths.
    path: SourcePath,
    /// The digest of the bytes that were judged. `None` if they were judged in two states.
    judged: Option<Digest>,
    splices: Vec<Splice>,
}

/// Edits files as they are in a snapshot. One that cannot be edited keeps none of the others from
/// it. Returns the outcomes, files that could not be found first.
pub fn rewrite(snapshot: &Snapshot, edits: Edits) -> Vec<Edited> {
    let mut edited = Vec::new();
    let mut targets: BTreeMap<PathBuf, Target> = BTreeMap::new();
    for (path, splices) in edits {
        let judged = snapshot.get(path.as_str()).map(|source| source.digest);
        match snapshot.file_behind(&path) {
            Ok(file) => {
                let target = targets.entry(file.path()).or_insert_with(|| Target {
                    file,
                    path,
                    judged,
                    splices: Vec::new(),
                });
                target.judged = target.judged.filter(|digest| Some(*digest) == judged);
                target.splices.extend(splices);
            }
            Err(error) => edited.push(Edited {
                path,
                outcome: Err(error),
            }),
        }
    }
    edited.extend(targets.into_values().map(|target| Edited {
        outcome: exchange(&target.file, target.judged, target.splices),
        path: target.path,
    }));
    edited
}

/// Exchanges one file. Returns the replacements that were made.
fn exchange(
    file: &SiteFile,
    judged: Option<Digest>,
    splices: Vec<Splice>,
) -> io::Result<Vec<Splice>> {
    let mut opened = file.open()?;
    let seen = status_of(&opened)?;
    let bytes = read_opened(&mut opened, seen.size)?;
    if judged != Some(Digest::of_bytes(&bytes)) {
        return Err(Refusal::Changed.into());
    }
    let text = String::from_utf8(bytes)
        .map_err(|_| io::Error::new(io::ErrorKind::InvalidData, "it is not UTF-8 text"))?;
    let splices = in_order(splices);
    let new = spliced(&text, &splices).ok_or(Refusal::Changed)?;
    file.replace(&opened, seen, new.as_bytes())?;
    Ok(splices)
}
