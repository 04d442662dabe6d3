//! The pages of taxonomies and of their terms, with their addresses.

use super::route::Route;
use super::term_groups::{Group, TermDocument};
use crate::digest::Digested;
use crate::slug::{Unique, slug};

/// A term with the pages that have it.
pub(super) struct TermGroup {
    pub page: GroupPage,
    /// The numbers of the documents of these pages.
    pub documents: Vec<usize>,
}

/// The page of a taxonomy or of a term.
pub(super) struct GroupPage {
    /// The number of the document that gives it a text.
    pub document: Option<usize>,
    pub title: String,
    pub route: Digested<Route>,
}

impl GroupPage {
    /// Returns the page that a document gives a text.
    pub fn of_document(number: usize, document: &TermDocument<'_>) -> Self {
        GroupPage {
            document: Some(number),
            title: document.head.title.clone(),
            route: document.route.clone(),
        }
    }
}

/// Returns the page of a term: that of its document, or one that is made of its name.
pub(super) fn of_term(
    taxonomy: &str,
    group: &Group<'_>,
    documents: &[TermDocument<'_>],
    slugs: &mut Unique,
) -> GroupPage {
    if let Some(number) = group.document {
        return GroupPage::of_document(number, &documents[number]);
    }
    GroupPage {
        document: None,
        title: group.name().map_or("", |name| name.text).to_owned(),
        route: term_route(taxonomy, &slugs.take(&group.slug())),
    }
}

/// Returns the route of a term of a taxonomy.
pub(super) fn term_route(taxonomy: &str, slug: &str) -> Digested<Route> {
    route(&format!("{}/{slug}", folder(taxonomy)))
}

/// Returns the page of a taxonomy that has no document.
pub(super) fn of_taxonomy(name: &str, title: String) -> GroupPage {
    GroupPage {
        document: None,
        title,
        route: route(&folder(name)),
    }
}

fn route(path: &str) -> Digested<Route> {
    let route = Route::of_page(path);
    Digested::new(route.expect("slugs and the names of taxonomies are safe parts of a path"))
}

/// Returns the folder of a taxonomy in URLs.
fn folder(name: &str) -> String {
    match slug(name) {
        slug if slug.is_empty() => name.to_owned(),
        slug => slug,
    }
}
