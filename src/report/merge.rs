//! Puts diagnostics in order and merges equal ones.

use super::located::{LocatedFrame, Location, outermost};
use crate::diagnostic::{Diagnostic, Severity};
use std::collections::{BTreeMap, BTreeSet};

/// A diagnostic with the locations of its places.
pub(super) struct Entry<'a> {
    pub(super) location: Option<Location>,
    pub(super) trace: Vec<LocatedFrame>,
    pub(super) diagnostic: &'a Diagnostic,
}

/// Everything about a diagnostic except its places. Diagnostics that agree in it are merged.
type Content<'a> = (
    &'static str,
    &'a str,
    Severity,
    Option<&'a str>,
    Option<(&'a str, bool)>,
);

impl<'a> Entry<'a> {
    fn content(&self) -> Content<'a> {
        let Diagnostic {
            code,
            severity,
            message,
            place: _,
            trace: _,
            advice,
            fix,
        } = self.diagnostic;
        (
            code,
            message,
            *severity,
            advice.as_deref(),
            fix.as_ref().map(|fix| (fix.line.as_str(), fix.safe)),
        )
    }

    fn outermost(&self) -> Option<&Location> {
        outermost(self.location.as_ref(), &self.trace)
    }
}

/// Returns the first entry of each content, in the order of locations, with the outermost locations
/// of the others.
pub(super) fn merge(mut entries: Vec<Entry<'_>>) -> Vec<(Entry<'_>, Vec<Location>)> {
    entries.sort_by(|a, b| {
        (&a.location, a.content(), &a.trace).cmp(&(&b.location, b.content(), &b.trace))
    });
    let mut indices: BTreeMap<Content<'_>, usize> = BTreeMap::new();
    let mut merged: Vec<(Entry<'_>, BTreeSet<Location>)> = Vec::new();
    for entry in entries {
        let index = *indices.entry(entry.content()).or_insert(merged.len());
        match merged.get_mut(index) {
            Some((first, also)) if first.outermost() != entry.outermost() => {
                also.extend(entry.outermost().cloned())
            }
            Some(_) => {}
            None => merged.push((entry, BTreeSet::new())),
        }
    }
    merged
        .into_iter()
        .map(|(entry, also)| (entry, also.into_iter().collect()))
        .collect()
}
