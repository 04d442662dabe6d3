//! `.nojekyll`: GitHub Pages leaves out names that begin with `_` unless this file is there.

use super::contents::Contents;
use super::planning::Planning;
use super::rendered::Rendered;
use super::request::{Output, Phase, Request};
use crate::image::ImageCache;

/// An empty file.
#[derive(Hash)]
struct NoJekyll;

pub(super) fn requests(planning: &Planning<'_>) -> Vec<Request> {
    if !planning.inputs.has_host() {
        return Vec::new();
    }
    let request = Request::fallback(".nojekyll", Phase::Aggregate, NoJekyll);
    request.into_iter().collect()
}

impl Output for NoJekyll {
    fn render(&self, _: &Contents, _: &ImageCache) -> Rendered {
        Rendered::text(String::new())
    }
}
