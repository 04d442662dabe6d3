//! The values that all requests of a plan share.

use super::backlinks::Backlinks;
use super::book::Book;
use super::feed_links::{self, FeedLinks};
use super::globals::{self, Globals, GlobalsByTemplate};
use super::inputs::PlanInputs;
use super::named_pictures::NamedPictures;
use super::page_files::{self, PageFiles};
use super::pictures::{self, PICTURES};
use super::published_images::{self, PublishedImages};
use super::related::Related;
use super::search::Language;
use super::shared_images::SharedImages;
use super::shown_cards;
use crate::digest::Digested;
use crate::page::{Children, PageFile, PageInputs, PageRelations, Pictures};
use crate::site::{Card, Page, PageData, PageId, PageKind, Route};
use crate::template::Viewed;
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::OnceLock;

/// The inputs of a plan, with everything that several kinds of output need to know.
pub struct Planning<'a> {
    /// The inputs.
    pub inputs: &'a PlanInputs,
    /// The images that represent pages where they are shared, if the site has a base URL.
    pub(super) shared_images: Option<SharedImages>,
    /// The images that pages show, once they are known.
    images: OnceLock<PublishedImages<'a>>,
    /// The URLs of the files that templates list.
    named_files: BTreeSet<String>,
    /// The pictures that pages may show by their names, once a page shows some.
    pictures: OnceLock<pictures::OfPages>,
    no_pictures: Viewed<Pictures>,
    /// The chapters of the book, once a page shows it.
    pub(super) book: OnceLock<Book>,
    globals: GlobalsByTemplate<'a>,
    feed_links: FeedLinks,
    /// The pages that link to each page, once a page shows them.
    backlinks: OnceLock<Backlinks>,
    /// The pages that are related to each page, once a page shows them.
    related: OnceLock<Related>,
    /// The files beside pages, if a template reads them.
    files: PageFiles,
    /// The globals of contents by the components that are called in them, once a page shows the
    /// content of another.
    contents: OnceLock<HashMap<Vec<String>, Globals>>,
    no_children: Viewed<Children>,
    no_files: Viewed<Vec<PageFile>>,
}

impl<'a> Planning<'a> {
    /// Prepares the requests of a plan.
    pub fn new(inputs: &'a PlanInputs) -> Self {
        let globals = globals::by_template(inputs);
        let (files, named_files) = match globals::is_read(&globals, "files") {
            true => page_files::with_named(inputs, &globals),
            false => Default::default(),
        };
        Planning {
            inputs,
            shared_images: SharedImages::new(inputs),
            images: OnceLock::new(),
            named_files,
            pictures: OnceLock::new(),
            no_pictures: Viewed::new(Pictures::default()),
            files,
            related: OnceLock::new(),
            no_files: Viewed::new(Vec::new()),
            book: OnceLock::new(),
            globals,
            feed_links: FeedLinks::new(inputs),
            backlinks: OnceLock::new(),
            contents: OnceLock::new(),
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
            feeds: self.feed_links.of(self.inputs, id, page).cloned(),
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
            feeds: None,
        }
    }

    /// Returns the card of a page that Milepost generates.
    pub(super) fn card(&self, kind: PageKind, url: &str, title: &str) -> Card {
        Card::synthetic(kind, url, title, self.inputs.site.no_terms.clone())
    }

    /// Returns the addresses of the list pages of a page after the first one. There are none if its
    /// template does not read the list.
    pub(super) fn list_pages(&self, id: PageId, page: &Page) -> &[Digested<Route>] {
        let lists = self.inputs.listings.list(id);
        let lists = lists.filter(|_| self.reads(page, "paginator"));
        lists.map_or(&[], |lists| &lists.routes[1..])
    }

    /// Returns a page of the site at the address of one of its list pages.
    pub(super) fn at(&self, page: &Page, route: &Digested<Route>) -> Digested<PageData> {
        let base_url = self.inputs.config.base_url.as_ref();
        let card = Card {
            url: route.url.clone(),
            permalink: base_url.map(|base| base.absolute(&route.url)),
            ..(*page.card).clone()
        };
        Digested::new(PageData {
            route: route.clone(),
            card: Viewed::new(card),
            ..(*page.data).clone()
        })
    }

