//! The footnotes of a document, numbered in the order in which the page refers to them.

use super::source::Source;
use std::collections::BTreeMap;

/// The footnotes of a document with the references so far.
pub(super) struct Footnotes {
    /// The definitions by their names in lower case.
    by_name: BTreeMap<String, Definition>,
    /// The footnotes that have a reference, in the order of their first references.
    referenced: Vec<Footnote>,
    /// The definitions of names that an earlier definition has.
    repeated: Vec<usize>,
}

struct Definition {
    /// The event that begins it.
    at: usize,
    /// Its place in `referenced`, once something refers to it.
    index: Option<usize>,
}

/// A footnote with a reference.
pub(super) struct Footnote {
    /// The event that begins its definition.
    pub(super) definition: usize,
    /// The number of references to it.
    pub(super) references: usize,
}

impl Footnotes {
    pub(super) fn new(source: &Source<'_>) -> Self {
        let mut by_name = BTreeMap::new();
        let mut repeated = Vec::new();
        for (name, at) in source.footnotes() {
            let definition = Definition { at, index: None };
            let first = by_name.entry(name.to_lowercase()).or_insert(definition).at;
            repeated.extend((first != at).then_some(at));
        }
        Footnotes {
            by_name,
            referenced: Vec::new(),
            repeated,
        }
    }

    /// Adds a reference. Returns the number of its footnote and its own number among the references
    /// to that footnote, both from 1 on. `None` if no footnote has the name.
    pub(super) fn refer(&mut self, name: &str) -> Option<(usize, usize)> {
        let definition = self.by_name.get_mut(&name.to_lowercase())?;
        let index = *definition.index.get_or_insert_with(|| {
            self.referenced.push(Footnote {
                definition: definition.at,
                references: 0,
            });
            self.referenced.len() - 1
        });
        let footnote = &mut self.referenced[index];
        footnote.references += 1;
        Some((index + 1, footnote.references))
    }

    /// Returns the referenced footnote at `index`. There may be more of them after each footnote
    /// that is written, since footnotes can refer to others.
    pub(super) fn get(&self, index: usize) -> Option<&Footnote> {
        self.referenced.get(index)
    }

    /// Returns the definitions without a reference.
    pub(super) fn unused(&self) -> Vec<usize> {
        self.by_name
            .values()
            .filter(|definition| definition.index.is_none())
            .map(|definition| definition.at)
            .collect()
    }

    /// Returns the definitions of names that an earlier definition has.
    pub(super) fn repeated(&self) -> Vec<usize> {
        self.repeated.clone()
    }
}

/// Returns the id of a footnote.
pub(super) fn note_id(number: usize) -> String {
    format!("fn-{number}")
}

/// Returns the id of a reference to a footnote.
pub(super) fn reference_id(number: usize, reference: usize) -> String {
    if reference == 1 {
        format!("fnref-{number}")
    } else {
        format!("fnref-{number}-{reference}")
    }
}
