//! The ids of one document: given to headings, found in raw HTML, reserved for footnotes.

use crate::slug::{Unique, anchor};
use std::collections::BTreeSet;

/// All ids that a document has so far.
#[derive(Debug, Default)]
pub(super) struct Ids {
    taken: Unique,
    /// Ids of footnotes, and names of anchors.
    further: BTreeSet<String>,
}

impl Ids {
    /// An id for a heading with this text.
    pub(super) fn of_text(&mut self, text: &str) -> String {
        let anchor = anchor(text);
        let wanted = match anchor.as_str() {
            "" => "section".to_owned(),
            taken if is_footnote_id(taken) => format!("section-{taken}"),
            _ => anchor,
        };
        self.taken.take(&wanted)
    }

    /// Takes an id that somebody wrote; false if it is taken already, or one of those that
    /// footnotes have.
    pub(super) fn reserve(&mut self, id: &str) -> bool {
        if is_footnote_id(id) {
            self.further.insert(id.to_owned());
            return false;
        }
        let free = !self.taken.contains(id);
        if free {
            self.taken.take(id);
        }
        free
    }

    /// Adds an id that only footnotes have, or the name of an anchor, which may well be an id too.
    pub(super) fn add(&mut self, id: &str) {
        self.further.insert(id.to_owned());
    }

    /// Everything that a link can lead to, sorted.
    pub(super) fn finish(self) -> Vec<String> {
        let Ids { taken, mut further } = self;
        further.extend(taken.into_names());
        further.into_iter().collect()
    }
}

/// Whether an id is of the form that footnotes and the references to them have.
pub(super) fn is_footnote_id(id: &str) -> bool {
    let number = id.strip_prefix("fnref-").or_else(|| id.strip_prefix("fn-"));
    number.is_some_and(|number| number.starts_with(|c: char| c.is_ascii_digit()))
}
