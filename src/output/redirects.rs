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
use crate::digest::Digested;
use crate::image::ImageCache;
use crate::site::Route;

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
    /// The old address. Its URL is encoded, so it has no wildcard and no placeholder.
    from: Digested<Route>,
    /// The new address. It has no white space.
    to: String,
}

pub(super) fn requests(planning: &Planning<'_>) -> Vec<Request> {
    let entry = |Redirect { from, to, .. }: Redirect<'_>| Entry {
        from,
        to: to.to_owned(),
    };
    let entries: Vec<Entry> = redirect::all(planning).map(entry).collect();
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
            format!("{base}{} {within}{to} 301\n", from.url)
        };
        Rendered::text(self.entries.iter().map(line).collect())
    }
}
