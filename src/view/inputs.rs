//! Everything that a page is made of.

use super::site::SiteView;
use super::social_card::SharedImage;
use crate::address::Addresses;
use crate::config::{BaseUrl, Business};
use crate::digest::{Digest, Digested};
use crate::document::Body;
use crate::image::Image;
use crate::schema::Publication;
use crate::site::{Card, Menus, PageData};
use crate::template::Viewed;
use crate::value::Map;

/// Everything that a page is made of; its digest is the key under which its output is kept.
///
/// What many pages share is digested once for all of them, so that a page's own key is made of a
/// few hundred bytes.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct PageInputs {
    /// What it has in common with the other pages of its template.
    pub common: Digested<Common>,
    /// What it is by itself.
    pub data: Digested<PageData>,
    /// Its content.
    pub body: Digested<Body>,
    /// What is known of its images, by their numbers; empty where it has none. Nothing of those
    /// that are no pictures of this site.
    pub images: Vec<Option<Digested<Image>>>,
    /// What stands around it.
    pub around: Around,
}

/// What all pages have in common that are made with one template and the same components.
///
/// Each of the site's roots is there only if the template or a component names it: what a page does
/// not show cannot change it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Common {
    /// All templates, components, options and asset URLs.
    pub engine: Digest,
    /// The template's name.
    pub template: String,
    /// The base URL: its path is put before every URL of the site, and absolute URLs begin with it.
    pub base_url: Option<BaseUrl>,
    /// How URLs of the site are written.
    pub addresses: Addresses,
    /// The configuration.
    pub site: Option<Viewed<SiteView>>,
    /// The business, or that there is none.
    pub business: Option<Option<Viewed<Business>>>,
    /// The menus.
    pub menu: Option<Viewed<Menus>>,
    /// What graphs tell of the site, or that it wants none.
    pub publication: Option<Option<Digested<Publication>>>,
    /// Every section by its folder.
    pub sections: Option<Viewed<Sections>>,
    /// All pages in reading order.
    pub pages: Option<Viewed<Vec<Viewed<Card>>>>,
    /// The files of `data/`.
    pub data: Option<Viewed<Map>>,
}

/// What stands around a page, each there only if the page's template names it.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct Around {
    /// The card of its section.
    pub section: Option<Viewed<Card>>,
    /// A section's own pages and sections.
    pub children: Option<Viewed<Children>>,
    /// The pages of its section.
    pub siblings: Option<Viewed<Vec<Viewed<Card>>>>,
    /// From the home to its parent.
    pub ancestors: Option<Viewed<Vec<Viewed<Card>>>>,
    /// The picture to show where it is shared, if there is one.
    pub share: Option<Option<SharedImage>>,
    /// The page before it, if there is one.
    pub previous: Option<Option<Viewed<Card>>>,
    /// The page after it, if there is one.
    pub next: Option<Option<Viewed<Card>>>,
    /// The pages of the site in reading order, with their contents: those that do not show the book
    /// themselves.
    pub book: Option<Digested<Vec<Chapter>>>,
}

/// A page as a chapter of the book. Its content is made of what the page is made of.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Chapter {
    /// Its id in the book. It has no two hyphens side by side.
    pub id: String,
    /// The level of its heading, 2 to 5: 2 for what stands at the top of the site.
    pub level: u8,
    /// The page.
    pub page: PageInputs,
}

/// Every section by its folder, in reading order.
pub type Sections = Vec<(String, Viewed<Section>)>;

/// A section's own pages and sections.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct Children {
    /// Its pages.
    pub pages: Vec<Viewed<Card>>,
    /// Its sections.
    pub sections: Vec<Viewed<Card>>,
    /// Both, in their common order.
    pub all: Vec<Viewed<Card>>,
}

/// A section as `sections["benefits"]` shows it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Section {
    /// Its card.
    pub card: Viewed<Card>,
    /// What is in it.
    pub children: Viewed<Children>,
}
