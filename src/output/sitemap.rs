//! `sitemap.xml`. Source of the format: sitemaps.org protocol 0.9.

use super::contents::Contents;
use super::planning::Planning;
use super::rendered::Rendered;
use super::request::{Output, Phase, Request};
use crate::config::BaseUrl;
use crate::date::Date;
use crate::digest::Digested;
use crate::html::escape;
use crate::image::ImageCache;
use crate::site::{Page, Route};

/// The pages that a search engine may list.
#[derive(Hash)]
struct Sitemap {
    /// The address of the site.
    base_url: BaseUrl,
    /// The pages in reading order.
    entries: Vec<Entry>,
}

/// A page.
#[derive(Hash)]
struct Entry {
    route: Digested<Route>,
    /// The day of the last change.
    updated: Option<Date>,
}

pub(super) fn requests(planning: &Planning<'_>) -> Vec<Request> {
    let inputs = planning.inputs;
    let base_url = inputs.config.base_url.as_ref();
    let Some(base_url) = base_url.filter(|_| inputs.has_host()) else {
        return Vec::new();
    };
    let listed = inputs.site.numbered().filter(|(_, page)| {
        let front_matter = &page.head.front_matter;
        page.kind.is_in_site() && front_matter.search && !front_matter.draft
    });
    let entry = |page: &Page| Entry {
        route: page.route.clone(),
        updated: page.card.updated.or(page.card.date),
    };
    let entries = listed.flat_map(|(id, page)| {
        let lists = planning.list_pages(id, page).iter().map(|route| Entry {
            route: route.clone(),
            updated: None,
        });
        std::iter::once(entry(page)).chain(lists)
    });
    let sitemap = Sitemap {
        base_url: base_url.clone(),
        entries: entries.collect(),
    };
    let request = Request::fallback("sitemap.xml", Phase::Aggregate, sitemap);
    request.into_iter().collect()
}

impl Output for Sitemap {
    fn render(&self, _: &Contents, _: &ImageCache) -> Rendered {
        let mut xml = String::from(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
             <urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n",
        );
        for entry in &self.entries {
            let url = self.base_url.absolute(&entry.route.url);
            xml.push_str(&format!("<url><loc>{}</loc>", escape(&url)));
            if let Some(updated) = entry.updated {
                xml.push_str(&format!("<lastmod>{updated}</lastmod>"));
            }
            xml.push_str("</url>\n");
        }
        xml.push_str("</urlset>\n");
        Rendered::text(xml)
    }
}
