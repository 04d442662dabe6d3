//! Pictures that stand for pages where they are shared.

use super::table::PlanInputs;
use crate::config::BaseUrl;
use crate::digest::Digested;
use crate::site::{Page, PageId, PageKind, Route};
use crate::view::{Drawn, PictureCommon, PictureInputs, Share};
use rayon::prelude::*;
use std::collections::BTreeMap;

/// The template that pictures are drawn from.
const TEMPLATE: &str = "picture.svg";

/// The pictures of a site whose address is known: who shares a page reads absolute URLs alone.
pub(super) struct Pictures {
    base_url: BaseUrl,
    /// By their pages: those that have no picture of their own.
    pub drawn: BTreeMap<PageId, (PictureInputs, Digested<Route>)>,
}

impl Pictures {
    pub(super) fn new(inputs: &PlanInputs) -> Option<Self> {
        let base_url = inputs.config.base_url.clone()?;
        let template = inputs.engine.lone(TEMPLATE).filter(|template| !template.is_blank());
        let common = template
            .and_then(|template| PictureCommon::new(template, &inputs.config, &base_url, &inputs.title, &inputs.options))
            .map(Digested::new);
        let pages: Vec<_> = inputs.site.numbered().collect();
        let picture = |(id, page): &(PageId, &Page)| {
            let picture = drawn(common.as_ref()?, inputs, page)?;
            let route = Digested::new(picture.route()?);
            Some((*id, (picture, route)))
        };
        let pictures: Vec<_> = pages.par_iter().filter_map(picture).collect();
        Some(Pictures { base_url, drawn: pictures.into_iter().collect() })
    }

    /// The picture to show where a page is shared.
    pub(super) fn share(&self, id: PageId, page: &Page) -> Option<Share> {
        match &page.card.image {
            Some(image) => {
                let src = if image.src.starts_with('/') { self.base_url.absolute(&image.src) } else { image.src.clone() };
                Some(Share { src, alt: image.alt.clone(), drawn: Drawn::Elsewhere })
            }
            None => {
                let (_, route) = self.drawn.get(&id)?;
                Some(Share { src: self.base_url.absolute(&route.url), alt: Some(page.card.title.clone()), drawn: Drawn::Here })
            }
        }
    }
}

/// What is drawn for a page; nothing where it has a picture of its own.
fn drawn(common: &Digested<PictureCommon>, inputs: &PlanInputs, page: &Page) -> Option<PictureInputs> {
    let section = inputs.site.page(page.section);
    let section = (page.kind == PageKind::Page && section.kind == PageKind::Section).then_some(&*section.card);
    page.card.image.is_none().then(|| PictureInputs::of(common, &page.route, &page.card, section))?
}
