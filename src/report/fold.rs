//! Puts diagnostics in order and makes equal ones one.

use super::located::{LocatedFrame, Spot, met};
use crate::diagnostic::{Diagnostic, Severity};
use std::collections::{BTreeMap, BTreeSet};

/// A diagnostic and the spots of its places.
pub(super) struct Placed<'a> {
    pub(super) spot: Option<Spot>,
    pub(super) trace: Vec<LocatedFrame>,
    pub(super) diagnostic: &'a Diagnostic,
}

/// Everything that is said of a fault except where it is.
type Said<'a> = (
    &'static str,
    &'a str,
    Severity,
    Option<&'a str>,
    Option<(&'a str, bool)>,
);

impl<'a> Placed<'a> {
    fn said(&self) -> Said<'a> {
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

    fn met(&self) -> Option<&Spot> {
        met(self.spot.as_ref(), &self.trace)
    }
}

/// The first of each kind in order of their places, and where else it is met.
pub(super) fn fold(mut placed: Vec<Placed<'_>>) -> Vec<(Placed<'_>, Vec<Spot>)> {
    placed.sort_by(|a, b| (&a.spot, a.said(), &a.trace).cmp(&(&b.spot, b.said(), &b.trace)));
    let mut kinds: BTreeMap<Said<'_>, usize> = BTreeMap::new();
    let mut folded: Vec<(Placed<'_>, BTreeSet<Spot>)> = Vec::new();
    for placed in placed {
        let index = *kinds.entry(placed.said()).or_insert(folded.len());
        match folded.get_mut(index) {
            Some((first, also)) if first.met() != placed.met() => {
                also.extend(placed.met().cloned())
            }
            Some(_) => {}
            None => folded.push((placed, BTreeSet::new())),
        }
    }
    folded
        .into_iter()
        .map(|(placed, also)| (placed, also.into_iter().collect()))
        .collect()
}
