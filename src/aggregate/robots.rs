//! `robots.txt`. Source of the format: RFC 9309.

/// What crawlers are told.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct Robots {
    /// The absolute URL of the sitemap, where there is one.
    pub sitemap: Option<String>,
}

/// Writes the file: everything may be read.
pub fn robots(robots: &Robots) -> String {
    let sitemap = robots
        .sitemap
        .as_ref()
        .map(|url| format!("\nSitemap: {url}\n"))
        .unwrap_or_default();
    format!("User-agent: *\nAllow: /\n{sitemap}")
}
