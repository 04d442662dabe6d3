//! The events of a document with all additions.

use super::attributes::Attributes;
use crate::document::markdown::spanned::Spanned;
use std::collections::BTreeMap;

/// The events of a document with all additions.
pub(in crate::document::markdown) struct Extended<'e> {
    pub(in crate::document::markdown) events: Vec<Spanned<'e>>,
    /// The attributes that blocks are given, by the first events of the blocks.
    pub(in crate::document::markdown) attributes: BTreeMap<usize, Attributes>,
}
