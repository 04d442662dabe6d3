//! Routes: the addresses of outputs.

use crate::document::FrontMatter;
use crate::index_file::IndexFile;
use crate::path::{OutputPath, SourcePath, encode_url, parent, split};
use crate::slug::slug;

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

    /// Returns the route of a list page after the first one, which has this route: of
    /// `/posts/page/2/` for `/posts/`.
    pub fn of_list_page(&self, number: usize) -> Option<Self> {
        Route::of_page(&join(&self.base(), &format!("page/{number}")))
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

/// Returns the route of a document, from its path and its front matter; `None` if no URL can be
/// made of them.
pub(super) fn of_document(source: &SourcePath, front_matter: &FrontMatter) -> Option<Route> {
    if let Some(path) = &front_matter.path {
        return Route::of_page(path);
    }
    let below = source.below("content")?;
    let folder = folder_path(parent(below));
    match (IndexFile::of(source), &front_matter.slug) {
        (Some(_), Some(slug)) if !folder.is_empty() => Route::of_page(&join(parent(&folder), slug)),
        (Some(_), _) => Route::of_page(&folder),
        (None, Some(slug)) => Route::of_page(&join(&folder, slug)),
        (None, None) => Route::of_page(&join(&folder, &part(source.stem()))),
    }
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
