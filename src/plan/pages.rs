//! From a page of the site to the inputs of its template.

use super::table::PlanInputs;
use crate::config::Business;
use crate::digest::{Digest, Digested};
use crate::document::Body;
use crate::site::{Card, Menus, Page, PageId, PageKind, Site};
use crate::template::Shown;
use crate::value::Map;
use crate::view::{Children, Collections, Finishing, PageInputs, Roots, Section, Sections, SiteView};
use std::collections::{BTreeMap, BTreeSet};

/// What all pages of a site share, made once for a plan.
pub(super) struct Shared {
    engine: Digest,
    finishing: Finishing,
    site: Shown<SiteView>,
    business: Option<Shown<Business>>,
    menu: Shown<Menus>,
    sections: Shown<Sections>,
    pages: Shown<Vec<Shown<Card>>>,
    data: Shown<Map>,
    lists: BTreeMap<PageId, Lists>,
    /// The roots that each template reads.
    reads: BTreeMap<String, BTreeSet<String>>,
    /// The roots that each component reads.
    component_reads: BTreeMap<String, BTreeSet<String>>,
    empty: Digested<Body>,
    no_children: Shown<Children>,
}

/// What is shown of a section on its own page and on the pages in it.
struct Lists {
    children: Shown<Children>,
    pages: Shown<Vec<Shown<Card>>>,
    /// The way to what is in the section: its own ancestors and itself.
    way: Shown<Vec<Shown<Card>>>,
}

impl Shared {
    pub(super) fn new(inputs: &PlanInputs) -> Self {
        let site = &inputs.site;
        let lists: BTreeMap<PageId, Lists> = site
            .numbered()
            .filter(|(_, page)| page.kind != PageKind::Page)
            .map(|(id, page)| (id, lists(site, id, page)))
            .collect();
        let section = |id: &PageId, lists: &Lists| {
            let page = site.page(*id);
            (page.folder.clone(), Shown::new(Section { card: page.card.clone(), children: lists.children.clone() }))
        };
        let names: BTreeSet<String> = inputs.engine.template_names().map(str::to_owned).collect();
        Shared {
            engine: inputs.engine.digest(),
            finishing: Finishing { base_path: inputs.config.base_url.as_ref().map(|base| base.path.clone()).unwrap_or_default() },
            site: Shown::new(SiteView::new(&inputs.config, &inputs.title, &inputs.options)),
            business: inputs.config.business.clone().map(Shown::new),
            menu: inputs.menus.clone(),
            sections: Shown::new(lists.iter().map(|(id, lists)| section(id, lists)).collect()),
            pages: Shown::new(site.pages.iter().map(|page| page.card.clone()).collect()),
            data: inputs.data.clone(),
            lists,
            reads: names.into_iter().map(|name| (name.clone(), inputs.engine.roots(&name))).collect(),
            component_reads: inputs
                .engine
                .component_names()
                .map(|name| (name.to_owned(), inputs.engine.roots_of_component(name)))
                .collect(),
            empty: Digested::new(Body::default()),
            no_children: Shown::new(Children::default()),
        }
    }

    /// The roots that a template and the components called in the content name, filled for a page that stands in a section.
    pub(super) fn roots(&self, template: &str, calls: &[String], around: Around<'_>) -> Roots {
        let called = calls.iter().filter_map(|call| self.component_reads.get(call));
        let reads: Vec<&BTreeSet<String>> = self.reads.get(template).into_iter().chain(called).collect();
        let lists = &self.lists[&around.section.0];
        let when = |name: &str| reads.iter().any(|reads| reads.contains(name)).then_some(());
        Roots {
            site: when("site").map(|()| self.site.clone()),
            business: when("business").map(|()| self.business.clone()),
            menu: when("menu").map(|()| self.menu.clone()),
            section: when("section").map(|()| around.section.1.clone()),
            children: when("children")
                .map(|()| if around.is_section { lists.children.clone() } else { self.no_children.clone() }),
            siblings: when("siblings").map(|()| lists.pages.clone()),
            ancestors: when("ancestors").map(|()| around.ancestors.clone()),
            previous: when("previous").map(|()| around.previous.cloned()),
            next: when("next").map(|()| around.next.cloned()),
            collections: Collections {
                sections: when("sections").map(|()| self.sections.clone()),
                pages: when("pages").map(|()| self.pages.clone()),
                data: when("data").map(|()| self.data.clone()),
            },
        }
    }

    /// The way to a page in a section, from the home down to the section.
    pub(super) fn way_into(&self, section: PageId) -> Shown<Vec<Shown<Card>>> {
        self.lists[&section].way.clone()
    }

    pub(super) fn engine(&self) -> Digest {
        self.engine
    }

    pub(super) fn finishing(&self) -> Finishing {
        self.finishing.clone()
    }

    pub(super) fn empty_body(&self) -> Digested<Body> {
        self.empty.clone()
    }
}

/// What stands around a page.
pub(super) struct Around<'a> {
    pub section: (PageId, &'a Shown<Card>),
    pub is_section: bool,
    pub ancestors: Shown<Vec<Shown<Card>>>,
    pub previous: Option<&'a Shown<Card>>,
    pub next: Option<&'a Shown<Card>>,
}

fn lists(site: &Site, id: PageId, page: &Page) -> Lists {
    let (mut pages, mut sections) = (Vec::new(), Vec::new());
    for child in page.children.iter().map(|child| site.page(*child)) {
        if child.kind == PageKind::Page { pages.push(child.card.clone()) } else { sections.push(child.card.clone()) }
    }
    let all = page.children.iter().map(|child| site.page(*child).card.clone()).collect();
    let way = page.ancestors.iter().copied().chain([id]).map(|id| site.page(id).card.clone()).collect();
    Lists { pages: Shown::new(pages.clone()), children: Shown::new(Children { pages, sections, all }), way: Shown::new(way) }
}

/// The inputs of a page.
pub(super) fn inputs(inputs: &PlanInputs, shared: &Shared, id: PageId, page: &Page, body: Option<&Digested<Body>>) -> PageInputs {
    let template = page.head.matter.template.clone().unwrap_or_else(|| format!("{}.html", page.kind.as_str()));
    let site = &inputs.site;
    let around = Around {
        section: (page.section, &site.page(page.section).card),
        is_section: page.kind != PageKind::Page,
        ancestors: match page.ancestors.last() {
            Some(parent) => shared.way_into(*parent),
            None => Shown::new(Vec::new()),
        },
        previous: site.before(id).map(|page| &page.card),
        next: site.after(id).map(|page| &page.card),
    };
    PageInputs {
        engine: shared.engine(),
        roots: shared.roots(&template, &page.head.calls, around),
        template,
        finishing: shared.finishing(),
        kind: page.kind.as_str(),
        source: page.source.clone(),
        route: page.route.clone(),
        permalink: permalink(inputs, &page.route.url),
        head: page.head.clone(),
        body: body.cloned().unwrap_or_else(|| shared.empty_body()),
        card: page.card.clone(),
        links: page.links.clone(),
        images: page.images.clone(),
    }
}

/// The absolute form of a URL of the site, where it has a base URL.
pub(super) fn permalink(inputs: &PlanInputs, url: &str) -> Option<String> {
    inputs.config.base_url.as_ref().map(|base| format!("{}{}{url}", base.origin, base.path))
}
