//! The stage that parses documents.

use super::counters::Counters;
use crate::diagnostic::{Checked, Place};
use crate::digest::{Digest, Digested};
use crate::document::{self, Document, Documents, ParseOptions};
use crate::memo::guarded;
use crate::merge::merge_join;
use crate::path::SourcePath;
use crate::source::{Content, Kind, Snapshot};
use rayon::prelude::*;
use std::sync::Arc;

/// Parses all documents that were not parsed before, on all cores.
pub(super) fn parse(
    snapshot: &Snapshot,
    options: &Digested<ParseOptions>,
    previous: Option<&Documents>,
    counters: &Counters,
) -> Documents {
    let known = previous.into_iter().flat_map(Documents::iter);
    let (mut kept, mut new) = (Vec::new(), Vec::new());
    for (path, file, known) in merge_join(snapshot.of_kind(Kind::Document), known) {
        let Some(file) = file else { continue };
        let Content::Text(text) = &file.content else {
            continue;
        };
        let same = known.filter(|known| known.value.is_parsed_from(file.digest, options));
        match same {
            Some(known) => kept.push((path.clone(), Arc::clone(known))),
            None => new.push((path, text, file.digest)),
        }
    }
    counters.documents_parsed(new.len());
    let parsed = new.into_par_iter().map(|(path, text, digest)| {
        let document = parse_one(path, text, digest, options);
        (path.clone(), Arc::new(document))
    });
    kept.extend(parsed.collect::<Vec<_>>());
    Documents::new(kept)
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
