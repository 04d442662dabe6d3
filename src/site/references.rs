//! Links and images of documents, resolved once for all.

use super::route::Route;
use crate::diagnostic::{Diagnostic, Item, Place, nearest};
use crate::digest::Digested;
use crate::document::Head;
use crate::index_file::documents_at;
use crate::path::{OutputPath, SourcePath, encode_url, join};
use crate::url::{UrlKind, classify};
use percent_encoding::percent_decode_str;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// What a link or an image leads to.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Resolved {
    /// This URL: another site's, or one of this site from its root.
    Url(String),
    /// A place on the same page.
    Fragment(String),
    /// Nothing; it is told and written without its attribute.
    Broken,
}

/// Files that pages may link to: where each source is published, and every file that stages name
/// themselves.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct FileTargets {
    by_source: BTreeMap<SourcePath, Route>,
    outputs: BTreeSet<OutputPath>,
}

impl FileTargets {
    /// Adds a file beside a document.
    pub fn add_attachment(&mut self, source: &SourcePath) {
        if let Some(route) = Route::of_attachment(source) {
            self.outputs.insert(route.output.clone());
            self.by_source.insert(source.clone(), route);
        }
    }

    /// Adds a file by where it is published.
    pub fn add_output(&mut self, output: OutputPath) {
        self.outputs.insert(output);
    }

    /// Attachments and their routes.
    pub fn attachments(&self) -> impl Iterator<Item = (&SourcePath, &Route)> {
        self.by_source.iter()
    }
}

/// What the references of a document lead to.
#[derive(Debug)]
pub(super) struct References {
    pub links: Digested<Vec<Resolved>>,
    pub images: Digested<Vec<Resolved>>,
    /// The picture that stands for it.
    pub picture: Option<Resolved>,
    pub diagnostics: Vec<Diagnostic>,
}

/// Everything that a link can lead to.
pub(super) struct Targets<'a> {
    documents: HashMap<&'a str, (&'a Route, &'a Head)>,
    urls: HashMap<&'a str, &'a Head>,
    by_name: HashMap<String, Vec<&'a SourcePath>>,
    files: &'a FileTargets,
}

