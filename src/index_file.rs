//! Index files: the documents that are the pages of their folders, and the home among them.
//!
//! A folder below `content/` gets a page of its own from one of two files. `_index.md` is the page
//! of a section: it lists the documents of its folder. `index.md` is a page of the section above,
//! in a folder beside its images. Both are published at the folder's address.

use crate::path::SourcePath;

/// The document of the home.
pub const HOME: &str = "content/_index.md";

/// The document of the home where there is no [`HOME`].
pub const PLAIN_HOME: &str = "content/index.md";

/// The document of the page that a server sends for an address without a page.
pub const NOT_FOUND: &str = "content/404.md";

/// The two files that a folder can have its page from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum IndexFile {
    /// `_index.md`.
    Section,
    /// `index.md`.
    Page,
}

impl IndexFile {
    /// Returns the kind of index file that a document is; `None` for all other documents.
    pub fn of(document: &SourcePath) -> Option<Self> {
        Self::of_stem(document.stem())
    }

    /// Returns the kind of the index file with this name, which has no extension.
    pub fn of_stem(stem: &str) -> Option<Self> {
        match stem {
            "_index" => Some(IndexFile::Section),
            "index" => Some(IndexFile::Page),
            _ => None,
        }
    }
}

/// Returns the documents that a reference to `path` can mean, the likeliest first: the path may
/// leave out the extension, or name a folder for its page.
pub fn documents_at(path: &str) -> [String; 4] {
    [
        path.to_owned(),
        format!("{path}.md"),
        format!("{path}/_index.md"),
        format!("{path}/index.md"),
    ]
}
