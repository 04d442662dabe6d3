//! Files `README.md` that are the pages of their folders, as in mdBook: those that `SUMMARY.md`
//! lists.

use super::route;
use crate::diagnostic::{Diagnostic, Item, Place};
use crate::digest::Digested;
use crate::document::front_matter::is_pattern;
use crate::document::{Head, Heads};
use crate::path::SourcePath;
use crate::summary::{self, Chapter, Summary};
use std::borrow::Cow;
use std::collections::BTreeMap;

/// The `README.md` that are the pages of their folders, each with the `index.md` that it stands
/// for.
pub(super) struct Readmes<'a>(BTreeMap<&'a SourcePath, SourcePath>);

impl<'a> Readmes<'a> {
    /// Collects them, and reports those in folders that have a page already.
    pub(super) fn of(
        summary: Option<&'a Summary>,
        heads: &Heads,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Self {
        let chapters = summary.map(Summary::chapters).unwrap_or_default();
        let mut readmes = BTreeMap::new();
        for chapter in chapters {
            let Some(readme) = chapter.document.as_ref().filter(|it| is_readme(it)) else {
                continue;
            };
            let index = |name| SourcePath::new(&format!("{}/{name}", readme.folder())).ok();
            let has_document = |path: &SourcePath| {
                heads
                    .binary_search_by(|(source, _)| source.cmp(path))
                    .is_ok()
            };
            let known = ["_index.md", "index.md"].into_iter().filter_map(index);
            match known.into_iter().find(has_document) {
                Some(page) => diagnostics.push(two_pages(chapter, readme, &page)),
                None => readmes.extend(index("index.md").map(|index| (readme, index))),
            }
        }
        Readmes(readmes)
    }

    /// Returns the document that this one stands for: itself, or the `index.md` of its folder.
    pub(super) fn meant<'s>(&'s self, source: &'s SourcePath) -> &'s SourcePath {
        self.0.get(source).unwrap_or(source)
    }

    /// Returns the head of a document, with the address of its folder if it is the page of that.
    pub(super) fn applied<'h>(
        &self,
        source: &SourcePath,
        head: Cow<'h, Digested<Head>>,
    ) -> Cow<'h, Digested<Head>> {
        let has_path = head
            .front_matter
            .path
            .as_deref()
            .is_some_and(|path| !is_pattern(path));
        let Some(index) = self.0.get(source).filter(|_| !has_path) else {
            return head;
        };
        let mut placed = (**head).clone();
        let route = route::of_document(index, &head).route;
        let folder = route.map(|route| route.output.folder().to_owned());
        placed.front_matter.path = folder.or(placed.front_matter.path);
        Cow::Owned(Digested::new(placed))
    }
}

fn is_readme(document: &SourcePath) -> bool {
    document.file_name().eq_ignore_ascii_case("README.md")
}

fn two_pages(chapter: &Chapter, readme: &SourcePath, page: &SourcePath) -> Diagnostic {
    let message = format!(
        "`{readme}` would be the page of its folder, which is `{page}`; so it has an address of \
         its own"
    );
    let place = Place::Item {
        file: summary::file(),
        item: Item::Link(chapter.link),
    };
    Diagnostic::warning("summary", message)
        .at(place)
        .advise("keep one of the two files in the folder")
}
