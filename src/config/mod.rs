//! The configuration: `site.yaml` and `theme.yaml`, from text to values that are fit for use.
//!
//! Reading is strict and goes on to the end: an unknown key, a wrong type, an address that is none
//! are all reported at once, each with its line, and what is wrong is left at its default.

mod base_url;
mod business;
mod choices;
mod editor;
mod hours;
mod images;
mod keys;
mod language;
mod menu;
mod read;
mod redirects;
mod taxonomy;
mod theme;

pub use base_url::BaseUrl;
pub use business::Business;
pub use choices::{Level, Preview};
pub use editor::Editor;
pub use hours::{Day, Hours};
pub use images::{ImageFormat, Images};
pub use keys::{
    BUSINESS_KEYS, IMAGES_KEYS, KEYS, MENU_KEYS, PREVIEW_KEYS, TAXONOMY_KEYS, THEME_KEYS,
};
pub use menu::{MenuEntry, Menus};
pub use read::read;
pub use theme::{ThemeManifest, merge_options, read_theme};

use crate::value::Map;
use std::collections::BTreeMap;

/// The configuration of a site, complete: what `site.yaml` leaves out has its default.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Config {
    /// The site's title; `Home` if `site.yaml` gives none.
    pub title: String,
    /// What the site is about, in a sentence.
    pub description: Option<String>,
    /// Where the site will stand. Without it, what needs an absolute URL is left out.
    pub base_url: Option<BaseUrl>,
    /// The language of the site, a BCP 47 tag: `en`, `pt-BR`.
    pub language: String,
    /// The time zone in which days begin, a name of the bundled database: `America/New_York`.
    pub timezone: String,
    /// Who writes the pages that name nobody.
    pub author: Option<String>,
    /// The name of the theme.
    pub theme: String,
    /// The theme's options as they are written; [`merge_options`] checks them.
    pub theme_options: Map,
    /// The menus.
    pub menus: Menus,
    /// The names of the taxonomies, which are keys of front matter, in the order of the source.
    pub taxonomies: Vec<String>,
    /// What is made of the pictures that Markdown shows; nothing where they are published as they
    /// are.
    pub images: Option<Images>,
    /// Whether there is a search.
    pub search: bool,
    /// Levels of checks by their codes. Whether a code exists is for the checks to say.
    pub check: BTreeMap<String, Level>,
    /// The reading grade above which a page is reported as hard to read, 1 to 30.
    pub reading_grade: u8,
    /// Whether pages carry structured data.
    pub schema: bool,
    /// The facts about the business, if this is a business's site.
    pub business: Option<Business>,
    /// Redirects: from an old URL path without slashes around it, to a path or an address.
    pub redirects: BTreeMap<String, String>,
    /// Options of the preview.
    pub preview: Preview,
    /// Free data for templates.
    pub extra: Map,
}

impl Default for Config {
    fn default() -> Self {
        Config {
            title: "Home".to_owned(),
            description: None,
            base_url: None,
            language: "en".to_owned(),
            timezone: "UTC".to_owned(),
            author: None,
            theme: "stride".to_owned(),
            theme_options: Map::default(),
            menus: Menus::default(),
            taxonomies: vec!["tags".to_owned()],
            images: Some(Images::default()),
            search: true,
            check: BTreeMap::new(),
            reading_grade: 9,
            schema: true,
            business: None,
            redirects: BTreeMap::new(),
            preview: Preview::default(),
            extra: Map::default(),
        }
    }
}
