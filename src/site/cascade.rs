//! Cascades: the front matter that sections set for the pages below them.

use crate::digest::Digested;
use crate::document::{FrontMatter, Head};
use crate::index_file::IndexFile;
use crate::path::SourcePath;
use std::borrow::Cow;
use std::collections::BTreeMap;

/// The cascades of a site by the folder of their section. Most sites have none.
pub(super) struct Cascades<'a>(BTreeMap<&'a str, &'a FrontMatter>);

impl<'a> Cascades<'a> {
    /// Collects the cascades from all heads.
    pub(super) fn of(heads: &'a [(SourcePath, Digested<Head>)]) -> Self {
        let cascade = |(source, head): &'a (SourcePath, Digested<Head>)| {
            Some((source.folder(), head.front_matter.cascade.as_deref()?))
        };
        Cascades(heads.iter().filter_map(cascade).collect())
    }

    /// Returns the head of a page with the values that the sections above it set. The nearest
    /// section wins.
    pub(super) fn applied<'h>(
        &self,
        source: &SourcePath,
        head: &'h Digested<Head>,
    ) -> Cow<'h, Digested<Head>> {
        if self.0.is_empty() {
            return Cow::Borrowed(head);
        }
        // A section does not inherit from itself.
        let is_section = IndexFile::of(source) == Some(IndexFile::Section);
        let own = is_section.then_some(source.folder());
        let mut inherited: Option<Head> = None;
        for folder in ancestors(source.folder()).filter(|folder| Some(*folder) != own) {
            if let Some(cascade) = self.0.get(folder) {
                inherited
                    .get_or_insert_with(|| (**head).clone())
                    .front_matter
                    .inherit(cascade);
            }
        }
        let inherited = inherited.map(|head| Cow::Owned(Digested::new(head)));
        inherited.unwrap_or(Cow::Borrowed(head))
    }
}

/// Returns a folder and those above it, the nearest first.
fn ancestors(folder: &str) -> impl Iterator<Item = &str> {
    std::iter::successors(Some(folder), |folder| {
        folder.rsplit_once('/').map(|(above, _)| above)
    })
}
