//! The ids of one document: made for headings, found in raw HTML, reserved for footnotes.

use crate::config::HeadingIds;
use crate::slug::{Unique, anchor, ascii_anchor, ascii_slug};
use std::collections::BTreeSet;

/// The ids of a document so far.
#[derive(Debug)]
pub(super) struct Ids {
    way: HeadingIds,
    taken: Unique,
    /// The ids of footnotes, and the names of anchors.
    others: BTreeSet<String>,
}

impl Ids {
    /// Returns no ids yet.
    pub(super) fn new(way: HeadingIds) -> Self {
        Ids {
            way,
            taken: Unique::default(),
            others: BTreeSet::new(),
        }
    }

    /// Makes an id for a heading with this text.
    pub(super) fn of_text(&mut self, text: &str) -> String {
        let anchor = match self.way {
            HeadingIds::Forge => anchor(text),
            HeadingIds::Zola => ascii_slug(text),
            HeadingIds::Ascii => ascii_anchor(text),
        };
        let wanted = match anchor.as_str() {
            "" => "section".to_owned(),
            taken if is_footnote_id(taken) => format!("section-{taken}"),
            _ => anchor,
        };
        self.taken.take(&wanted)
    }

    /// Reserves an id that the file contains. Returns false if it is taken already or has the form
    /// of a footnote's id.
    pub(super) fn reserve(&mut self, id: &str) -> bool {
        if is_footnote_id(id) {
            self.others.insert(id.to_owned());
            return false;
        }
        let is_free = !self.taken.contains(id);
        if is_free {
            self.taken.take(id);
        }
        is_free
    }

    /// Adds the id of a footnote, or the name of an anchor, which may be an id too.
    pub(super) fn add(&mut self, id: &str) {
        self.others.insert(id.to_owned());
    }

    /// Returns every target of a link within the document, sorted.
    pub(super) fn finish(self) -> Vec<String> {
        let Ids {
            taken, mut others, ..
        } = self;
        others.extend(taken.into_names());
        others.into_iter().collect()
    }
}

/// Returns true for an id in the form of footnotes' ids and of the references to them.
pub(super) fn is_footnote_id(id: &str) -> bool {
    let number = id.strip_prefix("fnref-").or_else(|| id.strip_prefix("fn-"));
    number.is_some_and(|number| number.starts_with(|c: char| c.is_ascii_digit()))
}
