//! Social cards: the images that are drawn for sharing pages without an image of their own.

use super::contents::Contents;
use super::planning::Planning;
use super::rendered::Rendered;
use super::request::{Output, Phase, Request, Role};
use crate::digest::Digested;
use crate::image::ImageCache;
use crate::site::{PageId, Route};
use crate::social_card::SocialCard;

pub(super) fn requests(planning: &Planning<'_>) -> Vec<Request> {
    let cards = planning
        .shared_images
        .iter()
        .flat_map(|images| &images.cards);
    let request = |(id, (card, route)): (&PageId, &(SocialCard, Digested<Route>))| {
        let origin = planning.inputs.site.page(*id).source.clone();
        Request::reserved(route.clone(), Phase::Asset, origin, card.clone())
    };
    cards.map(request).collect()
}

impl Output for SocialCard {
    fn render(&self, _: &Contents, images: &ImageCache) -> Rendered {
        match images.card(self) {
            Ok(bytes) => Rendered::bytes(bytes),
            Err(fault) => Rendered::failed(vec![fault]),
        }
    }

    fn examine(&self, _: &Contents, images: &ImageCache) -> Rendered {
        Rendered::examined(images.fault_of_card(self).into_iter().collect())
    }

    fn template(&self) -> Option<&str> {
        Some(SocialCard::template(self).path().file_name())
    }

    fn role(&self) -> Role {
        Role::OnRequest
    }
}
