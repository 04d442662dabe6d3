//! The values that all requests of a plan share.

use super::book::Book;
use super::globals::{self, Globals, GlobalsByTemplate};
use super::inputs::PlanInputs;
use super::published_images::{self, PublishedImages};
use super::shared_images::SharedImages;
use crate::digest::Digested;
use crate::page::{Children, PageInputs, PageRelations};
use crate::site::{Card, Page, PageData, PageId, PageKind, Route};
use crate::template::Viewed;
use std::sync::OnceLock;

/// The inputs of a plan, with everything that several kinds of output need to know.
pub struct Planning<'a> {
    /// The inputs.
    pub inputs: &'a PlanInputs,
    /// The images that represent pages where they are shared, if the site has a base URL.
    pub(super) shared_images: Option<SharedImages>,
    /// The images that pages show, and the form in which they are published.
    pub(super) images: PublishedImages<'a>,
    /// The chapters of the book, once a page shows it.
    pub(super) book: OnceLock<Book>,
    globals: GlobalsByTemplate<'a>,
    no_children: Viewed<Children>,
}

impl<'a> Planning<'a> {
    /// Prepares the requests of a plan.
    pub fn new(inputs: &'a PlanInputs) -> Self {
        Planning {
            inputs,
            shared_images: SharedImages::new(inputs),
            images: PublishedImages::new(inputs),
            book: OnceLock::new(),
            globals: globals::by_template(inputs),
            no_children: Viewed::new(Children::default()),
        }
    }

    /// Returns the inputs of a page of the site, without the book.
    pub fn page(&self, id: PageId) -> PageInputs {
        let page = self.inputs.site.page(id);
        let globals = self.globals_of(page);
        PageInputs {
            globals: globals.globals.clone(),
            data: page.data.clone(),
            images: published_images::of_page(&page.data, &self.inputs.images),
            relations: self.relations(Some((id, page)), globals),
        }
    }

    /// Returns the inputs of a page that Milepost generates, without the book. `card` is what it
    /// shows as its own.
    pub(super) fn generated(
        &self,
        template: &'static str,
        card: Card,
        route: &Digested<Route>,
    ) -> PageInputs {
        let globals = &self.globals[&(template, [].as_slice())];
        PageInputs {
            globals: globals.globals.clone(),
            data: Digested::new(PageData::synthetic(route.clone(), card)),
            images: Vec::new(),
            relations: self.relations(None, globals),
        }
    }

    /// Returns the card of a page that Milepost generates.
    pub(super) fn card(&self, kind: PageKind, url: &str, title: &str) -> Card {
        Card::synthetic(kind, url, title, self.inputs.site.no_terms.clone())
    }

    /// Returns true if a page of the site shows the book.
    pub(super) fn shows_book(&self, page: &Page) -> bool {
        self.globals_of(page).reads.contains("book")
    }

    /// Returns true if a page that Milepost generates from this template shows the book.
    pub(super) fn template_shows_book(&self, template: &str) -> bool {
        self.globals[&(template, [].as_slice())]
            .reads
            .contains("book")
    }

    fn globals_of(&self, page: &'a Page) -> &Globals {
        let template = globals::template(page, &self.inputs.engine);
        &self.globals[&(template, page.head.calls.as_slice())]
    }

    /// Returns the relations of a page as far as its template reads them. A generated page is below
    /// the home.
    fn relations(&self, page: Option<(PageId, &Page)>, globals: &Globals) -> PageRelations {
        let PlanInputs {
            site,
            listings,
            images,
            ..
        } = self.inputs;
        let section = page.map_or(site.home().section, |(_, page)| page.section);
        let lists = listings.of_section(section);
        let children = match page {
            Some((_, page)) if page.kind.is_list() => &lists.children,
            _ => &self.no_children,
        };
        let ancestors = || match page.map(|(_, page)| page.parent) {
            Some(Some(parent)) => listings.of_section(parent).ancestors.clone(),
            Some(None) => Viewed::new(Vec::new()),
            None => lists.ancestors.clone(),
        };
        let share =
            || page.and_then(|(id, page)| self.shared_images.as_ref()?.of(id, page, site, images));
        let neighbor = |page: Option<&Page>| page.map(|page| page.card.clone());
        let previous = || neighbor(page.and_then(|(id, _)| site.before(id)));
        let next = || neighbor(page.and_then(|(id, _)| site.after(id)));
        let reads = |name: &str| globals.reads.contains(name);
        PageRelations {
            section: reads("section").then(|| site.page(section).card.clone()),
            children: reads("children").then(|| children.clone()),
            siblings: reads("siblings").then(|| lists.pages.clone()),
            ancestors: (reads("ancestors") || reads("structured_data")).then(ancestors),
            share: (reads("share_image") || reads("structured_data")).then(share),
            previous: reads("previous").then(previous),
            next: reads("next").then(next),
            taxonomy: reads("taxonomy").then(|| {
                let taxonomy = page.and_then(|(_, page)| listings.taxonomy_of(page));
                taxonomy.cloned()
            }),
            term: reads("term").then(|| page.and_then(|(id, _)| listings.term(id).cloned())),
            book: None,
        }
    }
}
