//! Pictures that stand for pages where they are shared.

use super::table::PlanInputs;
use crate::config::BaseUrl;
use crate::digest::Digested;
use crate::site::{Page, PageKind};
use crate::view::{Drawn, PictureCommon, PictureInputs, Share};

/// The template that pictures are drawn from.
const TEMPLATE: &str = "picture.svg";

/// How pictures are made on a site whose address is known: who shares a page reads absolute URLs alone.
pub(super) struct Pictures<'a> {
    inputs: &'a PlanInputs,
    base_url: &'a BaseUrl,
    /// Nothing where no picture is wanted.
    common: Option<Digested<PictureCommon>>,
}

impl<'a> Pictures<'a> {
    pub(super) fn new(inputs: &'a PlanInputs) -> Option<Self> {
        let base_url = inputs.config.base_url.as_ref()?;
        let template = inputs.engine.lone(TEMPLATE).filter(|template| !template.is_blank());
        let common = template
            .map(|template| PictureCommon::new(template, &inputs.config, base_url, &inputs.title, &inputs.options))
            .map(Digested::new);
        Some(Pictures { inputs, base_url, common })
    }

    /// What is drawn for a page; nothing where it has a picture of its own.
    pub(super) fn drawn(&self, page: &Page) -> Option<PictureInputs> {
        let common = self.common.as_ref().filter(|_| page.card.image.is_none())?;
        let section = self.inputs.site.page(page.section);
        let section = (page.kind == PageKind::Page && section.kind == PageKind::Section).then_some(&*section.card);
        PictureInputs::of(common, &page.route, &page.card, section)
    }

    /// The picture to show where a page is shared.
    pub(super) fn share(&self, page: &Page) -> Option<Share> {
        match &page.card.image {
            Some(image) => {
                let src = if image.src.starts_with('/') { self.base_url.absolute(&image.src) } else { image.src.clone() };
                Some(Share { src, alt: image.alt.clone(), drawn: Drawn::Elsewhere })
            }
            None => {
                let src = self.base_url.absolute(&self.drawn(page)?.route()?.url);
                Some(Share { src, alt: Some(page.card.title.clone()), drawn: Drawn::Here })
            }
        }
    }
}
