//! Social cards: the images that represent pages where they are shared.

use super::table::PlanInputs;
use crate::config::BaseUrl;
use crate::digest::Digested;
use crate::image::{ImageTable, Size};
use crate::site::{Page, PageId, PageKind, Route};
use crate::social_card;
use crate::view::{SharedImage, SocialCardCommon, SocialCardInputs};
use rayon::prelude::*;
use std::collections::BTreeMap;

/// The template that pictures are drawn from.
const TEMPLATE: &str = "picture.svg";

/// The size of all pictures that are drawn.
const DRAWN: Size = Size {
    width: social_card::WIDTH,
    height: social_card::HEIGHT,
};

/// The pictures of a site whose address is known: who shares a page reads absolute URLs alone.
pub(super) struct SocialCards {
    base_url: BaseUrl,
    /// By their pages: those that have no picture of their own.
    pub drawn: BTreeMap<PageId, (SocialCardInputs, Digested<Route>)>,
}

impl SocialCards {
    pub(super) fn new(inputs: &PlanInputs) -> Option<Self> {
        let base_url = inputs.config.base_url.clone()?;
        let template = inputs
            .engine
            .standalone(TEMPLATE)
            .filter(|template| !template.is_blank());
        let common = template
            .and_then(|template| {
                SocialCardCommon::new(template, &inputs.config, &base_url, &inputs.options)
            })
            .map(Digested::new);
        let pages: Vec<_> = inputs.site.numbered().collect();
        let picture = |(id, page): &(PageId, &Page)| {
            let picture = drawn(common.as_ref()?, inputs, page)?;
            let route = Digested::new(picture.route()?);
            Some((*id, (picture, route)))
        };
        let pictures: Vec<_> = pages.par_iter().filter_map(picture).collect();
        Some(SocialCards {
            base_url,
            drawn: pictures.into_iter().collect(),
        })
    }

    /// The picture to show where a page is shared.
    pub(super) fn share(
        &self,
        id: PageId,
        page: &Page,
        images: &ImageTable,
    ) -> Option<SharedImage> {
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
                let (_, route) = self.drawn.get(&id)?;
                Some(SharedImage {
                    src: self.base_url.absolute(&route.url),
                    alt: Some(page.card.title.clone()),
                    size: Some(DRAWN),
                })
            }
        }
    }
}

/// What is drawn for a page; nothing where it has a picture of its own.
fn drawn(
    common: &Digested<SocialCardCommon>,
    inputs: &PlanInputs,
    page: &Page,
) -> Option<SocialCardInputs> {
    let section = inputs.site.page(page.section);
    let section = (page.kind == PageKind::Page && section.kind == PageKind::Section)
        .then_some(&*section.card);
    page.card
        .image
        .is_none()
        .then(|| SocialCardInputs::of(common, &page.route, &page.card, section))?
}
