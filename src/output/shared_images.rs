//! The images that represent pages where they are shared: an image of the page, or a social card.

use super::inputs::PlanInputs;
use crate::config::{BaseUrl, SocialCards};
use crate::digest::Digested;
use crate::image::{ImageTable, Size};
use crate::page::SharedImage;
use crate::site::{Page, PageId, PageKind, Route, Site};
use crate::social_card::{HEIGHT, SocialCard, SocialCardGlobals, WIDTH};
use rayon::prelude::*;
use std::collections::BTreeMap;

/// The template that social cards are drawn from.
const TEMPLATE: &str = "picture.svg";

/// The images that represent the pages of a site with a base URL. Without one there are none, since
/// services that show them read absolute URLs alone.
pub(super) struct SharedImages {
    base_url: BaseUrl,
    scope: SocialCards,
    /// The social cards: that of the home for the site, or those of pages without an image.
    pub cards: BTreeMap<PageId, (SocialCard, Digested<Route>)>,
}

impl SharedImages {
    pub(super) fn new(inputs: &PlanInputs) -> Option<Self> {
        let base_url = inputs.config.base_url.clone()?;
        let cards = globals(inputs, &base_url).map(|globals| cards(&globals, inputs));
        Some(SharedImages {
            base_url,
            scope: inputs.config.social_cards,
            cards: cards.unwrap_or_default(),
        })
    }

    /// Returns the image that represents a page, if there is one. Where the site has one card, the
    /// image of the home represents pages without an image of their own.
    pub(super) fn of(
        &self,
        id: PageId,
        page: &Page,
        site: &Site,
        images: &ImageTable,
    ) -> Option<SharedImage> {
        let (id, page) = match self.scope {
            SocialCards::Site if page.card.image.is_none() => (site.home().section, site.home()),
            SocialCards::Site | SocialCards::Pages => (id, page),
        };
        let Some(own) = &page.card.image else {
            let (card, route) = self.cards.get(&id)?;
            return Some(SharedImage {
                src: self.base_url.absolute(&route.url),
                alt: Some(card.title().to_owned()),
                size: Some(Size {
                    width: WIDTH,
                    height: HEIGHT,
                }),
            });
        };
        let image = images.get(&own.src);
        let variant = image
            .and_then(|image| image.variants())
            .map(|variants| variants.shared());
        let (url, size) = match variant {
            Some(variant) => (variant.url.as_str(), Some(variant.recipe.size)),
            None => (own.src.as_str(), image.and_then(|image| image.size)),
        };
        let is_on_the_site = url.starts_with('/');
        Some(SharedImage {
            src: if is_on_the_site {
                self.base_url.absolute(url)
            } else {
                url.to_owned()
            },
            alt: own.alt.clone(),
            size,
        })
    }
}

/// Returns the part that all social cards share, if there is a template for them.
fn globals(inputs: &PlanInputs, base_url: &BaseUrl) -> Option<Digested<SocialCardGlobals>> {
    let template = inputs
        .engine
        .standalone(TEMPLATE)
        .filter(|template| !template.is_blank())?;
    SocialCardGlobals::new(template, &inputs.config, base_url, &inputs.options).map(Digested::new)
}

/// Returns the social cards.
fn cards(
    globals: &Digested<SocialCardGlobals>,
    inputs: &PlanInputs,
) -> BTreeMap<PageId, (SocialCard, Digested<Route>)> {
    let site = &inputs.site;
    let pages: Vec<(PageId, &Page)> = match inputs.config.social_cards {
        SocialCards::Site => vec![(site.home().section, site.home())],
        SocialCards::Pages => site
            .numbered()
            .filter(|(_, page)| page.kind.is_in_site())
            .collect(),
    };
    let cards = pages.par_iter().filter_map(|(id, page)| {
        if page.card.image.is_some() {
            return None;
        }
        let card = match inputs.config.social_cards {
            SocialCards::Site => SocialCard::new(globals, &page.route, &inputs.config.title, None),
            SocialCards::Pages => card_of_page(globals, page, site),
        }?;
        let route = Digested::new(card.route()?);
        Some((*id, (card, route)))
    });
    let cards: Vec<_> = cards.collect();
    cards.into_iter().collect()
}

fn card_of_page(
    globals: &Digested<SocialCardGlobals>,
    page: &Page,
    site: &Site,
) -> Option<SocialCard> {
    let section = site.page(page.section);
    let shows_section = page.kind == PageKind::Page && section.kind == PageKind::Section;
    let section = shows_section.then_some(&*section.card);
    SocialCard::new(globals, &page.route, &page.card.title, section)
}
