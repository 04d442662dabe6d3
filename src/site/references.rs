//! The links and images of documents, each resolved once for all pages that show it.

use super::route::Route;
use super::target::{Destination, Origin, TargetDocument};
use super::targets::Targets;
use crate::diagnostic::{Diagnostic, Item, Place};
use crate::digest::Digested;
use crate::document::Head;
use crate::path::SourcePath;
use crate::url::{UrlKind, classify};
use percent_encoding::percent_decode_str;

/// The target of a link or an image, as a page writes it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Resolved {
    /// A URL: of another site, or of this one from its root.
    Url(String),
    /// A fragment of the same page.
    Fragment(String),
    /// No target. A diagnostic reports it, and the element is written without its attribute.
    Broken,
}

impl Resolved {
    /// Returns the path of a URL: the URL without query and fragment.
    pub fn path(&self) -> Option<&str> {
        match self {
            Resolved::Url(url) => url.split(['?', '#']).next(),
            Resolved::Fragment(_) | Resolved::Broken => None,
        }
    }
}

/// The references of a document, resolved.
#[derive(Debug)]
pub(super) struct References {
    pub links: Digested<Vec<Resolved>>,
    pub images: Digested<Vec<Resolved>>,
    /// The image of the page itself, which represents it where it is shared.
    pub image: Option<Resolved>,
    pub diagnostics: Vec<Diagnostic>,
}

/// Resolves all references of a document.
pub(super) fn resolve_all(
    targets: &Targets<'_>,
    source: &SourcePath,
    route: &Route,
    head: &Head,
) -> References {
    let from = Origin { source, route };
    let mut diagnostics = Vec::new();
    let mut resolve_one = |(item, target): (Item, &String)| {
        let resolved = resolve(targets, &from, target, &item);
        resolved.unwrap_or_else(|(resolved, diagnostic)| {
            let (file, item) = (source.clone(), item);
            diagnostics.push(diagnostic.at(Place::Item { file, item }));
            resolved
        })
    };
    let links = head.links.iter().enumerate();
    let links = links.map(|(number, target)| (Item::Link(number), target));
    let links = links.map(&mut resolve_one).collect();
    let images = head.images.iter().enumerate();
    let images = images.map(|(number, target)| (Item::Image(number), target));
    let images = images.map(&mut resolve_one).collect();
    let image = head.front_matter.image.as_ref();
    let image = image.map(|image| resolve_one((Item::Key("image".to_owned()), &image.src)));
    References {
        links: Digested::new(links),
        images: Digested::new(images),
        image,
        diagnostics,
    }
}

/// Resolves one reference.
///
/// # Errors
/// The outcome with the diagnostic, if the target or its fragment does not exist.
fn resolve(
    targets: &Targets<'_>,
    from: &Origin<'_>,
    target: &str,
    item: &Item,
) -> Result<Resolved, (Resolved, Diagnostic)> {
    match classify(target) {
        UrlKind::External => return Ok(Resolved::Url(target.to_owned())),
        // Parsing has reported it.
        UrlKind::Unsafe => return Ok(Resolved::Broken),
        UrlKind::Internal => {}
    }
    // A reference is `path?query#fragment`; only the path is looked up.
    let (path, fragment) = split(target, '#');
    let (path, query) = split(path, '?');
    let path = decode(path);
    let destination = match path.as_str() {
        "" => Some(Destination {
            url: String::new(),
            document: targets.document_by_source(from.source.as_str()),
        }),
        path => targets.find(from, path),
    };
    let Some(Destination { url, document }) = destination else {
        return Err((Resolved::Broken, broken(targets, from, target, &path, item)));
    };
    let remark = remark(targets, from, target, &path, &url, document);
    let fragment = fragment.filter(|fragment| !fragment.is_empty());
    let missing = fragment.zip(document).and_then(|(fragment, document)| {
        let id = decode(fragment);
        let exists = document.ids.binary_search(&id).is_ok() || id == "top";
        (!exists).then(|| broken_anchor(targets, &id, document, &url))
    });
    let suffix = fragment.map(|fragment| format!("#{fragment}"));
    let resolved = match (url.as_str(), suffix) {
        ("", None) => Resolved::Url(from.route.url.clone()),
        ("", Some(suffix)) => Resolved::Fragment(suffix),
        (url, suffix) => {
            let query = query.map(|query| format!("?{query}")).unwrap_or_default();
            Resolved::Url(format!("{url}{query}{}", suffix.unwrap_or_default()))
        }
    };
    match missing.or(remark) {
        Some(diagnostic) => Err((resolved, diagnostic)),
        None => Ok(resolved),
    }
}

