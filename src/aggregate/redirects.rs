//! `_redirects`: old addresses for hosts that read it, beside the pages that lead on by themselves.
//!
//! Source of the format: the documentation of Netlify ("Redirects and rewrites") and of Cloudflare
//! Pages ("Redirects"). A rule is not forced (`301!`): one of them reads that, the other drops the
//! line. Where a page stands in its way, the page leads on.

use crate::digest::Digested;
use crate::site::Route;

/// The old addresses of a site.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct Redirects {
    /// The path of the base URL: empty, or `/guide`.
    pub base_path: String,
    /// In the order of pages, then of site.yaml.
    pub entries: Vec<Redirect>,
}

/// An old address.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Redirect {
    /// Where the page stands that leads on. Its URL is encoded, so it has no wildcard and no
    /// placeholder.
    pub from: Digested<Route>,
    /// A URL of the site, or an absolute one. It has no white space.
    pub to: String,
}

/// Writes the file.
pub fn redirects(redirects: &Redirects) -> String {
    let base = &redirects.base_path;
    let line = |Redirect { from, to }: &Redirect| {
        let within = if to.starts_with('/') {
            base.as_str()
        } else {
            ""
        };
        format!("{base}{} {within}{to} 301\n", from.url)
    };
    redirects.entries.iter().map(line).collect()
}
