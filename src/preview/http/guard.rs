//! Access checks: only the browser on this machine is answered, for pages of the preview or for
//! addresses that the user opened.
//!
//! The preview shows drafts, so another website that is open in the same browser must neither read
//! it nor act on it. Three things identify a request: the name that it asks for (`Host`), the page
//! that sent it (`Origin`), and what the browser adds (`Sec-Fetch-*`). Each of the three can refuse
//! the request alone. No response header ever allows another origin to read a response.

use super::hosts::Hosts;
use super::request::single_value;
use super::response::{Representation, close, respond};
use crate::output::CONTENT_SECURITY_POLICY;
use axum::body::Body;
use axum::extract::{Request, State as Shared};
use axum::http::header::{
    self, ALLOW, CACHE_CONTROL, HOST, HeaderMap, HeaderName, HeaderValue, ORIGIN, REFERRER_POLICY,
    X_CONTENT_TYPE_OPTIONS,
};
use axum::http::request::Parts;
use axum::http::{Method, Response, StatusCode, Uri};
use axum::middleware::Next;
use std::sync::Arc;

/// The folder of the preview's own URLs. The plan reserves it.
const PREVIEW_FOLDER: &str = "/_milepost/";

/// The URL that opens the editor.
pub(super) const EDIT_PATH: &str = "/_milepost/edit";

/// A reason to refuse a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Refusal {
    /// The method is not one that the URL accepts.
    Method,
    /// `Host` is missing or occurs more than once.
    NoHost,
    /// `Host` is not a name of the preview.
    Host,
    /// A page of another origin sent the request.
    CrossOrigin,
}

/// The kind of a URL, which decides what a link from another website may request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum RouteKind {
    /// An output of the site.
    Site,
    /// A file or a stream of the preview itself.
    Preview,
    /// A URL with a side effect: only a page of the preview may request it.
    Action,
}

impl RouteKind {
    fn of(path: &str) -> Self {
        match path {
            EDIT_PATH => RouteKind::Action,
            path if path.starts_with(PREVIEW_FOLDER) => RouteKind::Preview,
            _ => RouteKind::Site,
        }
    }
}

impl Refusal {
    fn status(&self) -> StatusCode {
        match self {
            Refusal::Method => StatusCode::METHOD_NOT_ALLOWED,
            Refusal::NoHost => StatusCode::BAD_REQUEST,
            Refusal::Host => StatusCode::MISDIRECTED_REQUEST,
            Refusal::CrossOrigin => StatusCode::FORBIDDEN,
        }
    }

    /// Returns the text of the response, for a person who sees it.
    fn text(&self, hosts: &Hosts) -> String {
        match self {
            Refusal::Method => "The preview only shows the site: it answers GET and HEAD, \
                and POST where an editor is opened.\n"
                .to_owned(),
            Refusal::NoHost => "The request has no header `Host`, or more than one.\n".to_owned(),
            Refusal::Host => format!(
                "This preview is for this machine only. Open it as http://{}/\n",
                hosts.first()
            ),
            Refusal::CrossOrigin => {
                "Another website asked for this page of the preview. It is not answered.\n"
                    .to_owned()
            }
        }
    }
}

