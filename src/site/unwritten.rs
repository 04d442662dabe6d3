//! The pages of a site that have no document: its home, and groups of other pages.

use super::card::Card;
use super::kind::PageKind;
use super::page::PageData;
use super::route::Route;
use super::terms::{GroupPage, PageTerms, TaxonomyGroup};
use super::tree::Taxonomy;
use crate::digest::Digested;

/// Returns the home of a site that has no document for it.
pub(super) fn home(title: &str, no_terms: &Digested<PageTerms>) -> Digested<PageData> {
    let route = Digested::new(Route::of_page("").expect("the home's route is a constant"));
    let card = Card::synthetic(PageKind::Home, &route.url, title, no_terms.clone());
    Digested::new(PageData::synthetic(route, card))
}

/// Adds the pages of a taxonomy that have no document, and returns the taxonomy by the indices of
/// all of its pages.
pub(super) fn add_groups(
    group: TaxonomyGroup,
    pages: &mut Vec<(Digested<PageData>, Option<usize>)>,
    no_terms: &Digested<PageTerms>,
) -> Taxonomy {
    let mut index = |page: GroupPage, kind: PageKind| {
        page.document.unwrap_or_else(|| {
            let card = Card::synthetic(kind, &page.route.url, &page.title, no_terms.clone());
            let data = PageData::synthetic(page.route, card);
            pages.push((Digested::new(data), None));
            pages.len() - 1
        })
    };
    Taxonomy {
        page: index(group.page, PageKind::Taxonomy),
        name: group.name,
        terms: group
            .terms
            .into_iter()
            .map(|term| (index(term.page, PageKind::Term), term.documents))
            .collect(),
    }
}
