//! The manifest: what we wrote, and the steps that brought it there. Journal and manifest are one
//! format, since the one becomes the other by being renamed.
//!
//! JSON lines: a head with the version, a line for each file in the order of the paths, a line for
//! each step, and last the digest of all bytes before it, which tells whether the file is whole.

use super::folder::disk::Stamp;
use super::folder::execution::Step;
use super::folder::layout::is_reserved;
use crate::digest::Digest;
pub use crate::output::Phase as Class;
use crate::path::OutputPath;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::collections::BTreeMap;

const VERSION: u32 = 1;

/// A file that we wrote.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Entry {
    /// What it is for.
    pub(super) class: Class,
    /// Of its bytes.
    pub(super) digest: Digest,
    /// As it was when we wrote it.
    pub(super) stamp: Stamp,
}

/// What we wrote.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Manifest {
    /// What the build was made of; none when the folder is known not to be what the build made.
    pub(super) inputs: Option<Digest>,
    /// Each file of ours.
    pub(super) files: BTreeMap<OutputPath, Entry>,
}

/// The manifest to be, and how to get there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Journal {
    /// As it is when all steps are done.
    pub(super) manifest: Manifest,
    /// In the order in which they are taken.
    pub(super) steps: Vec<Step>,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Line<'a> {
    Milepost {
        version: u32,
        inputs: Option<String>,
    },
    File(#[serde(borrow)] Cow<'a, str>, Class, String, u64, i64),
    Place(#[serde(borrow)] Cow<'a, str>, Option<(u64, i64)>),
    Remove(#[serde(borrow)] Cow<'a, str>, (u64, i64)),
    Keep(#[serde(borrow)] Cow<'a, str>, (u64, i64)),
    Unfold(#[serde(borrow)] Cow<'a, str>),
    End(String),
}

/// As bytes.
pub(super) fn encode(journal: &Journal) -> Vec<u8> {
    let mut bytes =
        Vec::with_capacity(160 * (journal.manifest.files.len() + journal.steps.len()) + 256);
    push(
        &mut bytes,
        &Line::Milepost {
            version: VERSION,
            inputs: journal.manifest.inputs.map(|inputs| inputs.hex()),
        },
    );
    for (
        path,
        Entry {
            class,
            digest,
            stamp,
        },
    ) in &journal.manifest.files
    {
        push(
            &mut bytes,
            &Line::File(
                path.as_str().into(),
                *class,
                digest.hex(),
                stamp.size,
                stamp.modified,
            ),
        );
    }
    for step in &journal.steps {
        push(&mut bytes, &line_of(step));
    }
    let end = Digest::of_bytes(&bytes).hex();
    push(&mut bytes, &Line::End(end));
    bytes
}

/// From bytes; nothing if they are not whole, of another version, or name what is no path of ours.
pub(super) fn decode(bytes: &[u8]) -> Option<Journal> {
    let last = bytes
        .strip_suffix(b"\n")?
        .iter()
        .rposition(|byte| *byte == b'\n')?
        + 1;
    let (body, end) = bytes.split_at(last);
    if !matches!(serde_json::from_slice(end).ok()?, Line::End(digest) if digest == Digest::of_bytes(body).hex())
    {
        return None;
    }
    let mut lines = std::str::from_utf8(body).ok()?.lines();
    let inputs = match serde_json::from_str(lines.next()?).ok()? {
        Line::Milepost {
            version: VERSION,
            inputs: Some(inputs),
        } => Some(Digest::from_hex(&inputs)?),
        Line::Milepost {
            version: VERSION,
            inputs: None,
        } => None,
        _ => return None,
    };
    let mut journal = Journal {
        manifest: Manifest {
            inputs,
            files: BTreeMap::new(),
        },
        steps: Vec::new(),
    };
    for line in lines {
        take(&mut journal, serde_json::from_str(line).ok()?)?;
    }
    Some(journal)
}

fn push(bytes: &mut Vec<u8>, line: &Line<'_>) {
    serde_json::to_writer(&mut *bytes, line)
        .expect("texts and numbers are JSON, and memory takes them");
    bytes.push(b'\n');
}

fn line_of(step: &Step) -> Line<'_> {
    let pair = |stamp: &Stamp| (stamp.size, stamp.modified);
    match step {
        Step::Place { path, replaces } => {
            Line::Place(path.as_str().into(), replaces.as_ref().map(pair))
        }
        Step::Remove { path, stamp } => Line::Remove(path.as_str().into(), pair(stamp)),
        Step::Keep { path, stamp } => Line::Keep(path.as_str().into(), pair(stamp)),
        Step::Unfold { folder } => Line::Unfold(folder.as_str().into()),
    }
}

fn take(journal: &mut Journal, line: Line<'_>) -> Option<()> {
    let stamp = |(size, modified)| Stamp { size, modified };
    let step = match line {
        Line::File(path, class, digest, size, modified) => {
            let entry = Entry {
                class,
                digest: Digest::from_hex(&digest)?,
                stamp: stamp((size, modified)),
            };
            journal.manifest.files.insert(checked(&path)?, entry);
            return Some(());
        }
        Line::Place(path, replaces) => Step::Place {
            path: checked(&path)?,
            replaces: replaces.map(stamp),
        },
        Line::Remove(path, pair) => Step::Remove {
            path: checked(&path)?,
            stamp: stamp(pair),
        },
        Line::Keep(path, pair) => Step::Keep {
            path: checked(&path)?,
            stamp: stamp(pair),
        },
        Line::Unfold(folder) => Step::Unfold {
            folder: checked(&folder)?,
        },
        Line::Milepost { .. } | Line::End(_) => return None,
    };
    journal.steps.push(step);
    Some(())
}

/// A manifest may come with a folder from anywhere, so its paths are no more trusted than
/// anybody's.
fn checked(path: &str) -> Option<OutputPath> {
    OutputPath::new(path).ok().filter(|path| !is_reserved(path))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn journal() -> Journal {
        let path = OutputPath::new("a/\"größe\".html").expect("a path");
        let stamp = Stamp {
            size: 13,
            modified: -7,
        };
        let entry = Entry {
            class: Class::Page,
            digest: Digest::of_bytes(b"a"),
            stamp,
        };
        Journal {
            manifest: Manifest {
                inputs: Some(Digest::of_bytes(b"i")),
                files: BTreeMap::from([(path.clone(), entry)]),
            },
            steps: vec![
                Step::Keep {
                    path: path.clone(),
                    stamp,
                },
                Step::Unfold {
                    folder: OutputPath::new("b").expect("a path"),
                },
                Step::Place {
                    path: path.clone(),
                    replaces: Some(stamp),
                },
                Step::Remove { path, stamp },
            ],
        }
    }

    #[test]
    fn is_read_back() {
        assert_eq!(decode(&encode(&journal())), Some(journal()));
    }

    #[test]
    fn every_cut_and_every_flipped_byte_is_noticed() {
        let whole = encode(&journal());
        for length in 0..whole.len() {
            assert_eq!(decode(&whole[..length]), None, "cut after {length}");
            let mut flipped = whole.clone();
            flipped[length] ^= 1;
            assert_eq!(decode(&flipped), None, "flipped {length}");
        }
    }

    #[test]
    fn paths_that_leave_the_folder_are_refused() {
        for path in [
            "../x",
            "/etc/passwd",
            ".milepost/lock",
            ".Milepost/x",
            "a//b",
        ] {
            assert_eq!(checked(path), None, "{path}");
        }
    }
}
