//! Who is answered: the browser of the person at this machine, asked by the preview's own pages or
//! by an address somebody typed.
//!
//! The preview shows drafts, so no other website that is open in the same browser may read it or
//! act on it. It is known by the name that it asked (`Host`), by where the request came from
//! (`Origin`), and by what the browser itself says of it (`Sec-Fetch-*`). Each of the three refuses
//! alone, and no header ever allows another origin to read an answer.

use super::hosts::Hosts;
use axum::http::header::{HOST, HeaderMap, HeaderName, ORIGIN};
use axum::http::{Method, StatusCode, Uri};

/// Why a request is not answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Refusal {
    /// It wants to do something else than read.
    Method,
    /// It does not say, or says twice, which name it asks.
    NoHost,
    /// It asks for a name that is not ours.
    Host,
    /// A page of another site sent it.
    Stranger,
}

/// What is asked for, to tell where a link from elsewhere may lead.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Target {
    /// What the site publishes.
    Site,
    /// What belongs to the preview itself.
    Preview,
    /// What does something: only a page of ours may ask for it.
    Action,
}

impl Refusal {
    /// The status of the answer.
    pub(crate) fn status(&self) -> StatusCode {
        match self {
            Refusal::Method => StatusCode::METHOD_NOT_ALLOWED,
            Refusal::NoHost => StatusCode::BAD_REQUEST,
            Refusal::Host => StatusCode::MISDIRECTED_REQUEST,
            Refusal::Stranger => StatusCode::FORBIDDEN,
        }
    }

    /// What to tell a person who sees it.
    pub(crate) fn text(&self, hosts: &Hosts) -> String {
        match self {
            Refusal::Method => {
                "The preview only shows the site: it answers GET and HEAD, and POST where an editor is opened.\n".to_owned()
            }
            Refusal::NoHost => "The request has no header `Host`, or more than one.\n".to_owned(),
            Refusal::Host => format!("This preview is for this machine only. Open it as http://{}/\n", hosts.first()),
            Refusal::Stranger => "Another website asked for this page of the preview. It is not answered.\n".to_owned(),
        }
    }
}

/// Whether to refuse a request.
pub(crate) fn refusal(
    method: &Method,
    uri: &Uri,
    headers: &HeaderMap,
    hosts: &Hosts,
    target: Target,
) -> Option<Refusal> {
    let host = match asked_name(uri, headers, hosts) {
        Ok(host) => host,
        Err(refusal) => return Some(refusal),
    };
    let is_read = method == Method::GET || method == Method::HEAD;
    if is_read == (target == Target::Action) || !(is_read || method == Method::POST) {
        return Some(Refusal::Method);
    }
    if target == Target::Action && !headers.contains_key(ORIGIN) {
        return Some(Refusal::Stranger);
    }
    if !comes_from_us(headers, host) || !browser_vouches(headers, target) {
        return Some(Refusal::Stranger);
    }
    None
}

/// The name that a request asks for.
///
/// # Errors
/// When it is not one of ours, or not clear.
pub(crate) fn asked_name<'a>(
    uri: &Uri,
    headers: &'a HeaderMap,
    hosts: &Hosts,
) -> Result<&'a str, Refusal> {
    let host = only(headers, &HOST).ok_or(Refusal::NoHost)?;
    if hosts.has(host) && repeats(uri, host) {
        Ok(host)
    } else {
        Err(Refusal::Host)
    }
}

/// Whether the target of the request, where it names a host itself, names the same.
/// Source: RFC 9112, section 3.2.2.
fn repeats(uri: &Uri, host: &str) -> bool {
    uri.authority()
        .is_none_or(|authority| authority.as_str().eq_ignore_ascii_case(host))
}

/// Whether the page that sent it, if a page did, is one of ours. `null` is what frames and files
/// call themselves.
fn comes_from_us(headers: &HeaderMap, host: &str) -> bool {
    if !headers.contains_key(ORIGIN) {
        return true;
    }
    let name = only(headers, &ORIGIN).and_then(|origin| origin.strip_prefix("http://"));
    name.is_some_and(|name| name.eq_ignore_ascii_case(host))
}

/// What the browser says of who sent it. Source: W3C, Fetch Metadata Request Headers.
///
/// A link on another site may lead here, as to any page: the browser then shows the page and lets
/// nobody else read it.
fn browser_vouches(headers: &HeaderMap, target: Target) -> bool {
    let is = |name: &'static str, value: &str| {
        only(headers, &HeaderName::from_static(name)) == Some(value)
    };
    if !headers.contains_key("sec-fetch-site")
        || is("sec-fetch-site", "same-origin")
        || is("sec-fetch-site", "none")
    {
        return true;
    }
    let from_elsewhere = is("sec-fetch-site", "cross-site") || is("sec-fetch-site", "same-site");
    from_elsewhere
        && target == Target::Site
        && is("sec-fetch-mode", "navigate")
        && is("sec-fetch-dest", "document")
}

/// The value of a header that stands there exactly once.
fn only<'a>(headers: &'a HeaderMap, name: &HeaderName) -> Option<&'a str> {
    let mut values = headers.get_all(name).iter();
    let value = values.next()?.to_str().ok()?;
    values.next().is_none().then_some(value)
}
