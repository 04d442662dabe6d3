//! Bundles: pages of folders, `index.md` and `_index.md`, with the files beside them.
//!
//! A file belongs to the page of its folder, or of the nearest folder above it. It is published
//! below the page's URL. With an `index.md` it is held back; the pages of a section, which may show
//! it, are not held back with the section.

use super::cascade::Cascades;
use super::route::{self, Route};
use super::schedule::Schedule;
use crate::digest::Digested;
use crate::document::Heads;
use crate::index_file::IndexFile;
use crate::path::{OutputPath, SourcePath, parent};

/// The bundles whose files are not where their folder is. Most sites have none.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct Bundles(Vec<Bundle>);

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct Bundle {
    folder: String,
    document: SourcePath,
    /// The folder of the page in the output; none if the page is held back.
    output: Option<String>,
    is_section: bool,
}

impl Bundles {
    /// Collects the bundles of a site.
    pub fn of(heads: &Digested<Heads>, schedule: &Schedule) -> Self {
        let is_bundle =
            |source: &SourcePath| IndexFile::of(source).is_some() && source.folder() != "content";
        let documents = heads.iter().filter(|(source, _)| is_bundle(source));
        let mut documents = documents.peekable();
        if documents.peek().is_none() {
            return Bundles::default();
        }
        let cascades = Cascades::of(heads);
        let bundle = |(source, head): &(SourcePath, _)| {
            let head = cascades.applied(source, head);
            let is_held_back = schedule.holds_back(&head.front_matter).is_some();
            let route = route::of_document(source, &head).route;
            let page = route.map(|route| parent(route.output.as_str()).to_owned());
            Bundle {
                folder: source.folder().to_owned(),
                document: source.clone(),
                output: page.filter(|_| !is_held_back),
                is_section: IndexFile::of(source) == Some(IndexFile::Section),
            }
        };
        Bundles(documents.map(bundle).collect())
    }

    /// Returns the route of a file beside a document; `None` if it is held back with its page, or
    /// if no URL can be made of its name.
    pub fn route(&self, file: &SourcePath) -> Option<Route> {
        let plain = Route::of_attachment(file);
        let Some(bundle) = self.bundle(file) else {
            return plain;
        };
        let below = file.below(&bundle.folder)?;
        let Some(folder) = bundle.output.as_deref() else {
            return plain.filter(|_| bundle.is_section);
        };
        let path = route::file_path(folder, below);
        Route::of_file(&OutputPath::new(&path).ok()?)
    }

    /// Returns the document that holds a file back.
    pub fn held_back_with(&self, file: &SourcePath) -> Option<&SourcePath> {
        let bundle = self.bundle(file)?;
        let holds_back = bundle.output.is_none() && !bundle.is_section;
        holds_back.then_some(&bundle.document)
    }

    /// Returns the document that a file belongs to.
    pub fn owner(&self, file: &SourcePath) -> Option<&SourcePath> {
        self.bundle(file).map(|bundle| &bundle.document)
    }

    /// Returns the bundle of the nearest folder above a file.
    fn bundle(&self, file: &SourcePath) -> Option<&Bundle> {
        if self.0.is_empty() {
            return None;
        }
        let folders = std::iter::successors(Some(file.folder()), |folder| {
            (!folder.is_empty()).then(|| parent(folder))
        });
        let mut folders = folders;
        folders.find_map(|folder| {
            let at = self
                .0
                .binary_search_by(|bundle| bundle.folder.as_str().cmp(folder));
            at.ok().map(|at| &self.0[at])
        })
    }
}