impl<'a> Targets<'a> {
    /// Takes all documents with their routes and heads, in the order of their paths.
    pub(super) fn new(
        documents: impl Iterator<Item = (&'a SourcePath, &'a Route, &'a Head)>,
        files: &'a FileTargets,
    ) -> Self {
        let mut targets = Targets {
            documents: HashMap::new(),
            urls: HashMap::new(),
            by_name: HashMap::new(),
            files,
        };
        for (source, route, head) in documents {
            targets.documents.insert(source.as_str(), (route, head));
            targets.urls.insert(route.url.as_str(), head);
            targets
                .by_name
                .entry(source.file_name().to_lowercase())
                .or_default()
                .push(source);
        }
        targets
    }

    /// Resolves everything that a document refers to.
    pub(super) fn resolve_all(
        &self,
        source: &SourcePath,
        route: &Route,
        head: &Head,
    ) -> References {
        let from = From {
            source,
            route,
            head,
        };
        let mut diagnostics = Vec::new();
        let mut resolve =
            |target: &String, item: Item| self.resolve(&from, target, item, &mut diagnostics);
        let links = head
            .links
            .iter()
            .enumerate()
            .map(|(item, target)| resolve(target, Item::Link(item)))
            .collect();
        let images = head
            .images
            .iter()
            .enumerate()
            .map(|(item, target)| resolve(target, Item::Image(item)))
            .collect();
        let picture = head
            .matter
            .image
            .as_ref()
            .map(|image| resolve(&image.src, Item::Key("image".to_owned())));
        References {
            links: Digested::new(links),
            images: Digested::new(images),
            picture,
            diagnostics,
        }
    }

    fn resolve(
        &self,
        from: &From<'_>,
        target: &str,
        item: Item,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Resolved {
        match classify(target) {
            UrlKind::External => return Resolved::Url(target.to_owned()),
            // Told where it was parsed.
            UrlKind::Unsafe => return Resolved::Broken,
            UrlKind::Internal => {}
        }
        let (path, fragment) = target
            .split_once('#')
            .map_or((target, None), |(path, fragment)| (path, Some(fragment)));
        let (path, query) = path
            .split_once('?')
            .map_or((path, None), |(path, query)| (path, Some(query)));
        let path = decode(path);
        let found = match path.as_str() {
            "" => Some(Found {
                url: String::new(),
                head: Some(from.head),
            }),
            path => self.find(from, path),
        };
        let place = Place::Item {
            file: from.source.clone(),
            item: item.clone(),
        };
        let Some(found) = found else {
            diagnostics.push(self.broken(from, target, &path, &item).at(place));
            return Resolved::Broken;
        };
        let fragment = fragment.filter(|fragment| !fragment.is_empty());
        if let (Some(fragment), Some(head)) = (fragment, found.head) {
            let id = decode(fragment);
            if !head.ids.contains(&id) && id != "top" {
                diagnostics.push(broken_anchor(&id, head, &found).at(place));
            }
        }
        let suffix = fragment
            .map(|fragment| format!("#{fragment}"))
            .unwrap_or_default();
        if found.url.is_empty() {
            return if suffix.is_empty() {
                Resolved::Url(from.route.url.clone())
            } else {
                Resolved::Fragment(suffix)
            };
        }
        let query = query.map(|query| format!("?{query}")).unwrap_or_default();
        Resolved::Url(format!("{}{query}{suffix}", found.url))
    }

    /// Looks a path up: as a file from where the document lies, from `content/`, and at last as a
    /// URL of the site.
    fn find(&self, from: &From<'_>, path: &str) -> Option<Found<'_>> {
        if let Some(below) = path.strip_prefix("@/") {
            return self.source(&join("content", below)?);
        }
        if let Some(below) = path.strip_prefix('/') {
            return self
                .url(&join("", below)?, path.ends_with('/'))
                .or_else(|| self.source(&join("content", below)?));
        }
        let beside = join(from.source.folder(), path);
        beside.and_then(|path| self.source(&path)).or_else(|| {
            let url = join(from.route.url.trim_matches('/'), path)?;
            self.url(&url, path.ends_with('/'))
        })
    }

    fn source(&self, path: &str) -> Option<Found<'_>> {
        let path = path.trim_end_matches('/');
        let document = documents_at(path)
            .iter()
            .find_map(|name| self.documents.get(name.as_str()));
        if let Some((route, head)) = document {
            return Some(Found {
                url: route.url.clone(),
                head: Some(head),
            });
        }
        let route = self.files.by_source.get(path)?;
        Some(Found {
            url: route.url.clone(),
            head: None,
        })
    }

    fn url(&self, path: &str, is_folder: bool) -> Option<Found<'_>> {
        let encoded = encode_url(path);
        let url = if encoded.is_empty() {
            "/".to_owned()
        } else {
            format!("/{encoded}/")
        };
        if let Some(head) = self.urls.get(url.as_str()) {
            return Some(Found {
                url,
                head: Some(head),
            });
        }
        let file = format!("/{encoded}");
        if let Some(head) = self.urls.get(file.as_str()) {
            return Some(Found {
                url: file,
                head: Some(head),
            });
        }
        let exists = !is_folder && self.files.outputs.contains(path);
        exists.then_some(Found {
            url: file,
            head: None,
        })
    }

    fn broken(&self, from: &From<'_>, target: &str, path: &str, item: &Item) -> Diagnostic {
        let (code, what) = match item {
            Item::Image(_) | Item::Key(_) => ("missing-image", "this image"),
            _ => ("broken-link", "this link"),
        };
        if let (Some(folder), "broken-link") =
            (meant(from, path).filter(|path| self.is_folder(path)), code)
        {
            return Diagnostic::error(
                code,
                format!("{what} leads to the folder `{target}`, which has no page of its own"),
            )
            .advise(format!(
                "write `{folder}/_index.md`, or name a file of the folder"
            ));
        }
        let diagnostic = Diagnostic::error(
            code,
            format!("{what} leads to `{target}`, which does not exist"),
        );
        match self.nearest(from, path) {
            Some(near) => diagnostic.advise(format!("did you mean `{near}`?")),
            None => diagnostic
                .advise("write the path to a file of `content/` as seen from this file, such as `../benefits/pain-relief.md`"),
        }
    }

    /// The target that was probably meant: a file of that name, there or elsewhere, else one with a
    /// similar name in the same folder.
    fn nearest(&self, from: &From<'_>, path: &str) -> Option<String> {
        let name = path
            .trim_end_matches('/')
            .rsplit('/')
            .next()
            .unwrap_or(path)
            .to_lowercase();
        // Other generators' texts name the page that is made of the file.
        let stem = name
            .strip_suffix(".html")
            .or_else(|| name.strip_suffix(".htm"));
        let name = match stem.or_else(|| (!name.contains('.')).then_some(&name)) {
            Some(stem) => format!("{stem}.md"),
            None => name,
        };
        let meant = meant(from, path)?;
        let folder = meant
            .rsplit_once('/')
            .map_or("content", |(folder, _)| folder);
        if let Some(found) = self.by_name.get(&name) {
            let found = found
                .iter()
                .find(|found| found.folder() == folder)
                .unwrap_or(&found[0]);
            return Some(relative(from.source.folder(), found.as_str()));
        }
        let documents = self.by_name.values().flatten().copied();
        let files = self.files.by_source.keys();
        let mut beside: Vec<&str> = documents
            .chain(files)
            .filter(|path| path.folder() == folder)
            .map(SourcePath::file_name)
            .collect();
        beside.sort_unstable();
        let near = nearest(&name, beside)?;
        Some(relative(from.source.folder(), &format!("{folder}/{near}")))
    }

    /// Whether there are documents in a folder.
    fn is_folder(&self, path: &str) -> bool {
        self.documents.keys().any(|document| {
            document
                .strip_prefix(path)
                .is_some_and(|rest| rest.starts_with('/'))
        })
    }
}

struct From<'a> {
    source: &'a SourcePath,
    route: &'a Route,
    head: &'a Head,
}