/// Returns what is to be said of a link that leads somewhere: its page is not published, or a
/// reader of the source would take it for another.
fn remark(
    targets: &Targets<'_>,
    from: &Origin<'_>,
    target: &str,
    path: &str,
    url: &str,
    document: Option<&TargetDocument<'_>>,
) -> Option<Diagnostic> {
    let own = targets.document_by_source(from.source.as_str());
    let hidden = document.and_then(|document| document.hidden);
    if let (Some(reason), None) = (hidden, own.and_then(|own| own.hidden)) {
        let reason = reason.in_words(targets.today);
        let message = format!("this link leads to `{target}`, which {reason}");
        return Some(Diagnostic::warning("broken-link", message).advise(
            "a site without that page will have no link here: publish it, or remove the link",
        ));
    }
    let nearer = targets.nearer_file(from, path, url)?;
    let message = format!("this link leads to `{url}`, as it does in a browser");
    let advice = format!("if you mean the file, write `{nearer}`");
    Some(Diagnostic::note("broken-link", message).advise(advice))
}

fn split(text: &str, separator: char) -> (&str, Option<&str>) {
    text.split_once(separator)
        .map_or((text, None), |(before, after)| (before, Some(after)))
}

fn decode(text: &str) -> String {
    percent_decode_str(text).decode_utf8_lossy().into_owned()
}

/// Returns the error for a target that does not exist.
fn broken(
    targets: &Targets<'_>,
    from: &Origin<'_>,
    target: &str,
    path: &str,
    item: &Item,
) -> Diagnostic {
    let (code, subject) = match item {
        Item::Image(_) | Item::Key(_) => ("missing-image", "this image"),
        _ => ("broken-link", "this link"),
    };
    let folder = from
        .source_meant(path)
        .filter(|path| code == "broken-link" && targets.is_folder(path));
    if let Some(folder) = folder {
        let message =
            format!("{subject} leads to the folder `{target}`, which has no page of its own");
        return Diagnostic::error(code, message).advise(format!(
            "write `{folder}/_index.md`, or name a file of the folder"
        ));
    }
    if let Some(held_back) = targets.held_back(from, path) {
        let reason = held_back.reason.in_words(targets.today);
        let document = &held_back.source;
        let message = match Some(document.as_str()) == from.source_meant(path).as_deref() {
            true => format!("{subject} leads to `{target}`, which {reason}"),
            false => format!("{subject} leads to `{target}`, and `{document}` {reason}"),
        };
        return Diagnostic::error(code, message)
            .advise("publish that page, or remove the link until it is");
    }
    let message = format!("{subject} leads to `{target}`, which does not exist");
    // The query and the fragment stay as they are written.
    let rest = target.find(['?', '#']).map_or("", |at| &target[at..]);
    Diagnostic::error(code, message).advise(match targets.suggestions.target(from, path) {
        Some(near) => format!("did you mean `{near}{rest}`?"),
        None => match targets.suggestions.example(from) {
            Some(example) => format!(
                "write the path to a file of `content/` as seen from this file, such as `{example}`"
            ),
            None => "write the path to a file as seen from this file".to_owned(),
        },
    })
}

/// Returns the error for a fragment that no heading of a document has as its id. `url` is empty for
/// the page itself.
fn broken_anchor(
    targets: &Targets<'_>,
    id: &str,
    document: &TargetDocument<'_>,
    url: &str,
) -> Diagnostic {
    let page = match url {
        "" => "on this page".to_owned(),
        url => format!("on `{url}`"),
    };
    let message = format!("there is no heading with the id `{id}` {page}");
    let ids = &document.ids;
    let advice = match targets.suggestions.id(document, id) {
        Some(near) => format!("did you mean `#{near}`?"),
        None if ids.is_empty() => {
            "that page has no headings: leave out everything from `#` on".to_owned()
        }
        None => {
            let first: Vec<String> = ids.iter().take(12).map(|id| format!("`#{id}`")).collect();
            format!("ids there: {}", first.join(", "))
        }
    };
    Diagnostic::error("broken-anchor", message).advise(advice)
}
