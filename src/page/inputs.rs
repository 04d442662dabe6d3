//! Everything that a page is made of, but the contents of documents.

use super::shared_image::SharedImage;
use super::site_view::SiteView;
use crate::address::Addresses;
use crate::config::{BaseUrl, Business};
use crate::date::Date;
use crate::digest::Digested;
use crate::image::Image;
use crate::schema::Publication;
use crate::site::{Card, Menus, PageData};
use crate::template::{Engine, Roots, Viewed};
use crate::value::Map;
use std::collections::BTreeMap;

/// Everything that a page is made of, but the contents of documents: these are bound later.
///
/// The parts that many pages share are digested once for all of them, so that a page is digested
/// as a few hundred bytes.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct PageInputs {
    /// The part that all pages of its template share.
    pub globals: Digested<TemplateGlobals>,
    /// The page by itself: its document's head, its address, its links.
    pub data: Digested<PageData>,
    /// The images of its content by their numbers; none for an image of another site.
    pub images: Vec<Option<Digested<Image>>>,
    /// The page's relations to other pages.
    pub relations: PageRelations,
    /// The links to feeds that its head has.
    pub feeds: Option<Viewed<Vec<FeedLink>>>,
}

impl PageInputs {
    /// Returns true if the page shows code in colors: its own, or that of a chapter or of a page
    /// in a list.
    pub fn shows_code(&self) -> bool {
        let has_code = |page: &PageInputs| page.data.head.has_code;
        let relations = &self.relations;
        let mut chapters = relations.book.iter().flat_map(|book| book.iter());
        let listed = relations.listed.iter().flat_map(|listed| &listed.pages);
        has_code(self)
            || chapters.any(|chapter| has_code(&chapter.page))
            || listed.flat_map(|page| &page.content).any(has_code)
    }
}

/// A link to a feed.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct FeedLink {
    /// The title of the feed.
    pub title: String,
    /// Its URL within the site.
    pub url: String,
    /// The media type of its format.
    pub media_type: &'static str,
}

/// The part that all pages with the same template and the same components share.
///
/// A root of the site is there only if the template or a component names it: a page cannot be
/// changed by what it does not show.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct TemplateGlobals {
    /// All templates and components, with options and the URLs of assets.
    pub engine: Digested<Engine>,
    /// The template's name.
    pub template: String,
    /// The base URL: its path is put before every URL of the site, and absolute URLs begin with it.
    pub base_url: Option<BaseUrl>,
    /// The form of the site's URLs.
    pub addresses: Addresses,
    /// The configuration.
    pub site: Option<Viewed<SiteView>>,
    /// The business, or none.
    pub business: Option<Option<Viewed<Business>>>,
    /// The menus.
    pub menu: Option<Viewed<Menus>>,
    /// The site's part of all graphs, or that the site wants no graphs.
    pub publication: Option<Option<Digested<Publication>>>,
    /// Every section by its folder.
    pub sections: Option<Viewed<Sections>>,
    /// All pages in reading order.
    pub pages: Option<Viewed<Vec<Viewed<Card>>>>,
    /// The pages of the site in their levels.
    pub outline: Option<Viewed<Outline>>,
    /// The terms of the site by taxonomy.
    pub terms: Option<Viewed<Terms>>,
    /// All pages by the paths of their files below `content/`.
    pub pages_by_path: Option<Viewed<PagesByPath>>,
    /// The day of the build.
    pub today: Option<Date>,
    /// The files of `data/`.
    pub data: Option<Viewed<Map>>,
    /// The pictures that pages of this template may show.
    pub pictures: Option<Viewed<Pictures>>,
}

/// The relations of a page to other pages. Each is there only if the page's template, or a
/// component that its content calls, needs it.
#[derive(Clone, PartialEq, Eq, Hash, Default)]
pub struct PageRelations {
    /// The card of its section.
    pub section: Option<Viewed<Card>>,
    /// A section's own pages and sections.
    pub children: Option<Viewed<Children>>,
    /// A section's own sections.
    pub subsections: Option<Viewed<Vec<Viewed<Card>>>>,
    /// The pages of its section.
    pub siblings: Option<Viewed<Vec<Viewed<Card>>>>,
    /// From the home to its parent.
    pub ancestors: Option<Viewed<Vec<Viewed<Card>>>>,
    /// The image that represents it where it is shared, if there is one.
    pub share: Option<Option<SharedImage>>,
    /// The page before it, if there is one.
    pub previous: Option<Option<Viewed<Card>>>,
    /// The page after it, if there is one.
    pub next: Option<Option<Viewed<Card>>>,
    /// The taxonomy that it is the page of, or that its term is of.
    pub taxonomy: Option<Option<Viewed<Taxonomy>>>,
    /// The term that it is the page of.
    pub term: Option<Option<Viewed<Term>>>,
    /// The list that it shows, if it shows one.
    pub paginator: Option<Option<Paginator>>,
    /// The pages whose texts link to it.
    pub backlinks: Option<Viewed<Vec<Viewed<Card>>>>,
    /// The pages that are related to it.
    pub related: Option<Viewed<Vec<Viewed<Card>>>>,
    /// The files beside it.
    pub files: Option<Viewed<Vec<PageFile>>>,
    /// The further pictures that its template may show.
    pub pictures: Option<Viewed<Pictures>>,
    /// The pages whose cards it shows with fields that come from their bodies.
    pub listed: Option<Digested<Listed>>,
    /// The chapters of the book: the pages of the site in reading order, except for those that show
    /// the book themselves.
    pub book: Option<Digested<Vec<Chapter>>>,
}

