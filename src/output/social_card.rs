//! Social cards: the images that are drawn for sharing pages that have none of their own.

use super::contents::Contents;
use super::planning::Planning;
use super::rendered::Rendered;
use super::request::{Output, Phase, Request, Role};
use super::shared_images::SocialCard;
use crate::diagnostic::{Diagnostic, Place};
use crate::digest::Digest;
use crate::image::ImageCache;
use crate::social_card;

pub(super) fn requests(planning: &Planning<'_>) -> Vec<Request> {
    let cards = planning
        .shared_images
        .iter()
        .flat_map(|images| &images.cards);
    let request = |(id, (card, route)): (&_, &(SocialCard, _))| {
        let origin = planning.inputs.site.page(*id).source.clone();
        Request::reserved(Clone::clone(route), Phase::Asset, origin, card.clone())
    };
    cards.map(request).collect()
}

impl Output for SocialCard {
    fn render(&self, _: &Contents, images: &ImageCache) -> Rendered {
        match images.get_or_make(Digest::of(self), || draw(self)) {
            Ok(bytes) => Rendered::bytes(bytes),
            Err(fault) => Rendered::failed(vec![fault]),
        }
    }

    fn template(&self) -> Option<&str> {
        Some(self.globals.template().path().file_name())
    }

    fn role(&self) -> Role {
        Role::OnRequest
    }
}

/// Draws a card. A card that cannot be drawn is the fault of the template, so all cards have one
/// diagnostic.
fn draw(card: &SocialCard) -> Result<Vec<u8>, Diagnostic> {
    let template = card.globals.template();
    let svg = template.render(card.roots())?;
    social_card::draw(&svg).map_err(|reason| {
        Diagnostic::error("picture", format!("what this template makes {reason}"))
            .at(Place::File(template.path().clone()))
    })
}
