//! What many pages share, made once for a plan.

use super::social_cards::SocialCards;
use super::table::PlanInputs;
use crate::digest::Digested;
use crate::document::Body;
use crate::schema::Publication;
use crate::site::{Card, Page, PageId, PageKind, Site};
use crate::template::Viewed;
use crate::view::{Chapter, Children, Common, Section, Sections, SiteView};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

/// What many pages share.
pub(super) struct Shared<'a> {
    pub social_cards: Option<&'a SocialCards>,
    pub lists: &'a Lists,
    /// The book, if a page shows it.
    pub book: Option<Digested<Vec<Chapter>>>,
    /// By the template and the components that are called in the content.
    kits: HashMap<(&'a str, &'a [String]), Kit>,
    pub empty_body: Digested<Body>,
    pub no_children: Viewed<Children>,
}

/// What pages of one template share that call the same components.
pub(super) struct Kit {
    pub common: Digested<Common>,
    /// The roots that the template and the components read.
    pub reads: BTreeSet<String>,
}

/// What is shown of the pages of a site together. It is made of the site alone, so plans of one
/// site share it.
pub(super) struct Lists {
    of_sections: BTreeMap<PageId, OfSection>,
    sections: Viewed<Sections>,
    pages: Viewed<Vec<Viewed<Card>>>,
}

/// What is shown of a section on its own page and on the pages in it.
pub(super) struct OfSection {
    pub children: Viewed<Children>,
    pub pages: Viewed<Vec<Viewed<Card>>>,
    /// The ancestors of the pages in the section: the section's own and the section itself.
    pub ancestors: Viewed<Vec<Viewed<Card>>>,
}

impl Lists {
    pub(super) fn of(site: &Site) -> Self {
        let sections: Vec<_> = site
            .numbered()
            .filter(|(_, page)| page.kind.is_section())
            .collect();
        let of_sections: BTreeMap<PageId, OfSection> = sections
            .par_iter()
            .map(|(id, page)| (*id, of_section(site, *id, page)))
            .collect();
        let section = |(id, lists): (&PageId, &OfSection)| {
            let page = site.page(*id);
            (
                page.folder().to_owned(),
                Viewed::new(Section {
                    card: page.card.clone(),
                    children: lists.children.clone(),
                }),
            )
        };
        Lists {
            sections: Viewed::new(of_sections.iter().map(section).collect()),
            pages: Viewed::new(site.pages.iter().map(|page| page.card.clone()).collect()),
            of_sections,
        }
    }

    /// What is shown of a section.
    pub(super) fn of_section(&self, section: PageId) -> &OfSection {
        &self.of_sections[&section]
    }
}

fn of_section(site: &Site, id: PageId, page: &Page) -> OfSection {
    let card = |id: &PageId| site.page(*id).card.clone();
    let (pages, sections): (Vec<PageId>, Vec<PageId>) = page
        .listing
        .items
        .iter()
        .partition(|child| !site.page(**child).kind.is_section());
    let pages: Vec<_> = pages.iter().map(card).collect();
    let sections = sections.iter().map(card).collect();
    let all = page.listing.items.iter().map(card).collect();
    OfSection {
        pages: Viewed::new(pages.clone()),
        children: Viewed::new(Children {
            pages,
            sections,
            all,
        }),
        ancestors: Viewed::new(
            site.breadcrumbs(id)
                .into_iter()
                .map(|page| page.card.clone())
                .collect(),
        ),
    }
}

impl<'a> Shared<'a> {
    pub(super) fn new(
        inputs: &'a PlanInputs,
        lists: &'a Lists,
        social_cards: Option<&'a SocialCards>,
    ) -> Self {
        let site = Viewed::new(SiteView::new(&inputs.config, &inputs.options));
        let business = inputs.config.business.clone().map(Viewed::new);
        let publication = Publication::of(&inputs.config).map(Digested::new);
        let kit = |template: &str, calls: &[String]| {
            let called = calls
                .iter()
                .flat_map(|call| inputs.engine.roots_of_component(call));
            let reads: BTreeSet<String> = inputs
                .engine
                .roots(template)
                .into_iter()
                .chain(called)
                .collect();
            let common = Common {
                engine: inputs.engine.digest(),
                template: template.to_owned(),
                base_url: inputs.config.base_url.clone(),
                addresses: inputs.addresses,
                site: reads.contains("site").then(|| site.clone()),
                business: reads.contains("business").then(|| business.clone()),
                menu: reads.contains("menu").then(|| inputs.menus.clone()),
                publication: reads
                    .contains("structured_data")
                    .then(|| publication.clone()),
                sections: reads.contains("sections").then(|| lists.sections.clone()),
                pages: reads.contains("pages").then(|| lists.pages.clone()),
                data: reads.contains("data").then(|| inputs.data.clone()),
            };
            Kit {
                common: Digested::new(common),
                reads,
            }
        };
        let mut kits = HashMap::new();
        let of_pages = inputs
            .site
            .pages
            .iter()
            .map(|page| (template(page), page.head.calls.as_slice()));
        for (template, calls) in
            of_pages.chain([(NOT_FOUND, [].as_slice()), (REDIRECT, [].as_slice())])
        {
            kits.entry((template, calls))
                .or_insert_with(|| kit(template, calls));
        }
        Shared {
            social_cards,
            lists,
            book: None,
            kits,
            empty_body: Digested::new(Body::default()),
            no_children: Viewed::new(Children::default()),
        }
    }

    /// Whether any page shows the book.
    pub(super) fn shows_book(&self) -> bool {
        self.kits.values().any(|kit| kit.reads.contains("book"))
    }

    /// What pages share that are made with this template and these components.
    pub(super) fn kit(&self, template: &'a str, calls: &'a [String]) -> &Kit {
        &self.kits[&(template, calls)]
    }
}

/// The template of the page for what is not found.
pub(super) const NOT_FOUND: &str = "404.html";

/// The template of pages at old addresses.
pub(super) const REDIRECT: &str = "redirect.html";

/// The template of a page: that which its front matter names, else that of its kind.
pub(super) fn template(page: &Page) -> &str {
    page.head
        .matter
        .template
        .as_deref()
        .unwrap_or(match page.kind {
            PageKind::Home => "home.html",
            PageKind::Section => "section.html",
            PageKind::Page => "page.html",
            PageKind::NotFound => NOT_FOUND,
            PageKind::Redirect => REDIRECT,
        })
}

/// The lists of a site, taken over where the site is the one that they were made of.
pub(super) fn lists(site: &Arc<Site>, previous: Option<(&Arc<Site>, &Arc<Lists>)>) -> Arc<Lists> {
    match previous.filter(|(before, _)| Arc::ptr_eq(before, site)) {
        Some((_, lists)) => Arc::clone(lists),
        None => Arc::new(Lists::of(site)),
    }
}