    /// Returns the inputs of the content of a page, without a template around it.
    pub(super) fn content(&self, id: PageId) -> PageInputs {
        let page = self.inputs.site.page(id);
        let all = self
            .contents
            .get_or_init(|| globals::of_contents(self.inputs));
        let globals = &all[page.head.calls.as_slice()];
        PageInputs {
            globals: globals.globals.clone(),
            data: page.data.clone(),
            images: published_images::of_page(&page.data, &self.inputs.images),
            relations: self.relations(Some((id, page)), globals),
            feeds: None,
        }
    }

    /// Returns the pages whose texts link to a page.
    pub(super) fn backlinks(&self, page: PageId) -> &[PageId] {
        let of_site = || Backlinks::of(&self.inputs.site);
        self.backlinks.get_or_init(of_site).to(page)
    }

    /// Returns the pages that are related to a page.
    pub(super) fn related(&self, page: PageId) -> &[PageId] {
        let of_site = || {
            let language = Language::of_tag(&self.inputs.config.language);
            Related::of(&self.inputs.site, language)
        };
        self.related.get_or_init(of_site).to(page)
    }

    /// Returns the files beside a page.
    fn files(&self, page: Option<&Page>) -> Viewed<Vec<PageFile>> {
        let source = page.and_then(|page| page.source.as_ref());
        let files = source.and_then(|source| self.files.get(source));
        files.unwrap_or(&self.no_files).clone()
    }

    /// Returns the pictures that a page may show at the address of one of its list pages, without
    /// those that all pages of its template share. A page that Milepost generates has no others.
    pub(super) fn pictures(&self, page: Option<PageId>, list_page: usize) -> Viewed<Pictures> {
        let own = page.and_then(|page| self.pictures_of_pages().get(&(page, list_page)));
        own.unwrap_or(&self.no_pictures).clone()
    }

    fn pictures_of_pages(&self) -> &pictures::OfPages {
        self.pictures.get_or_init(|| match self.is_read(PICTURES) {
            true => self.make_pictures_of_pages(),
            false => BTreeMap::new(),
        })
    }

    fn make_pictures_of_pages(&self) -> pictures::OfPages {
        let named = NamedPictures::new(self.inputs);
        let site = &self.inputs.site;
        let pages: Vec<(PageId, &Page)> = site.numbered().collect();
        let pages = pages
            .par_iter()
            .filter(|(_, page)| self.reads(page, PICTURES));
        let of_page = |(id, page): &(PageId, &Page)| {
            let (id, reads) = (*id, self.roots(page));
            let routes = self.list_pages(id, page).iter();
            let urls = [&page.card.url]
                .into_iter()
                .chain(routes.map(|route| &route.url));
            let files = self.files(Some(page));
            let is_own = |root: &str| reads.contains(root) && !pictures::is_of_site(root);
            let of_url = |(number, url): (usize, &String)| {
                let shown = self.shown(Some(id), number, is_own).into_iter();
                let shown = shown.map(|shown| site.page(shown));
                let pictures = pictures::of_page(&named, (page, url), reads, shown, &files);
                ((id, number), Viewed::new(pictures))
            };
            (1..).zip(urls).map(of_url).collect::<Vec<_>>()
        };
        pages.flat_map_iter(of_page).collect()
    }

    /// Returns the pages whose cards are in the roots that a page reads.
    pub(super) fn shown(
        &self,
        id: Option<PageId>,
        list_page: usize,
        reads: impl Fn(&str) -> bool,
    ) -> BTreeSet<PageId> {
        let around = |root, pages: fn(&Self, PageId) -> &[PageId]| {
            let id = id.filter(|_| reads(root));
            id.map_or(&[][..], |id| pages(self, id))
        };
        let backlinks = around("backlinks", Self::backlinks);
        let related = around("related", Self::related);
        let site = &self.inputs.site;
        shown_cards::shown(site, id, list_page, (backlinks, related), &reads)
    }

