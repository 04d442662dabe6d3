//! The stage that parses documents.

use super::counters::Counters;
use crate::diagnostic::{Checked, Place};
use crate::digest::{Digest, Digested};
use crate::document::{self, Document, Documents, Entry, ParseOptions};
use crate::memo::guarded;
use crate::merge::merge_join;
use crate::path::SourcePath;
use crate::source::{Content, Snapshot};
use rayon::prelude::*;

/// Parses all documents that were not parsed before, on all cores.
pub(super) fn parse(
    snapshot: &Snapshot,
    options: &Digested<ParseOptions>,
    previous: Option<&Documents>,
    counters: &Counters,
) -> Documents {
    let known = previous.map_or(&[][..], Documents::entries);
    let known = known.iter().map(|known| (&known.path, known));
    let (mut all, mut new) = (Vec::with_capacity(known.len()), Vec::new());
    for (path, file, known) in merge_join(snapshot.documents(), known) {
        let Some(file) = file else { continue };
        let Content::Text(text) = &file.content else {
            continue;
        };
        match known.filter(|known| known.is_parsed_from(file.digest, options)) {
            Some(known) => all.push(known.clone()),
            None => new.push((path, text, file.digest)),
        }
    }
    counters.documents_parsed(new.len());
    let parsed = new.into_par_iter().map(|(path, text, digest)| {
        let document = parse_one(path, text, digest, options);
        Entry::new(path.clone(), document)
    });
    all.extend(parsed.collect::<Vec<_>>());
    Documents::new(all, previous)
}

fn parse_one(
    path: &SourcePath,
    text: &str,
    digest: Digest,
    options: &Digested<ParseOptions>,
) -> Checked<Document> {
    let parsed = guarded(&format!("`{path}`"), || {
        document::parse(path, text, digest, options)
    });
    parsed.unwrap_or_else(|fault| Checked {
        diagnostics: vec![fault.at(Place::File(path.clone()))],
        ..document::parse(path, "", digest, options)
    })
}
