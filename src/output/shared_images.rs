//! The images that represent pages where they are shared: an image of the page, or a social card.

use super::inputs::PlanInputs;
use crate::config::BaseUrl;
use crate::digest::Digested;
use crate::image::{ImageTable, Size};
use crate::page::SharedImage;
use crate::site::{Page, PageId, PageKind, Route};
use crate::social_card::{HEIGHT, SocialCard, SocialCardGlobals, WIDTH};
use rayon::prelude::*;
use std::collections::BTreeMap;

/// The template that social cards are drawn from.
const TEMPLATE: &str = "picture.svg";

/// The images that represent the pages of a site with a base URL. Without one there are none, since
/// services that show them read absolute URLs alone.
pub(super) struct SharedImages {
    base_url: BaseUrl,
    /// The social cards of pages without an image of their own.
    pub cards: BTreeMap<PageId, (SocialCard, Digested<Route>)>,
}

impl SharedImages {
    pub(super) fn new(inputs: &PlanInputs) -> Option<Self> {
        let base_url = inputs.config.base_url.clone()?;
        let cards = globals(inputs, &base_url).map(|globals| cards(&globals, inputs));
        Some(SharedImages {
            base_url,
            cards: cards.unwrap_or_default(),
        })
    }

    /// Returns the image that represents a page, if there is one.
    pub(super) fn of(&self, id: PageId, page: &Page, images: &ImageTable) -> Option<SharedImage> {
        let Some(own) = &page.card.image else {
            let (_, route) = self.cards.get(&id)?;
            return Some(SharedImage {
                src: self.base_url.absolute(&route.url),
                alt: Some(page.card.title.clone()),
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

/// Returns the social cards of all pages without an image of their own.
fn cards(
    globals: &Digested<SocialCardGlobals>,
    inputs: &PlanInputs,
) -> BTreeMap<PageId, (SocialCard, Digested<Route>)> {
    let pages: Vec<_> = inputs
        .site
        .numbered()
        .filter(|(_, page)| page.card.image.is_none())
        .collect();
    let cards = pages.par_iter().filter_map(|(id, page)| {
        let section = inputs.site.page(page.section);
        let shows_section = page.kind == PageKind::Page && section.kind == PageKind::Section;
        let section = shows_section.then_some(&*section.card);
        let card = SocialCard::new(globals, &page.route, &page.card, section)?;
        let route = Digested::new(card.route()?);
        Some((*id, (card, route)))
    });
    let cards: Vec<_> = cards.collect();
    cards.into_iter().collect()
}
