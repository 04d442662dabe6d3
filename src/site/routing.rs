//! The address of a document, with the faults in what it is made of.

use super::aliases::Aliases;
use super::path_pattern::Missing;
use super::route::{self, DocumentRoute, Route};
use crate::diagnostic::{Checked, Diagnostic, Item, Place};
use crate::digest::Digested;
use crate::document::Head;
use crate::path::SourcePath;

/// Returns the address of a document; none if no URL can be made of its name.
pub(super) fn document_route(
    (source, head): &(&SourcePath, &Digested<Head>),
) -> Checked<Option<Digested<Route>>> {
    let DocumentRoute { route, missing } = route::of_document(source, head);
    let file = (*source).clone();
    let mut diagnostics = Vec::new();
    if route.is_none() {
        diagnostics.push(
            Diagnostic::error("unusable-path", "no URL can be made of this file's name")
                .at(Place::File(file.clone()))
                .advise("rename the file, or give it a `slug` in its front matter"),
        );
    }
    if let Some(Missing(name)) = missing {
        let path = head.front_matter.path.as_deref().unwrap_or_default();
        let message = format!("the path `{path}` needs a date, and this page has none");
        let item = Item::Key("path".to_owned());
        diagnostics.push(
            Diagnostic::error("unusable-path", message)
                .at(Place::Item {
                    file: file.clone(),
                    item,
                })
                .advise(format!(
                    "write a `date`, or a `path` without `:{name}`; until then the page has the \
                     address of its file"
                )),
        );
    }
    diagnostics.extend(route.as_ref().and_then(|route| language(source, route)));
    let aliases = route
        .as_ref()
        .map(|route| Aliases::of(route, &head.front_matter.aliases));
    let ignored = aliases.into_iter().flat_map(|aliases| aliases.ignored);
    diagnostics.extend(ignored.map(|(diagnostic, item)| {
        let file = file.clone();
        diagnostic.at(Place::Item { file, item })
    }));
    Checked {
        value: route.map(Digested::new),
        diagnostics,
    }
}

/// Returns the note on a name that says a language, as other generators read it.
fn language(source: &SourcePath, route: &Route) -> Option<Diagnostic> {
    let (_, language) = source.stem().rsplit_once('.')?;
    let (language, region) = language.split_once('-').unwrap_or((language, ""));
    let is_language = language.len() == 2 && language.chars().all(|c| c.is_ascii_lowercase());
    let is_region = region.len() <= 4 && region.chars().all(|c| c.is_ascii_alphanumeric());
    (is_language && is_region).then(|| {
        let message = format!(
            "a site has one language: this page is at `{}`, beside the others",
            route.url
        );
        Diagnostic::note("unread-language", message)
            .at(Place::File(source.clone()))
            .advise("make a site of each language, or give the page a `slug` of its own")
    })
}
