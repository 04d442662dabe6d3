//! Everything that a page is made of.

use super::site::SiteView;
use crate::config::Business;
use crate::digest::{Digest, Digested};
use crate::document::{Body, Head};
use crate::path::SourcePath;
use crate::site::{Card, Menus, Resolved, Route};
use crate::template::Shown;
use crate::value::Map;

/// Everything that a page is made of; its digest is the key under which its output is kept.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct PageInputs {
    /// All templates, components, options and asset URLs.
    pub engine: Digest,
    /// The template's name.
    pub template: String,
    /// How the finished page is written.
    pub finishing: Finishing,
    /// `home`, `section`, `page` or `404`.
    pub kind: &'static str,
    /// The document.
    pub source: Option<SourcePath>,
    /// Where it is published.
    pub route: Digested<Route>,
    /// Its absolute URL, where the site has a base URL.
    pub permalink: Option<String>,
    /// What its document says of it.
    pub head: Digested<Head>,
    /// Its content.
    pub body: Digested<Body>,
    /// Its card.
    pub card: Shown<Card>,
    /// Its links, resolved.
    pub links: Digested<Vec<Resolved>>,
    /// Its images, resolved.
    pub images: Digested<Vec<Resolved>>,
    /// What its template reads beyond it.
    pub roots: Roots,
}

/// How a finished page is written.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct Finishing {
    /// The path of the base URL, put before every URL of the site: `/guide`, or empty.
    pub base_path: String,
}

/// The roots beyond `page`, each there only if the template names it: what a page does not show cannot change it.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct Roots {
    /// The configuration.
    pub site: Option<Shown<SiteView>>,
    /// The business, or that there is none.
    pub business: Option<Option<Shown<Business>>>,
    /// The menus.
    pub menu: Option<Shown<Menus>>,
    /// The card of its section.
    pub section: Option<Shown<Card>>,
    /// A section's own pages and sections.
    pub children: Option<Shown<Children>>,
    /// The pages of its section.
    pub siblings: Option<Shown<Vec<Shown<Card>>>>,
    /// From the home to its parent.
    pub ancestors: Option<Shown<Vec<Shown<Card>>>>,
    /// The page before it, if there is one.
    pub previous: Option<Option<Shown<Card>>>,
    /// The page after it, if there is one.
    pub next: Option<Option<Shown<Card>>>,
    /// What grows with the site.
    pub collections: Collections,
}

/// Every section by its folder, in reading order.
pub type Sections = Vec<(String, Shown<Section>)>;

/// The roots that grow with the site.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct Collections {
    /// Every section by its folder.
    pub sections: Option<Shown<Sections>>,
    /// All pages in reading order.
    pub pages: Option<Shown<Vec<Shown<Card>>>>,
    /// The files of `data/`.
    pub data: Option<Shown<Map>>,
}

/// A section's own pages and sections.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct Children {
    /// Its pages.
    pub pages: Vec<Shown<Card>>,
    /// Its sections.
    pub sections: Vec<Shown<Card>>,
    /// Both, in their common order.
    pub all: Vec<Shown<Card>>,
}

/// A section as `sections["benefits"]` shows it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Section {
    /// Its card.
    pub card: Shown<Card>,
    /// What is in it.
    pub children: Shown<Children>,
}
