//! The pages of a site that have no document: its home, and groups of other pages.

use super::arrangement::Taxonomy;
use super::card::Card;
use super::kind::PageKind;
use super::page::PageData;
use super::route::Route;
use super::term_pages::GroupPage;
use super::terms::{PageTerms, TaxonomyGroup};
use crate::config::BaseUrl;
use crate::digest::Digested;

/// What all pages without a document are made of.
pub(super) struct Unwritten<'a> {
    pub base_url: Option<&'a BaseUrl>,
    pub no_terms: &'a Digested<PageTerms>,
}

impl Unwritten<'_> {
    /// Returns the home.
    pub fn home(&self, title: &str) -> Digested<PageData> {
        let route = Route::of_page("").expect("the home's route is a constant");
        self.page(PageKind::Home, Digested::new(route), title)
    }

    /// Adds the pages of a taxonomy that have no document, and returns the taxonomy by the indices
    /// of all of its pages.
    pub fn add_groups(
        &self,
        group: TaxonomyGroup,
        pages: &mut Vec<(Digested<PageData>, Option<usize>)>,
    ) -> Taxonomy {
        let mut index = |page: GroupPage, kind: PageKind| {
            page.document.unwrap_or_else(|| {
                pages.push((self.page(kind, page.route, &page.title), None));
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

    fn page(&self, kind: PageKind, route: Digested<Route>, title: &str) -> Digested<PageData> {
        let card = Card {
            permalink: self.base_url.map(|base| base.absolute(&route.url)),
            ..Card::synthetic(kind, &route.url, title, self.no_terms.clone())
        };
        Digested::new(PageData::synthetic(route, card))
    }
}
