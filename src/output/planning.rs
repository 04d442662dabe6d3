//! The values that all requests of a plan share.

use super::backlinks::Backlinks;
use super::book::Book;
use super::feed_links::{self, FeedLinks};
use super::globals::{self, Globals, GlobalsByTemplate};
use super::inputs::PlanInputs;
use super::page_files::{self, PageFiles};
use super::published_images::{self, PublishedImages};
use super::related::Related;
use super::search::Language;
use super::shared_images::SharedImages;
use crate::digest::Digested;
use crate::page::{Children, PageFile, PageInputs, PageRelations};
use crate::site::{Card, Page, PageData, PageId, PageKind, Route};
use crate::template::Viewed;
use std::collections::{BTreeSet, HashMap};
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
        let (files, named) = match globals::is_read(&globals, "files") {
            true => files_and_named(inputs, &globals),
            false => Default::default(),
        };
        Planning {
            inputs,
            shared_images: SharedImages::new(inputs),
            images: PublishedImages::new(inputs, named),
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
            listed: None,
            book: None,
        }
    }
}

/// Returns the files beside pages, and the URLs of those that templates list.
fn files_and_named(
    inputs: &PlanInputs,
    globals: &GlobalsByTemplate<'_>,
) -> (PageFiles, BTreeSet<String>) {
    let files = page_files::of(inputs);
    let lists_files = |page: &&Page| {
        let key = (
            globals::template(page, &inputs.engine),
            page.head.calls.as_slice(),
        );
        globals[&key].reads.contains("files")
    };
    let listing = inputs.site.pages.iter().filter(lists_files);
    let listed = listing.filter_map(|page| files.get(page.source.as_ref()?));
    let urls = listed.flat_map(|files| files.iter().map(|file| file.url.clone()));
    let urls = urls.collect();
    (files, urls)
}
