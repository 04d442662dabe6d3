//! `sitemap.xml`. Source of the format: sitemaps.org protocol 0.9.

use crate::config::BaseUrl;
use crate::date::Date;
use crate::digest::Digested;
use crate::html::escape;
use crate::site::Route;

/// The pages that a search engine may list.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Sitemap {
    /// Where the site stands.
    pub base_url: BaseUrl,
    /// In reading order.
    pub entries: Vec<SitemapEntry>,
}

/// One page.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct SitemapEntry {
    /// Where it is published.
    pub route: Digested<Route>,
    /// When it was last changed.
    pub updated: Option<Date>,
}

/// Writes the sitemap.
pub fn sitemap(sitemap: &Sitemap) -> String {
    let mut xml = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n",
    );
    for entry in &sitemap.entries {
        xml.push_str(&format!(
            "<url><loc>{}</loc>",
            escape(&sitemap.base_url.absolute(&entry.route.url))
        ));
        if let Some(updated) = entry.updated {
            xml.push_str(&format!("<lastmod>{updated}</lastmod>"));
        }
        xml.push_str("</url>\n");
    }
    xml.push_str("</urlset>\n");
    xml
}
