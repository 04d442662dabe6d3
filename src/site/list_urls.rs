//! The URLs of list pages, for links to them. Links are resolved before lists are made, so here
//! their items are only counted.

use super::arrangement::enclosing;
use super::kind::PageKind;
use super::lists::is_below;
use super::page::folder_of;
use super::route::Route;
use super::term_groups::TermDocument;
use super::terms::TaxonomyGroup;
use crate::config::Taxonomy;
use std::cell::OnceCell;
use std::collections::HashMap;

/// Returns the URLs of all list pages that have no other: of `/posts/page/2/`, and not of
/// `/posts/`.
pub(super) fn urls(
    taxonomies: &[Taxonomy],
    documents: &[TermDocument<'_>],
    groups: &[TaxonomyGroup],
) -> Vec<String> {
    let counter = Counter {
        documents,
        groups,
        of_sections: OnceCell::new(),
    };
    let mut below = HashMap::new();
    let mut urls = Vec::new();
    for (number, document) in documents.iter().enumerate() {
        let front_matter = &document.head.front_matter;
        let (count, by) = match (&front_matter.paginate, front_matter.paginate_by) {
            (Some(paginate), _) => {
                let count = match &paginate.pages {
                    None => counter.own(number),
                    Some(folder) => {
                        let count = below.entry(folder.as_str());
                        let count = *count.or_insert_with(|| counter.below(folder));
                        count - usize::from(is_counted(document, folder))
                    }
                };
                (count, paginate.by)
            }
            (None, Some(by)) if document.kind.is_list() => (counter.own(number), by),
            _ => continue,
        };
        urls.extend(of_list(document.route, count, by));
    }
    urls.extend(
        taxonomies
            .iter()
            .flat_map(|taxonomy| of_terms(taxonomy, documents, groups)),
    );
    urls
}

/// Returns the URLs of the terms whose list pages site.yaml asks for.
fn of_terms(
    taxonomy: &Taxonomy,
    documents: &[TermDocument<'_>],
    groups: &[TaxonomyGroup],
) -> Vec<String> {
    let group = groups.iter().find(|group| group.name == taxonomy.name);
    let Some((by, group)) = taxonomy.paginate_by.zip(group) else {
        return Vec::new();
    };
    let asks = |document: usize| {
        let front_matter = &documents[document].head.front_matter;
        front_matter.paginate.is_some() || front_matter.paginate_by.is_some()
    };
    let terms = group.terms.iter();
    let terms = terms.filter(|term| !term.page.document.is_some_and(asks));
    let urls = terms.flat_map(|term| of_list(&term.page.route, term.documents.len(), by));
    urls.collect()
}

fn of_list(first: &Route, count: usize, by: usize) -> Vec<String> {
    let numbers = 2..=count.div_ceil(by.max(1));
    let routes = numbers.filter_map(|number| first.of_list_page(number));
    routes.map(|route| route.url).collect()
}

/// Returns true for a document whose page is listed by a page that lists a folder.
fn is_counted(document: &TermDocument<'_>, folder: &str) -> bool {
    document.kind == PageKind::Page && is_below(folder_of(document.source), folder)
}

/// The numbers of items of lists.
struct Counter<'a> {
    documents: &'a [TermDocument<'a>],
    groups: &'a [TaxonomyGroup],
    /// The number of pages in each section, by the number of its document.
    of_sections: OnceCell<HashMap<usize, usize>>,
}

impl Counter<'_> {
    /// Returns the number of pages in a folder and in those below it.
    fn below(&self, folder: &str) -> usize {
        let documents = self.documents.iter();
        documents
            .filter(|document| is_counted(document, folder))
            .count()
    }

    /// Returns the number of the pages that a page lists anyway.
    fn own(&self, number: usize) -> usize {
        let groups = self.groups.iter();
        let own = groups.flat_map(|group| {
            let terms = group.terms.iter();
            let terms = terms.map(|term| (term.page.document, term.documents.len()));
            terms.chain([(group.page.document, group.terms.len())])
        });
        match self.documents[number].kind {
            PageKind::Home | PageKind::Section => {
                let of_sections = self.of_sections.get_or_init(|| self.count_sections());
                of_sections.get(&number).copied().unwrap_or_default()
            }
            kind if kind.is_group() => {
                let mut own = own.filter(|(document, _)| *document == Some(number));
                own.next().map_or(0, |(_, count)| count)
            }
            _ => 0,
        }
    }

    fn count_sections(&self) -> HashMap<usize, usize> {
        let documents = || self.documents.iter().enumerate();
        let sections: HashMap<&str, usize> = documents()
            .filter(|(_, document)| document.kind.is_section())
            .map(|(number, document)| (folder_of(document.source), number))
            .collect();
        let mut counts = HashMap::new();
        for (_, document) in documents().filter(|(_, document)| document.kind == PageKind::Page) {
            let section = enclosing(&sections, Some(folder_of(document.source)));
            if let Some(section) = section {
                *counts.entry(section).or_default() += 1;
            }
        }
        counts
    }
}
