//! Terms: pages grouped by taxonomies such as tags. A taxonomy that site.yaml lists has a page, and
//! so has each of its terms; a document in the folder of the taxonomy gives such a page a text.

use super::kind::PageKind;
use super::numbered_terms;
use super::similar_terms;
use super::term_groups::{self, Group, TermDocument, key_of_document};
use super::term_pages::{GroupPage, TermGroup, of_taxonomy, of_term};
use crate::config::Taxonomy;
use crate::diagnostic::{Diagnostic, Place};
use crate::digest::Digested;
use crate::index_file::IndexFile;
use crate::path::{SourcePath, split};
use crate::slug::Unique;
use std::collections::{BTreeSet, HashMap};

/// The terms of a page by the names of the taxonomies. Every taxonomy of the site is there.
pub type PageTerms = Vec<(String, Vec<TermLink>)>;

/// A term as a page that has it shows it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct TermLink {
    /// The title.
    pub title: String,
    /// The URL of its page, if its taxonomy has pages.
    pub url: Option<String>,
}

/// A taxonomy that has pages.
pub(super) struct TaxonomyGroup {
    pub name: String,
    /// The page of the taxonomy, which lists its terms.
    pub page: GroupPage,
    pub terms: Vec<TermGroup>,
    /// The numbers of the terms by all of their spellings.
    by_spelling: HashMap<String, usize>,
}

/// Returns the kind of a document that gives a taxonomy or a term a text; `None` for any other.
pub(super) fn kind(taxonomies: &[Taxonomy], source: &SourcePath) -> Option<PageKind> {
    let (folder, rest) = source.below("content")?.split_once('/')?;
    let has_pages = |taxonomy: &Taxonomy| taxonomy.has_pages && taxonomy.name == folder;
    taxonomies.iter().find(|taxonomy| has_pages(taxonomy))?;
    match (IndexFile::of(source), rest.matches('/').count()) {
        (Some(_), 0) => Some(PageKind::Taxonomy),
        (Some(_), 1) | (None, 0) => Some(PageKind::Term),
        _ => None,
    }
}

/// Groups documents by the taxonomies that have pages.
pub(super) fn group(
    taxonomies: &[Taxonomy],
    documents: &[TermDocument<'_>],
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<TaxonomyGroup> {
    let with_pages = taxonomies.iter().filter(|taxonomy| taxonomy.has_pages);
    let groups = with_pages.map(|taxonomy| group_by(taxonomy, documents, diagnostics));
    groups.collect()
}

fn group_by(
    taxonomy: &Taxonomy,
    documents: &[TermDocument<'_>],
    diagnostics: &mut Vec<Diagnostic>,
) -> TaxonomyGroup {
    let name = &taxonomy.name;
    let mut groups = term_groups::groups(name, documents);
    let mut page = None;
    let mut slugs = Unique::default();
    let numbered = documents.iter().enumerate();
    for (number, text) in numbered.filter(|(_, text)| is_below(text.source, name)) {
        match text.kind {
            PageKind::Taxonomy => {
                page.get_or_insert_with(|| GroupPage::of_document(number, text));
            }
            PageKind::Term => {
                slugs.take(split(text.route.output.folder()).1);
                let group = groups.entry(key_of_document(&groups, text)).or_default();
                group.document = Some(number);
                if group.pages.is_empty() {
                    diagnostics.push(unused(name, text.source));
                }
            }
            _ => {}
        }
    }
    diagnostics.extend(similar_terms::diagnostics(name, &groups, documents));
    let spellings = groups.values().enumerate().flat_map(|(number, group)| {
        let spellings = group.spellings.iter();
        spellings.map(move |spelling| (spelling.text.to_owned(), number))
    });
    let terms = groups.values().map(|group| TermGroup {
        page: of_term(name, group, documents, &mut slugs),
        documents: group.pages.clone(),
    });
    let terms: Vec<TermGroup> = terms.collect();
    let groups: Vec<&Group<'_>> = groups.values().collect();
    diagnostics.extend(numbered_terms::diagnostics(
        name, &groups, &terms, documents,
    ));
    TaxonomyGroup {
        name: name.clone(),
        by_spelling: spellings.collect(),
        terms,
        page: page.unwrap_or_else(|| of_taxonomy(name, title(taxonomy))),
    }
}

/// Returns true if a document lies in the folder of a taxonomy.
fn is_below(source: &SourcePath, taxonomy: &str) -> bool {
    let below = source
        .below("content")
        .and_then(|below| below.strip_prefix(taxonomy));
    below.is_some_and(|below| below.starts_with('/'))
}

/// Returns the title of a taxonomy whose page has no document: `Tags` for `tags`.
fn title(taxonomy: &Taxonomy) -> String {
    if let Some(title) = &taxonomy.title {
        return title.clone();
    }
    let words = taxonomy.name.replace(['-', '_'], " ");
    let mut letters = words.trim().chars();
    let first = letters.next().map(char::to_uppercase);
    first.into_iter().flatten().chain(letters).collect()
}

/// Returns the note on a text for a term that no page has.
fn unused(taxonomy: &str, source: &SourcePath) -> Diagnostic {
    let message = format!("no page has the term of `{taxonomy}` that this file is the text of");
    Diagnostic::note("unused-term", message)
        .at(Place::File(source.clone()))
        .advise("give the file the name or the title of a term that pages have")
}

/// Returns the URLs of the pages of all groups.
pub(super) fn urls(groups: &[TaxonomyGroup]) -> BTreeSet<String> {
    let pages = groups.iter().flat_map(|group| {
        let terms = group.terms.iter().map(|term| &term.page);
        terms.chain([&group.page])
    });
    pages.map(|page| page.route.url.clone()).collect()
}

/// Returns the terms of each document, in the order in which it lists them.
pub(super) fn of_documents(
    taxonomies: &[Taxonomy],
    groups: &[TaxonomyGroup],
    documents: &[TermDocument<'_>],
) -> Vec<Digested<PageTerms>> {
    let none = none(taxonomies);
    let groups: Vec<Option<&TaxonomyGroup>> = taxonomies
        .iter()
        .map(|taxonomy| groups.iter().find(|group| group.name == taxonomy.name))
        .collect();
    let of_document = |document: &TermDocument<'_>| {
        let named = &document.head.front_matter.taxonomies;
        if named.is_empty() || !document.kind.is_in_reading_order() {
            return none.clone();
        }
        let terms = taxonomies.iter().zip(&groups).map(|(taxonomy, group)| {
            let named = named.get(&taxonomy.name).map_or(&[][..], Vec::as_slice);
            (taxonomy.name.clone(), links(named, *group))
        });
        Digested::new(terms.collect())
    };
    documents.iter().map(of_document).collect()
}

/// Returns terms as links, each term once.
fn links(named: &[String], group: Option<&TaxonomyGroup>) -> Vec<TermLink> {
    let mut links: Vec<TermLink> = Vec::with_capacity(named.len());
    for text in named {
        let term = group.and_then(|group| {
            let number = group.by_spelling.get(text)?;
            Some(&group.terms[*number].page)
        });
        let link = TermLink {
            title: term.map_or(text, |term| &term.title).clone(),
            url: term.map(|term| term.route.url.clone()),
        };
        if !links.contains(&link) {
            links.push(link);
        }
    }
    links
}

/// Returns the terms of a page that has none.
pub(super) fn none(taxonomies: &[Taxonomy]) -> Digested<PageTerms> {
    let names = taxonomies.iter();
    let none = names.map(|taxonomy| (taxonomy.name.clone(), Vec::new()));
    Digested::new(none.collect())
}