struct Found<'a> {
    /// Empty for the page itself.
    url: String,
    head: Option<&'a Head>,
}

/// The path below the site's folder that a link means as a source.
fn meant(from: &From<'_>, path: &str) -> Option<String> {
    let path = path.trim_end_matches('/');
    match path.strip_prefix('/').or_else(|| path.strip_prefix("@/")) {
        Some(below) => join("content", below),
        None => join(from.source.folder(), path),
    }
}

fn broken_anchor(id: &str, head: &Head, found: &Found<'_>) -> Diagnostic {
    let on = if found.url.is_empty() {
        "on this page".to_owned()
    } else {
        format!("on `{}`", found.url)
    };
    let diagnostic = Diagnostic::error(
        "broken-anchor",
        format!("there is no heading with the id `{id}` {on}"),
    );
    let ids = || head.ids.iter().map(String::as_str);
    match nearest(id, ids()) {
        Some(near) => diagnostic.advise(format!("did you mean `#{near}`?")),
        None if head.ids.is_empty() => {
            diagnostic.advise("that page has no headings: leave out everything from `#` on")
        }
        None => diagnostic.advise(format!(
            "ids there: {}",
            ids()
                .take(12)
                .map(|id| format!("`#{id}`"))
                .collect::<Vec<_>>()
                .join(", ")
        )),
    }
}

fn decode(text: &str) -> String {
    percent_decode_str(text).decode_utf8_lossy().into_owned()
}

/// How a file in `folder` writes the path of another.
fn relative(folder: &str, path: &str) -> String {
    let mut from: Vec<&str> = folder.split('/').collect();
    let mut to: Vec<&str> = path.split('/').collect();
    while !from.is_empty() && to.len() > 1 && from[0] == to[0] {
        from.remove(0);
        to.remove(0);
    }
    let mut parts = vec![".."; from.len()];
    parts.extend(to);
    parts.join("/")
}
