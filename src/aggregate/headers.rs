//! `_headers`: what hosts that read it send along with each file.
//!
//! Source of the format: the documentation of Netlify ("Custom headers") and of Cloudflare Pages
//! ("Headers"), which agree on it.

/// What a page may load and do, published and in the preview alike: nothing inline, nothing from
/// another host.
///
/// Structured data needs no exception: it is data, and policies are about scripts. Source: Content
/// Security Policy Level 3.
pub const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; \
     media-src 'self'; connect-src 'self'; worker-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self'; \
     frame-ancestors 'self'";

/// How long a file may be kept whose name changes with its content: a year, the longest that RFC
/// 9111 asks caches to heed.
const FOR_EVER: &str = "public, max-age=31536000, immutable";

/// What the file says depends on where the site stands alone.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct Headers {
    /// The path of the base URL: empty, or `/guide`. Hosts read the file at their root alone, so
    /// rules name whole paths.
    pub base_path: String,
}

/// Writes the file. No header is set by two rules that meet in one file: hosts would join them. The
/// search asks for its files by their versions; `index.js` alone, which names these, is asked for
/// without.
pub fn headers(headers: &Headers) -> String {
    let base = &headers.base_path;
    format!(
        "{base}/*\n  Content-Security-Policy: {CONTENT_SECURITY_POLICY}\n  Cross-Origin-Opener-Policy: same-origin\n  \
         Permissions-Policy: camera=(), geolocation=(), microphone=()\n  Referrer-Policy: strict-origin-when-cross-origin\n  \
         X-Content-Type-Options: nosniff\n\n{base}/assets/*\n  Cache-Control: {FOR_EVER}\n\n\
         {base}/search/terms/*\n  Cache-Control: {FOR_EVER}\n\n{base}/search/text/*\n  Cache-Control: {FOR_EVER}\n"
    )
}