    /// Returns the images that pages show, and the form in which they are published.
    pub(super) fn images(&self) -> &PublishedImages<'a> {
        self.images.get_or_init(|| {
            let of_templates = self.globals.values();
            let of_templates = of_templates.filter_map(|it| it.globals.pictures.as_ref());
            let of_pages = self.pictures_of_pages().values();
            let pictures = of_templates.chain(of_pages).map(|pictures| &**pictures);
            PublishedImages::new(self.inputs, self.named_files.clone(), pictures)
        })
    }

    /// Returns the cards of pages.
    fn cards(&self, pages: &[PageId]) -> Viewed<Vec<Viewed<Card>>> {
        let pages = pages.iter().map(|id| self.inputs.site.page(*id));
        Viewed::new(pages.map(|page| page.card.clone()).collect())
    }

    /// Returns the title of the feed of a page.
    pub(super) fn feed_title(&self, page: &Page) -> String {
        feed_links::title(self.inputs, page)
    }

    /// Returns true if any template reads a root.
    pub(super) fn is_read(&self, root: &str) -> bool {
        globals::is_read(&self.globals, root)
    }

    /// Returns the roots that each template reads.
    pub(super) fn all_roots(&self) -> impl Iterator<Item = &BTreeSet<String>> {
        self.globals.values().map(|globals| &globals.reads)
    }

    /// Returns true if the template of a page reads a root.
    pub(super) fn reads(&self, page: &Page, root: &str) -> bool {
        self.roots(page).contains(root)
    }

    /// Returns the roots that the template of a page reads.
    pub(super) fn roots<'s>(&'s self, page: &'s Page) -> &'s BTreeSet<String> {
        &self.globals_of(page).reads
    }

    /// Returns the roots that the template of a page reads that Milepost generates.
    pub(super) fn roots_of_generated<'s>(&'s self, template: &'s str) -> &'s BTreeSet<String> {
        &self.globals[&(template, [].as_slice())].reads
    }

    /// Returns the name of a page's template.
    pub(super) fn template<'s>(&'s self, page: &'s Page) -> &'s str {
        globals::template(page, &self.inputs.engine)
    }

    fn globals_of<'s>(&'s self, page: &'s Page) -> &'s Globals {
        let template = globals::template(page, &self.inputs.engine);
        let globals: &GlobalsByTemplate<'s> = &self.globals;
        &globals[&(template, page.head.calls.as_slice())]
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
        let own = page.filter(|(_, page)| page.has_list());
        let own = own.map(|(id, _)| listings.of_section(id));
        let children = own.map_or(&self.no_children, |own| &own.children);
        let ancestors = || match page.map(|(_, page)| page.parent) {
            Some(Some(parent)) => listings.of_section(parent).ancestors.clone(),
            Some(None) => Viewed::new(Vec::new()),
            None => lists.ancestors.clone(),
        };
        let share =
            || page.and_then(|(id, page)| self.shared_images.as_ref()?.of(id, page, site, images));
        let neighbor = |page: Option<PageId>| page.map(|page| site.page(page).card.clone());
        let previous = || neighbor(page.and_then(|(id, _)| site.before(id)));
        let next = || neighbor(page.and_then(|(id, _)| site.after(id)));
        let reads = |name: &str| globals.reads.contains(name);
        PageRelations {
            section: reads("section").then(|| site.page(section).card.clone()),
            children: reads("children").then(|| children.clone()),
            subsections: reads("subsections").then(|| match own {
                Some(own) => own.sections.clone(),
                None => Viewed::new(Vec::new()),
            }),
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
            paginator: reads("paginator").then(|| {
                let list = page.and_then(|(id, _)| listings.list(id));
                list.map(|list| list.paginator(1))
            }),
            backlinks: reads("backlinks")
                .then(|| self.cards(page.map_or(&[], |(id, _)| self.backlinks(id)))),
            related: reads("related")
                .then(|| self.cards(page.map_or(&[], |(id, _)| self.related(id)))),
            files: reads("files").then(|| self.files(page.map(|(_, page)| page))),
            pictures: reads(PICTURES).then(|| self.pictures(page.map(|(id, _)| id), 1)),
            listed: None,
            book: None,
        }
    }
}
