//! The images that stand for pages where they are shared: an image of the page, or a social card.

use super::inputs::PlanInputs;
use crate::config::{BaseUrl, Config};
use crate::digest::{Digest, Digested};
use crate::image::{ImageTable, Size};
use crate::page::SharedImage;
use crate::path::OutputPath;
use crate::site::{Card, Page, PageId, PageKind, Route};
use crate::social_card;
use crate::template::{Roots, StandaloneTemplate, Value};
use crate::value::{Map, Value as Data};
use rayon::prelude::*;
use std::collections::BTreeMap;

/// The template that social cards are drawn from.
const TEMPLATE: &str = "picture.svg";

/// The size of all social cards.
const CARD_SIZE: Size = Size {
    width: social_card::WIDTH,
    height: social_card::HEIGHT,
};

/// The images that stand for the pages of a site. The site has a base URL, since services that show
/// them read absolute URLs alone.
pub(super) struct SharedImages {
    base_url: BaseUrl,
    /// The social cards, by their pages: those without an image of their own.
    pub cards: BTreeMap<PageId, (SocialCard, Digested<Route>)>,
}

impl SharedImages {
    pub(super) fn new(inputs: &PlanInputs) -> Option<Self> {
        let base_url = inputs.config.base_url.clone()?;
        let template = inputs
            .engine
            .standalone(TEMPLATE)
            .filter(|template| !template.is_blank());
        let globals = template
            .and_then(|template| {
                SocialCardGlobals::new(template, &inputs.config, &base_url, &inputs.options)
            })
            .map(Digested::new);
        let pages: Vec<_> = inputs.site.numbered().collect();
        let card = |(id, page): &(PageId, &Page)| {
            let card = card_of(globals.as_ref()?, inputs, page)?;
            let route = Digested::new(card.route()?);
            Some((*id, (card, route)))
        };
        let cards: Vec<_> = pages.par_iter().filter_map(card).collect();
        Some(SharedImages {
            base_url,
            cards: cards.into_iter().collect(),
        })
    }

    /// Returns the image that stands for a page, if there is one.
    pub(super) fn of(&self, id: PageId, page: &Page, images: &ImageTable) -> Option<SharedImage> {
        match &page.card.image {
            Some(image) => {
                let known = images.get(&image.src);
                let shared = known
                    .and_then(|known| known.variants())
                    .map(|variants| variants.shared());
                let src = shared.map_or(image.src.as_str(), |variant| &variant.url);
                let src = if src.starts_with('/') {
                    self.base_url.absolute(src)
                } else {
                    src.to_owned()
                };
                let size = shared
                    .map(|variant| variant.recipe.size)
                    .or_else(|| known.and_then(|known| known.size));
                Some(SharedImage {
                    src,
                    alt: image.alt.clone(),
                    size,
                })
            }
            None => {
                let (_, route) = self.cards.get(&id)?;
                Some(SharedImage {
                    src: self.base_url.absolute(&route.url),
                    alt: Some(page.card.title.clone()),
                    size: Some(CARD_SIZE),
                })
            }
        }
    }
}

/// Returns the card of a page; none if the page has an image of its own.
fn card_of(
    globals: &Digested<SocialCardGlobals>,
    inputs: &PlanInputs,
    page: &Page,
) -> Option<SocialCard> {
    let section = inputs.site.page(page.section);
    let section = (page.kind == PageKind::Page && section.kind == PageKind::Section)
        .then_some(&*section.card);
    page.card
        .image
        .is_none()
        .then(|| SocialCard::new(globals, &page.route, &page.card, section))?
}

/// Everything that a social card is made of. Its digest is a part of its name.
#[derive(Clone, Hash)]
pub(super) struct SocialCard {
    /// The part that all cards of the site share.
    pub(super) globals: Digested<SocialCardGlobals>,
    /// The output of the page, which makes the name unique.
    pub(super) page: OutputPath,
    /// The page's title.
    pub(super) title: String,
    /// The short title of the page's section.
    pub(super) section: Option<String>,
}

/// The part that all social cards of a site share.
#[derive(Clone, Hash)]
pub(super) struct SocialCardGlobals {
    template: StandaloneTemplate,
    drawn_by: &'static str,
    site: String,
    business: Option<String>,
    address: String,
    options: Map,
}

impl SocialCardGlobals {
    /// Gathers the shared part; none if the font lacks a character of the names in it.
    pub(super) fn new(
        template: StandaloneTemplate,
        config: &Config,
        base_url: &BaseUrl,
        options: &Map,
    ) -> Option<Self> {
        let short = match options.get("short_title") {
            Some(Data::Text(text)) if !text.is_empty() => text.to_string(),
            _ => config.title.clone(),
        };
        let address = format!("{}{}", base_url.origin, base_url.path);
        let globals = SocialCardGlobals {
            template,
            drawn_by: social_card::DRAWN_BY,
            site: short,
            business: config
                .business
                .as_ref()
                .and_then(|business| business.name.clone()),
            address: address
                .split_once("://")
                .map(|(_, rest)| rest.to_owned())
                .unwrap_or(address),
            options: options.clone(),
        };
        let can_write = social_card::can_write(&globals.site)
            && globals
                .business
                .as_deref()
                .is_none_or(social_card::can_write);
        can_write.then_some(globals)
    }

    pub(super) fn template(&self) -> &StandaloneTemplate {
        &self.template
    }
}

impl SocialCard {
    /// Gathers the inputs of a page's card; none if the font lacks a character of its texts.
    pub(super) fn new(
        globals: &Digested<SocialCardGlobals>,
        route: &Route,
        card: &Card,
        section: Option<&Card>,
    ) -> Option<Self> {
        let section = section.map(|section| section.nav_title.clone());
        let can_write = social_card::can_write(&card.title)
            && section.as_deref().is_none_or(social_card::can_write);
        let inputs = SocialCard {
            globals: globals.clone(),
            page: route.output.clone(),
            title: card.title.clone(),
            section,
        };
        can_write.then_some(inputs)
    }

    /// Returns its route: `assets/share/benefits/pain-relief.3f2a9b1c.png`.
    pub(super) fn route(&self) -> Option<Route> {
        let page = self.page.as_str();
        let stem = page
            .strip_suffix("/index.html")
            .or_else(|| page.rsplit_once('.').map(|(stem, _)| stem))
            .unwrap_or(page);
        let name = format!("assets/share/{stem}.{}.png", Digest::of(self).short(8));
        Route::of_file(&OutputPath::new(&name).ok()?)
    }

    /// Returns the roots of its template.
    pub(super) fn roots(&self) -> Roots {
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
