//! `_redirects`: old addresses for hosts that read it, beside pages that redirect by themselves.
//!
//! Source of the format: the documentation of Netlify ("Redirects and rewrites") and of Cloudflare
//! Pages ("Redirects"). A rule is not forced (`301!`): one of them reads that, the other drops the
//! line. If there is a page at the old address, that page redirects.

use super::contents::Contents;
use super::planning::Planning;
use super::redirect::{self, Redirect};
use super::rendered::Rendered;
use super::request::{Output, Phase, Request};
use crate::config::{is_placeholder, is_redirect_pattern};
use crate::image::ImageCache;
use crate::path::encode_url;

/// The old addresses of a site.
#[derive(Hash)]
struct Redirects {
    /// The path of the base URL: empty, or `/guide`.
    base_path: String,
    /// The redirects in the order of pages, then of `site.yaml`.
    entries: Vec<Entry>,
}

/// An old address.
#[derive(Hash)]
struct Entry {
    /// The URL of the old address. It is encoded, so it has a wildcard or a placeholder only if
    /// site.yaml has a pattern.
    from: String,
    /// The new address. It has no white space.
    to: String,
}

pub(super) fn requests(planning: &Planning<'_>) -> Vec<Request> {
    let entry = |Redirect { from, to, .. }: Redirect<'_>| Entry {
        from: from.url.clone(),
        to: to.to_owned(),
    };
    let patterns = planning.inputs.config.redirects.iter();
    let patterns = patterns.filter(|(old, _)| is_redirect_pattern(old));
    let part = |part: &str| match is_placeholder(part) {
        true => format!("/{part}"),
        false => format!("/{}", encode_url(part)),
    };
    let pattern = |(old, new): (&String, &String)| Entry {
        from: old.split('/').map(part).collect(),
        to: new.clone(),
    };
    let entries = redirect::all(planning).map(entry);
    let entries: Vec<Entry> = entries.chain(patterns.map(pattern)).collect();
    if entries.is_empty() || !planning.inputs.has_host() {
        return Vec::new();
    }
    let redirects = Redirects {
        base_path: planning.inputs.base_path(),
        entries,
    };
    let request = Request::fallback("_redirects", Phase::Aggregate, redirects);
    request.into_iter().collect()
}

impl Output for Redirects {
    fn render(&self, _: &Contents, _: &ImageCache) -> Rendered {
        let base = &self.base_path;
        let line = |Entry { from, to }: &Entry| {
            let within = if to.starts_with('/') {
                base.as_str()
            } else {
                ""
            };
            format!("{base}{from} {within}{to} 301\n")
        };
        Rendered::text(self.entries.iter().map(line).collect())
    }
}
