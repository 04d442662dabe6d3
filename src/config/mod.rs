//! The configuration: `site.yaml` and `theme.yaml`, from text to checked values.
//!
//! Reading is strict and goes on to the end. Unknown keys, wrong types and invalid addresses are
//! all reported at once, each with its line. A field that is wrong keeps its default.

mod base_url;
mod business;
mod choices;
mod editor;
mod feeds;
mod hours;
mod images;
mod keys;
mod language;
mod markdown;
mod menu;
mod read;
mod redirects;
mod taxonomy;
mod theme;

pub use base_url::BaseUrl;
pub use business::Business;
pub use choices::{GitDates, Level, Preview, SocialCards};
pub use editor::Editor;
pub use feeds::{FeedContent, FeedFormat, Feeds};
pub use hours::{Day, Hours};
pub use images::{ImageFormat, Images, MAX_VARIANT_WIDTH};
pub use keys::{
    BUSINESS_KEYS, FEEDS_KEYS, HOURS_KEYS, IMAGES_KEYS, KEYS, MARKDOWN_KEYS, MENU_KEYS, MENUS_KEYS,
    PREVIEW_KEYS, TAXONOMY_KEYS, THEME_KEYS,
};
pub use language::direction;
pub use markdown::{HeadingIds, Markdown};
pub use menu::{MenuEntry, Menus};
pub use read::read;
pub use redirects::{is_placeholder, is_redirect_pattern};
pub use taxonomy::Taxonomy;
pub use theme::{ThemeManifest, merge_options, read_theme};

use crate::strings::Strings;
use crate::value::Map;
use std::collections::BTreeMap;

/// The complete configuration of a site. A field that `site.yaml` does not set has its default.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Config {
    /// The site's title; `Home` if `site.yaml` gives none.
    pub title: String,
    /// A sentence about the site.
    pub description: Option<String>,
    /// The address of the published site. Without it, everything that needs an absolute URL is left
    /// out.
    pub base_url: Option<BaseUrl>,
    /// The language of the site, a BCP 47 tag: `en`, `pt-BR`.
    pub language: String,
    /// The time zone in which days begin, by its name in the bundled database: `America/New_York`.
    pub timezone: String,
    /// The author of pages that name none.
    pub author: Option<String>,
    /// The name of the theme.
    pub theme: String,
    /// The theme's options as they are written. [`merge_options`] checks them.
    pub theme_options: Map,
    /// The menus.
    pub menus: Menus,
    /// The taxonomies in the order of the source.
    pub taxonomies: Vec<Taxonomy>,
    /// The feeds.
    pub feeds: Feeds,
    /// The variants that are made of images in Markdown; `None` if images are published as they
    /// are.
    pub images: Option<Images>,
    /// The additions to Markdown.
    pub markdown: Markdown,
    /// True if the site has a search.
    pub search: bool,
    /// The levels of checks by their codes. The checks themselves know which codes exist.
    pub check: BTreeMap<String, Level>,
    /// The reading grade above which a page is reported as hard to read, 1 to 30.
    pub reading_grade: u8,
    /// True if pages have structured data.
    pub schema: bool,
    /// The pages for which a social card is drawn.
    pub social_cards: SocialCards,
    /// The facts about the business that the site is for.
    pub business: Option<Business>,
    /// The redirects, from an old URL path without slashes around it to a path or an address.
    pub redirects: BTreeMap<String, String>,
    /// The dates that pages have from git.
    pub git_dates: GitDates,
    /// The words of the program and its theme that the site says in its own way, by their names.
    pub words: BTreeMap<String, String>,
    /// The options of the preview.
    pub preview: Preview,
    /// Free data for templates.
    pub extra: Map,
}

/// The language of a site whose configuration does not name one.
const LANGUAGE: &str = "en";

impl Default for Config {
    fn default() -> Self {
        Config {
            title: Strings::of(LANGUAGE, &BTreeMap::new())
                .word("home")
                .to_owned(),
            description: None,
            base_url: None,
            language: LANGUAGE.to_owned(),
            timezone: "UTC".to_owned(),
            author: None,
            theme: "stride".to_owned(),
            theme_options: Map::default(),
            menus: Menus::default(),
            taxonomies: vec![Taxonomy::tags()],
            feeds: Feeds::default(),
            images: Some(Images::default()),
            markdown: Markdown::default(),
            search: true,
            check: BTreeMap::new(),
            reading_grade: 9,
            schema: true,
            social_cards: SocialCards::Site,
            business: None,
            redirects: BTreeMap::new(),
            git_dates: GitDates::None,
            words: BTreeMap::new(),
            preview: Preview::default(),
            extra: Map::default(),
        }
    }
}
