//! `robots.txt`. Source of the format: RFC 9309.

use super::contents::Contents;
use super::planning::Planning;
use super::rendered::Rendered;
use super::request::{Output, Phase, Request};
use crate::image::ImageCache;

/// The file for crawlers.
#[derive(Hash)]
struct Robots {
    /// The absolute URL of the sitemap, if there is one.
    sitemap: Option<String>,
}

pub(super) fn requests(planning: &Planning<'_>) -> Vec<Request> {
    if !planning.inputs.has_host() {
        return Vec::new();
    }
    let base_url = planning.inputs.config.base_url.as_ref();
    let sitemap = base_url.map(|base_url| base_url.absolute("/sitemap.xml"));
    let request = Request::fallback("robots.txt", Phase::Aggregate, Robots { sitemap });
    request.into_iter().collect()
}

impl Output for Robots {
    /// Writes the file: crawlers may read everything.
    fn render(&self, _: &Contents, _: &ImageCache) -> Rendered {
        let line = |url| format!("\nSitemap: {url}\n");
        let sitemap = self.sitemap.as_ref().map(line).unwrap_or_default();
        Rendered::text(format!("User-agent: *\nAllow: /\n{sitemap}"))
    }
}
