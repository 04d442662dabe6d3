//! `_headers`: the headers that hosts send along with each file.
//!
//! Source of the format: the documentation of Netlify ("Custom headers") and of Cloudflare Pages
//! ("Headers"), which agree on it.

use super::contents::Contents;
use super::planning::Planning;
use super::rendered::Rendered;
use super::request::{Output, Phase, Request};
use crate::image::ImageCache;

/// The policy for what a page may load and do, published and in the preview alike: nothing inline,
/// nothing from another host.
///
/// Structured data needs no exception: it is data, and policies are about scripts. Source: Content
/// Security Policy Level 3.
pub const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; script-src 'self'; \
     style-src 'self'; img-src 'self'; font-src 'self'; media-src 'self'; connect-src 'self'; \
     worker-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self'; \
     frame-ancestors 'self'";

/// The time for which a browser may keep a file whose name changes with its content: a year, the
/// longest that RFC 9111 asks caches to heed.
const FOR_EVER: &str = "public, max-age=31536000, immutable";

/// The file. It depends on the address of the site alone.
#[derive(Hash)]
struct Headers {
    /// The path of the base URL: empty, or `/guide`. Hosts read the file at their root alone, so
    /// rules name whole paths.
    base_path: String,
    /// The folders whose files never change under one name: none in which the site has own files.
    lasting: Vec<&'static str>,
}

/// The folders of the files that are named by their content.
const LASTING: [&str; 3] = ["assets", "search/terms", "search/text"];

pub(super) fn requests(planning: &Planning<'_>) -> Vec<Request> {
    if !planning.inputs.has_host() {
        return Vec::new();
    }
    let base_path = planning.inputs.base_path();
    let copies = planning.inputs.copies.iter();
    let copies = copies.map(|copy| copy.output.as_str());
    let pages = planning.inputs.site.pages.iter();
    let pages = pages.map(|page| page.route.output.as_str());
    let own: Vec<&str> = copies
        .chain(pages)
        .filter(|output| is_shared(output))
        .collect();
    let is_ours = |folder: &&str| {
        let has_own = |output: &&str| output.strip_prefix(*folder).is_some_and(starts_path);
        !own.iter().any(has_own)
    };
    let headers = Headers {
        base_path,
        lasting: LASTING.into_iter().filter(is_ours).collect(),
    };
    let request = Request::fallback("_headers", Phase::Aggregate, headers);
    request.into_iter().collect()
}

fn is_shared(output: &str) -> bool {
    output.starts_with("assets/") || output.starts_with("search/")
}

fn starts_path(rest: &str) -> bool {
    rest.starts_with('/')
}

impl Output for Headers {
    /// Writes the file. No header is set by two rules that match one file: hosts would join them.
    /// The search asks for its files by their versions, except for `index.js`, which names these.
    fn render(&self, _: &Contents, _: &ImageCache) -> Rendered {
        let base = &self.base_path;
        let rule = |folder: &&str| format!("\n{base}/{folder}/*\n  Cache-Control: {FOR_EVER}\n");
        let lasting: String = self.lasting.iter().map(rule).collect();
        Rendered::text(format!(
            "{base}/*\n\
             \u{20} Content-Security-Policy: {CONTENT_SECURITY_POLICY}\n\
             \u{20} Cross-Origin-Opener-Policy: same-origin\n\
             \u{20} Permissions-Policy: camera=(), geolocation=(), microphone=()\n\
             \u{20} Referrer-Policy: strict-origin-when-cross-origin\n\
             \u{20} X-Content-Type-Options: nosniff\n{lasting}"
        ))
    }
}