/// Refuses requests of other origins, and sets the headers that all responses share.
pub(super) async fn guard(
    Shared(hosts): Shared<Arc<Hosts>>,
    request: Request,
    next: Next,
) -> Response<Body> {
    let (parts, body) = request.into_parts();
    let kind = RouteKind::of(parts.uri.path());
    let mut response = match check(&parts, &hosts, kind) {
        Ok(()) => next.run(Request::from_parts(parts, body)).await,
        Err(refusal) => refuse(&parts, &refusal, &hosts),
    };
    for (name, value) in [
        (CACHE_CONTROL, "no-cache"),
        (X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (
            HeaderName::from_static("cross-origin-resource-policy"),
            "same-origin",
        ),
        (REFERRER_POLICY, "same-origin"),
        // A page of the preview may load what the published site will let it load.
        (header::CONTENT_SECURITY_POLICY, CONTENT_SECURITY_POLICY),
    ] {
        let value = HeaderValue::from_static(value);
        response.headers_mut().insert(name, value);
    }
    response
}

fn refuse(request: &Parts, refusal: &Refusal, hosts: &Hosts) -> Response<Body> {
    let text = Representation::text(refusal.status(), refusal.text(hosts));
    let mut response = respond(request, text);
    close(&mut response);
    if *refusal == Refusal::Method {
        let allowed = match RouteKind::of(request.uri.path()) {
            RouteKind::Action => "POST",
            RouteKind::Preview | RouteKind::Site => "GET, HEAD",
        };
        let allowed = HeaderValue::from_static(allowed);
        response.headers_mut().insert(ALLOW, allowed);
    }
    response
}

/// Checks that a request may be answered.
///
/// # Errors
/// The reason to refuse it.
pub(super) fn check(request: &Parts, hosts: &Hosts, kind: RouteKind) -> Result<(), Refusal> {
    let Parts {
        method,
        uri,
        headers,
        ..
    } = request;
    let host = requested_host(uri, headers, hosts)?;
    let is_read = method == Method::GET || method == Method::HEAD;
    let is_allowed = match kind {
        RouteKind::Action => method == Method::POST,
        RouteKind::Preview | RouteKind::Site => is_read,
    };
    if !is_allowed {
        return Err(Refusal::Method);
    }
    if kind == RouteKind::Action && !headers.contains_key(ORIGIN) {
        return Err(Refusal::CrossOrigin);
    }
    if is_same_origin(headers, host) && passes_fetch_metadata(headers, kind) {
        Ok(())
    } else {
        Err(Refusal::CrossOrigin)
    }
}

/// Returns the host name that a request asks for.
///
/// # Errors
/// If the name is not one of the preview's, or is ambiguous.
pub(super) fn requested_host<'a>(
    uri: &Uri,
    headers: &'a HeaderMap,
    hosts: &Hosts,
) -> Result<&'a str, Refusal> {
    let host = single_value(headers, &HOST).ok_or(Refusal::NoHost)?;
    if hosts.contains(host) && authority_matches(uri, host) {
        Ok(host)
    } else {
        Err(Refusal::Host)
    }
}

/// True if an absolute request URI names the same host as `Host`.
/// Source: RFC 9112, section 3.2.2.
fn authority_matches(uri: &Uri, host: &str) -> bool {
    uri.authority()
        .is_none_or(|authority| authority.as_str().eq_ignore_ascii_case(host))
}

/// True if no page sent the request or a page of the preview did. Sandboxed frames and local files
/// send the origin `null`, which is refused.
fn is_same_origin(headers: &HeaderMap, host: &str) -> bool {
    if !headers.contains_key(ORIGIN) {
        return true;
    }
    let name = single_value(headers, &ORIGIN).and_then(|origin| origin.strip_prefix("http://"));
    name.is_some_and(|name| name.eq_ignore_ascii_case(host))
}

/// True if the browser's metadata on the sender allows the request.
/// Source: W3C, Fetch Metadata Request Headers.
///
/// A link on another website may lead to a page of the site. The browser then shows the page, and
/// no other page can read it.
fn passes_fetch_metadata(headers: &HeaderMap, kind: RouteKind) -> bool {
    let has = |name: &'static str, value: &str| {
        single_value(headers, &HeaderName::from_static(name)) == Some(value)
    };
    if !headers.contains_key("sec-fetch-site")
        || has("sec-fetch-site", "same-origin")
        || has("sec-fetch-site", "none")
    {
        return true;
    }
    let is_other_site = has("sec-fetch-site", "cross-site") || has("sec-fetch-site", "same-site");
    is_other_site
        && kind == RouteKind::Site
        && has("sec-fetch-mode", "navigate")
        && has("sec-fetch-dest", "document")
}
