//! Routes: the addresses of outputs.

use super::kind::PageKind;
use super::path_pattern::{self, Missing, Values};
use crate::date::Date;
use crate::document::front_matter::is_pattern;
use crate::document::{FrontMatter, Head};
use crate::index_file::{self, IndexFile};
use crate::path::{OutputPath, SourcePath, encode_url, parent, split};
use crate::slug::slug;
use crate::text_format::TextFormat;

/// The path of the page that a server sends for an address without a page.
const NOT_FOUND: &str = "404.html";

/// The address of an output within its site.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Route {
    /// The URL as links write it, percent-encoded, from the root of the site:
    /// `/benefits/pain-relief/`.
    pub url: String,
    /// The file: `benefits/pain-relief/index.html`.
    pub output: OutputPath,
}

impl Route {
    /// Returns the route of a page at a path such as `benefits/pain-relief`; the path of the home
    /// is empty.
    ///
    /// A path that ends in `.html` or `.htm` is taken as a file: `feed.html`.
    pub fn of_page(path: &str) -> Option<Self> {
        let path = path.trim_matches('/');
        if path.is_empty() {
            return Some(Route {
                url: "/".to_owned(),
                output: OutputPath::new("index.html").ok()?,
            });
        }
        if path.ends_with(".html") || path.ends_with(".htm") {
            return Self::of_file(&OutputPath::new(path).ok()?);
        }
        Some(Route {
            url: format!("/{}/", encode_url(path)),
            output: OutputPath::new(&format!("{path}/index.html")).ok()?,
        })
    }

    /// Returns the route of a document with this path. With the ending of a text that is no HTML,
    /// the path is that of a file: `feed.xml`.
    fn of_path(path: &str) -> Option<Self> {
        let path = path.trim_matches('/');
        match TextFormat::of_file(path) {
            Some(_) => Self::of_file(&OutputPath::new(path).ok()?),
            None => Self::of_page(path),
        }
    }

    /// Returns the route of a list page after the first one, which has this route: of
    /// `/posts/page/2/` for `/posts/`.
    pub fn of_list_page(&self, number: usize) -> Option<Self> {
        Route::of_page(&join(&self.base(), &format!("page/{number}")))
    }

    /// Returns the route of a file that belongs to the page with this route: of
    /// `/posts/atom.xml` for `/posts/`.
    pub fn of_file_below(&self, name: &str) -> Option<Self> {
        Self::of_file(&OutputPath::new(&join(&self.base(), name)).ok()?)
    }

    /// Returns the path below which the files of a page lie: `posts` for `/posts/`.
    fn base(&self) -> String {
        let output = &self.output;
        match output.file_name() {
            "index.html" => output.folder().to_owned(),
            _ => join(output.folder(), output.stem()),
        }
    }

    /// Returns the route of a file, whose URL is its path.
    pub fn of_file(output: &OutputPath) -> Option<Self> {
        Some(Route {
            url: format!("/{}", encode_url(output.as_str())),
            output: output.clone(),
        })
    }

    /// Returns the route of a file beside a document.
    pub fn of_attachment(source: &SourcePath) -> Option<Self> {
        let below = source.below("content")?;
        let (folder, name) = split(below);
        Self::of_file(&OutputPath::new(&join(&folder_path(folder), name)).ok()?)
    }
}

/// Returns the kind of a document that makes a page which no other page lists, by its path: of a
/// file that is no HTML, and of the page "not found".
pub(super) fn kind_apart(source: &SourcePath, front_matter: &FrontMatter) -> Option<PageKind> {
    match &front_matter.path {
        None => (source.as_str() == index_file::NOT_FOUND).then_some(PageKind::NotFound),
        Some(path) if path == NOT_FOUND => Some(PageKind::NotFound),
        Some(path) => TextFormat::of_file(path).map(|_| PageKind::File),
    }
}

/// The route of a document.
pub(super) struct DocumentRoute {
    /// The route; none if no URL can be made of the name of the file.
    pub route: Option<Route>,
    /// The placeholder of its pattern for which it has no value. It then has the address that it
    /// has without a pattern.
    pub missing: Option<Missing>,
}

/// Returns the route of a document, from its path and its head.
pub(super) fn of_document(source: &SourcePath, head: &Head) -> DocumentRoute {
    let plain = || DocumentRoute {
        route: by_name(source, &head.front_matter),
        missing: None,
    };
    let Some(path) = &head.front_matter.path else {
        return plain();
    };
    if !is_pattern(path) {
        return DocumentRoute {
            route: Route::of_path(path),
            missing: None,
        };
    }
    // A pattern comes from a section for its pages. A section in it keeps its own address.
    let is_section = IndexFile::of(source) == Some(IndexFile::Section);
    let Some(below) = source.below("content").filter(|_| !is_section) else {
        return plain();
    };
    let folder = parent(below);
    let section = match IndexFile::of(source) {
        Some(_) => parent(folder),
        None => folder,
    };
    let slug = head.front_matter.slug.clone();
    let values = Values {
        head,
        slug: slug.unwrap_or_else(|| part(undated(name(source)))),
        section: folder_path(section),
    };
    match path_pattern::filled(path, &values) {
        Ok(path) => DocumentRoute {
            route: Route::of_path(&path),
            missing: None,
        },
        Err(missing) => DocumentRoute {
            missing: Some(missing),
            ..plain()
        },
    }
}

/// Returns the route that the name of a file and its slug give.
fn by_name(source: &SourcePath, front_matter: &FrontMatter) -> Option<Route> {
    if source.as_str() == index_file::NOT_FOUND {
        return Route::of_page(NOT_FOUND);
    }
    let below = source.below("content")?;
    let folder = folder_path(parent(below));
    let above = parent(&folder);
    match (IndexFile::of(source), &front_matter.slug) {
        (Some(_), Some(slug)) if !folder.is_empty() => Route::of_page(&join(above, slug)),
        (Some(IndexFile::Page), _) if !folder.is_empty() => {
            Route::of_page(&join(above, &part(undated(name(source)))))
        }
        (Some(_), _) => Route::of_page(&folder),
        (None, Some(slug)) => Route::of_page(&join(&folder, slug)),
        (None, None) => Route::of_page(&join(&folder, &part(undated(source.stem())))),
    }
}

/// Returns the name of a document: of its file, or of its folder for an index file.
fn name(source: &SourcePath) -> &str {
    match IndexFile::of(source) {
        Some(_) => source.folder().rsplit('/').next().unwrap_or_default(),
        None => source.stem(),
    }
}

/// Returns a name without the day before it.
fn undated(name: &str) -> &str {
    Date::before_name(name).map_or(name, |(_, rest)| rest)
}

/// Returns the path of a file that lies at `below` beside a page, whose folder in the output is
/// `folder`.
pub(super) fn file_path(folder: &str, below: &str) -> String {
    let (folders, name) = split(below);
    let folder = match folder_path(folders) {
        folders if folders.is_empty() => folder.to_owned(),
        folders => join(folder, &folders),
    };
    join(&folder, name)
}

fn folder_path(folder: &str) -> String {
    folder
        .split('/')
        .filter(|part| !part.is_empty())
        .map(part)
        .collect::<Vec<_>>()
        .join("/")
}

/// Returns the slug of a name, or the name itself if its slug would be empty.
fn part(name: &str) -> String {
    match slug(name) {
        slug if slug.is_empty() => name.to_owned(),
        slug => slug,
    }
}

fn join(folder: &str, name: &str) -> String {
    if folder.is_empty() {
        name.to_owned()
    } else {
        format!("{folder}/{name}")
    }
}
