//! A card: everything that it is made of, and its drawing from a template.

use super::draw::DRAWN_BY;
use super::painter::CardPainter;
use crate::config::{BaseUrl, Config};
use crate::diagnostic::{Diagnostic, Place};
use crate::digest::{Digest, Digested};
use crate::font;
use crate::path::{LONGEST_NAME, OutputPath};
use crate::site::{Card, Route};
use crate::template::{Roots, StandaloneTemplate, Value};
use crate::value::{Map, Value as Data};

/// The social card of a page or of a site. Its digest is a part of its name.
#[derive(Debug, Clone, Hash)]
pub struct SocialCard {
    globals: Digested<SocialCardGlobals>,
    /// The output of the page, which makes the name unique.
    page: OutputPath,
    title: String,
    /// The short title of the page's section.
    section: Option<String>,
}

/// The part that all social cards of a site share.
#[derive(Debug, Clone, Hash)]
pub struct SocialCardGlobals {
    template: StandaloneTemplate,
    drawn_by: &'static str,
    site: String,
    business: Option<String>,
    /// The base URL without its scheme.
    address: String,
    options: Map,
}

impl SocialCardGlobals {
    /// Gathers the shared part, or nothing if the font lacks a character of it.
    pub fn new(
        template: StandaloneTemplate,
        config: &Config,
        base_url: &BaseUrl,
        theme_options: &Map,
    ) -> Option<Self> {
        let site = match theme_options.get("short_title") {
            Some(Data::Text(text)) if !text.is_empty() => text.to_string(),
            _ => config.title.clone(),
        };
        let business = config.business.as_ref();
        let business = business.and_then(|business| business.name.clone());
        if !font::has_all(&site) || !business.as_deref().is_none_or(font::has_all) {
            return None;
        }
        let address = format!("{}{}", base_url.origin, base_url.path);
        let without_scheme = address.split_once("://").map(|(_, rest)| rest.to_owned());
        Some(SocialCardGlobals {
            template,
            drawn_by: DRAWN_BY,
            site,
            business,
            address: without_scheme.unwrap_or(address),
            options: theme_options.clone(),
        })
    }
}

impl SocialCard {
    /// Gathers the inputs of a card with this title, or nothing if the font lacks a character of
    /// its texts. `route` is that of the page that the card is named after.
    pub fn new(
        globals: &Digested<SocialCardGlobals>,
        route: &Route,
        title: &str,
        section: Option<&Card>,
    ) -> Option<Self> {
        let section = section.map(|section| section.nav_title.clone());
        if !font::has_all(title) || !section.as_deref().is_none_or(font::has_all) {
            return None;
        }
        Some(SocialCard {
            globals: globals.clone(),
            page: route.output.clone(),
            title: title.to_owned(),
            section,
        })
    }

    /// Returns the address, such as `assets/share/benefits/pain-relief.3f2a9b1c.png`.
    pub fn route(&self) -> Option<Route> {
        let page = self.page.as_str();
        let stem = page
            .strip_suffix("/index.html")
            .or_else(|| page.rsplit_once('.').map(|(stem, _)| stem))
            .unwrap_or(page);
        let end = format!(".{}.png", Digest::of(self).short(8));
        let stem = fitting(stem, LONGEST_NAME - end.len());
        let name = format!("assets/share/{stem}{end}");
        Route::of_file(&OutputPath::new(&name).ok()?)
    }

    /// Returns the title that the card shows.
    pub fn title(&self) -> &str {
        &self.title
    }

    /// Returns the template that the card is drawn from.
    pub fn template(&self) -> &StandaloneTemplate {
        &self.globals.template
    }

    /// Draws the card as PNG.
    ///
    /// # Errors
    /// The fault of the template. It names no page, so that all cards have one diagnostic.
    pub fn draw(&self, painter: &CardPainter) -> Result<Vec<u8>, Diagnostic> {
        self.with_svg(|svg| painter.draw(svg))
    }

    /// Looks for the fault that drawing the card would have.
    ///
    /// # Errors
    /// As for [`Self::draw`].
    pub fn examine(&self, painter: &CardPainter) -> Result<(), Diagnostic> {
        self.with_svg(|svg| painter.examine(svg))
    }

    fn with_svg<T>(&self, make: impl FnOnce(&str) -> Result<T, String>) -> Result<T, Diagnostic> {
        let template = self.template();
        let svg = template.render(self.roots())?;
        make(&svg).map_err(|reason| {
            Diagnostic::error("picture", format!("what this template makes {reason}"))
                .at(Place::File(template.path().clone()))
        })
    }

    fn roots(&self) -> Roots {
        let SocialCard {
            globals,
            page: _,
            title,
            section,
        } = self;
        let SocialCardGlobals {
            template: _,
            drawn_by: _,
            site,
            business,
            address,
            options,
        } = &**globals;
        vec![
            ("title", Value::text(title)),
            ("section", Value::optional(section.as_deref())),
            ("site", Value::text(site)),
            ("business", Value::optional(business.as_deref())),
            ("address", Value::text(address)),
            ("options", Value::from(options)),
        ]
    }
}

/// Cuts the last name of a path to a number of bytes: what is added to it must not make it longer
/// than a name can be. The digest keeps names apart that are cut alike.
fn fitting(path: &str, length: usize) -> &str {
    let (_, name) = crate::path::split(path);
    let cut = (0..=length.min(name.len()))
        .rev()
        .find(|at| name.is_char_boundary(*at))
        .unwrap_or(0);
    &path[..path.len() - (name.len() - cut)]
}
