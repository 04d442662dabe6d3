//! The journal: the manifest to be, and the steps that lead there. Journal and manifest share one
//! file format, since the journal becomes the manifest by being renamed.
//!
//! The format is JSON lines: a head with the version, a line for each file in the order of the
//! paths, a line for each step, and last the digest of all bytes before it, which shows if the file
//! is whole.

use super::manifest::{Entry, Manifest, OutputPhase, Stamp, is_reserved};
use super::steps::Step;
use crate::digest::Digest;
use crate::path::OutputPath;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;

const VERSION: u32 = 1;

/// The manifest to be, and the steps that lead there.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Journal {
    /// As it is when all steps are done.
    pub(super) manifest: Manifest,
    /// In the order in which they are carried out.
    pub(super) steps: Vec<Step>,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Line<'a> {
    Milepost {
        version: u32,
        inputs: Option<String>,
    },
    File(#[serde(borrow)] Cow<'a, str>, OutputPhase, String, u64, i64),
    Place(#[serde(borrow)] Cow<'a, str>, Option<(u64, i64)>),
    Remove(#[serde(borrow)] Cow<'a, str>, (u64, i64)),
    #[serde(rename = "keep")]
    BackUp(#[serde(borrow)] Cow<'a, str>, (u64, i64)),
    #[serde(rename = "unfold")]
    RemoveDir(#[serde(borrow)] Cow<'a, str>),
    End(String),
}

/// Writes a journal as bytes.
pub(super) fn encode(journal: &Journal) -> Vec<u8> {
    let Journal { manifest, steps } = journal;
    let mut bytes = Vec::with_capacity(160 * (manifest.files.len() + steps.len()) + 256);
    let head = Line::Milepost {
        version: VERSION,
        inputs: manifest.inputs.map(|inputs| inputs.hex()),
    };
    push(&mut bytes, &head);
    for (path, entry) in &manifest.files {
        let Stamp { size, modified } = entry.stamp;
        let digest = entry.digest.hex();
        push(
            &mut bytes,
            &Line::File(path.as_str().into(), entry.phase, digest, size, modified),
        );
    }
    for step in steps {
        push(&mut bytes, &line_of(step));
    }
    let end = Digest::of_bytes(&bytes).hex();
    push(&mut bytes, &Line::End(end));
    bytes
}

/// Reads a journal from bytes. Returns nothing if they are not whole, are of another version, or
/// name a path that no output can have.
pub(super) fn decode(bytes: &[u8]) -> Option<Journal> {
    // The last line is the digest of all others.
    let last = bytes
        .strip_suffix(b"\n")?
        .iter()
        .rposition(|byte| *byte == b'\n')?
        + 1;
    let (body, end) = bytes.split_at(last);
    let Line::End(digest) = serde_json::from_slice(end).ok()? else {
        return None;
    };
    if digest != Digest::of_bytes(body).hex() {
        return None;
    }
    let mut lines = std::str::from_utf8(body).ok()?.lines();
    let Line::Milepost {
        version: VERSION,
        inputs,
    } = serde_json::from_str(lines.next()?).ok()?
    else {
        return None;
    };
    let mut journal = Journal::default();
    if let Some(inputs) = inputs {
        journal.manifest.inputs = Some(Digest::from_hex(&inputs)?);
    }
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
        Step::BackUp { path, stamp } => Line::BackUp(path.as_str().into(), pair(stamp)),
        Step::RemoveDir { folder } => Line::RemoveDir(folder.as_str().into()),
    }
}

fn take(journal: &mut Journal, line: Line<'_>) -> Option<()> {
    let stamp = |(size, modified)| Stamp { size, modified };
    let step = match line {
        Line::File(path, phase, digest, size, modified) => {
            let entry = Entry {
                phase,
                digest: Digest::from_hex(&digest)?,
                stamp: Stamp { size, modified },
            };
            journal.manifest.files.insert(output_path(&path)?, entry);
            return Some(());
        }
        Line::Place(path, replaces) => Step::Place {
            path: output_path(&path)?,
            replaces: replaces.map(stamp),
        },
        Line::Remove(path, pair) => Step::Remove {
            path: output_path(&path)?,
            stamp: stamp(pair),
        },
        Line::BackUp(path, pair) => Step::BackUp {
            path: output_path(&path)?,
            stamp: stamp(pair),
        },
        Line::RemoveDir(folder) => Step::RemoveDir {
            folder: output_path(&folder)?,
        },
        Line::Milepost { .. } | Line::End(_) => return None,
    };
    journal.steps.push(step);
    Some(())
}

/// Checks a path that was read. A manifest may come with a folder from anywhere, so its paths are
/// not trusted.
fn output_path(path: &str) -> Option<OutputPath> {
    OutputPath::new(path).ok().filter(|path| !is_reserved(path))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    fn journal() -> Journal {
        let path = OutputPath::new("a/\"größe\".html").expect("a path");
        let stamp = Stamp {
            size: 13,
            modified: -7,
        };
        let entry = Entry {
            phase: OutputPhase::Page,
            digest: Digest::of_bytes(b"a"),
            stamp,
        };
        Journal {
            manifest: Manifest {
                inputs: Some(Digest::of_bytes(b"i")),
                files: BTreeMap::from([(path.clone(), entry)]),
            },
            steps: vec![
                Step::BackUp {
                    path: path.clone(),
                    stamp,
                },
                Step::RemoveDir {
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

    /// Sites that older versions published have manifests in this format.
    #[test]
    fn the_format_stays_as_it_is() {
        let text = String::from_utf8(encode(&journal())).expect("text");
        let digits = |bytes: &[u8]| Digest::of_bytes(bytes).hex();
        let end = text.trim_end().rfind('\n').expect("lines") + 1;
        let expected = [
            format!(
                r#"{{"milepost":{{"version":1,"inputs":"{}"}}}}"#,
                digits(b"i")
            ),
            format!(
                r#"{{"file":["a/\"größe\".html","page","{}",13,-7]}}"#,
                digits(b"a")
            ),
            r#"{"keep":["a/\"größe\".html",[13,-7]]}"#.to_owned(),
            r#"{"unfold":"b"}"#.to_owned(),
            r#"{"place":["a/\"größe\".html",[13,-7]]}"#.to_owned(),
            r#"{"remove":["a/\"größe\".html",[13,-7]]}"#.to_owned(),
            format!(r#"{{"end":"{}"}}"#, digits(&text.as_bytes()[..end])),
        ];
        assert_eq!(text.lines().collect::<Vec<_>>(), expected);
        for (phase, name) in [
            (OutputPhase::Asset, "\"asset\""),
            (OutputPhase::Page, "\"page\""),
            (OutputPhase::Aggregate, "\"aggregate\""),
        ] {
            assert_eq!(serde_json::to_string(&phase).expect("JSON"), name);
        }
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
            assert_eq!(output_path(path), None, "{path}");
        }
    }
}