/// Pictures that templates may show, by the names that they have there.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct Pictures {
    /// Those whose names mean the same on every page.
    pub anywhere: BTreeMap<String, NamedPicture>,
    /// Those whose names are seen from a page, by the URL of the page.
    pub beside: BTreeMap<String, BTreeMap<String, NamedPicture>>,
}

/// A picture that has a name, with the URL of its original; none if there is no such picture, which
/// is reported elsewhere.
pub type NamedPicture = Option<(String, Digested<Image>)>;

/// A file beside a page.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct PageFile {
    /// The path below the folder of the page.
    pub name: String,
    /// The path of the source.
    pub path: String,
    /// The URL.
    pub url: String,
    /// The size in bytes.
    pub size: u64,
    /// The width of an image in pixels.
    pub width: Option<u32>,
    /// The height of an image in pixels.
    pub height: Option<u32>,
}

/// A page as a chapter of the book. Its content is made of the same inputs as the page.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Chapter {
    /// Its id in the book. It has no two hyphens side by side.
    pub id: String,
    /// The level of its heading, 2 to 5. A page at the top of the site has level 2.
    pub level: u8,
    /// The page.
    pub page: PageInputs,
}

/// Every section by its folder, in reading order.
pub type Sections = Vec<(String, Viewed<Section>)>;

/// All pages by the paths of their files below `content/`, in reading order.
pub type PagesByPath = Vec<(String, Viewed<Card>)>;

/// The pages of a site in their levels.
pub type Outline = Vec<OutlinePart>;

/// The entries between two titles or lines of an outline.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct OutlinePart {
    /// The title.
    pub title: Option<String>,
    /// The entries.
    pub items: Vec<OutlineItem>,
}

/// An entry of an outline.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct OutlineItem {
    /// The title.
    pub title: String,
    /// The URL of the page; none for a page to come.
    pub url: Option<String>,
    /// The number, such as `2.1.`.
    pub number: Option<String>,
    /// The entries below it.
    pub items: Vec<OutlineItem>,
}

/// A section's own pages and sections.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct Children {
    /// Its pages.
    pub pages: Vec<Viewed<Card>>,
    /// Its sections.
    pub sections: Vec<Viewed<Card>>,
    /// Pages and sections in their common order.
    pub all: Vec<Viewed<Card>>,
}

/// A section as `sections["benefits"]` shows it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Section {
    /// The card of the section.
    pub card: Viewed<Card>,
    /// The pages and sections in it.
    pub children: Viewed<Children>,
}

/// The terms of every taxonomy that has pages, by its name.
pub type Terms = Vec<(String, Vec<Viewed<Term>>)>;

/// A taxonomy with its terms.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Taxonomy {
    /// Its name, which is a key of front matter.
    pub name: String,
    /// The card of its page.
    pub card: Viewed<Card>,
    /// Its terms in their order.
    pub terms: Vec<Viewed<Term>>,
}

/// A term with the number of its pages.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Term {
    /// The name of its taxonomy.
    pub taxonomy: String,
    /// The card of its page.
    pub card: Viewed<Card>,
    /// The number of pages that have it.
    pub count: usize,
}

/// A list as one of its list pages shows it.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Paginator {
    /// The number of the list page, counted from 1.
    pub number: usize,
    /// The number of items on one list page; `None` for all of them.
    pub by: Option<usize>,
    /// The number of items on all list pages.
    pub count: usize,
    /// The items of this list page.
    pub items: Viewed<Vec<Viewed<Card>>>,
    /// All list pages.
    pub pages: Viewed<Vec<ListPage>>,
}

/// The address of a list page.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct ListPage {
    /// Its number, counted from 1.
    pub number: usize,
    /// Its URL.
    pub url: String,
}

/// The pages whose cards a page shows with fields that come from their bodies.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Listed {
    /// The pages, in the order in which their contents are bound.
    pub pages: Vec<ListedPage>,
    /// True if their summaries are shown.
    pub summaries: bool,
    /// True if their numbers of words are shown.
    pub words: bool,
}

/// A page whose card is shown with fields that come from its body.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct ListedPage {
    /// The URL of its card.
    pub url: String,
    /// The inputs of its content, if its summary is shown.
    pub content: Option<PageInputs>,
}

/// A page whose body is filled.
pub(super) struct BodyInputs<'a> {
    pub page: &'a PageInputs,
    /// The roots that components in the content may declare.
    pub roots: &'a Roots,
}

impl BodyInputs<'_> {
    pub(super) fn engine(&self) -> &Engine {
        &self.page.globals.engine
    }
}
