//! The invitation to look from another device of the network: a token in the address that the
//! terminal shows as a QR code.
//!
//! In a café anybody can send requests here. Who shows the token once gets it as a cookie and is
//! answered from then on like the browser on this machine; nobody else learns more than that
//! something listens. The token is of this run: after a restart, nobody is let in without the new
//! one.

use super::access_token::Token;
use super::guard::{self, Target};
use super::hosts::Hosts;
use axum::body::Body;
use axum::extract::{Request, State as Shared};
use axum::http::header::{
    CACHE_CONTROL, CONNECTION, COOKIE, HeaderMap, HeaderValue, LOCATION, REFERRER_POLICY,
    SET_COOKIE,
};
use axum::http::{Response, StatusCode, Uri};
use axum::middleware::Next;
use std::io;
use std::net::SocketAddr;
use std::sync::Arc;

/// An invitation.
pub(crate) struct Invitation {
    token: Token,
    /// The name of the cookie. Cookies do not heed ports, so it has the port in it: two previews do
    /// not lock each other out.
    cookie: String,
    hosts: Hosts,
}

impl Invitation {
    /// An invitation to an address of this machine.
    ///
    /// # Errors
    /// When the system has no random bytes.
    pub(crate) fn to(address: SocketAddr) -> io::Result<Self> {
        Ok(Invitation {
            token: Token::new()?,
            cookie: format!("milepost-{}", address.port()),
            hosts: Hosts::in_network(address),
        })
    }

    /// The address to open.
    pub(crate) fn url(&self) -> String {
        format!("http://{}/?token={}", self.hosts.first(), self.token)
    }

    /// The names under which guests may ask.
    pub(crate) fn hosts(&self) -> &Hosts {
        &self.hosts
    }

    /// The same address without the token; nothing if it does not have it.
    fn without_token(&self, uri: &Uri) -> Option<String> {
        let query = uri.query()?;
        let is_token = |pair: &&str| {
            pair.strip_prefix("token=")
                .is_some_and(|shown| self.token.is(shown))
        };
        query.split('&').find(is_token)?;
        let rest: Vec<&str> = query.split('&').filter(|pair| !is_token(pair)).collect();
        // What begins with two slashes, of either kind, would lead to another host.
        let path = uri.path().trim_start_matches(['/', '\\']);
        Some(if rest.is_empty() {
            format!("/{path}")
        } else {
            format!("/{path}?{}", rest.join("&"))
        })
    }

    fn is_known(&self, headers: &HeaderMap) -> bool {
        let lines = headers
            .get_all(COOKIE)
            .iter()
            .filter_map(|line| line.to_str().ok());
        let mut cookies = lines
            .flat_map(|line| line.split(';'))
            .filter_map(|cookie| cookie.trim().split_once('='));
        cookies.any(|(name, value)| name == self.cookie && self.token.is(value))
    }

    /// Keeps the token in the guest's browser and takes it out of the address, where it would be
    /// seen and passed on.
    ///
    /// `Lax`, because an app that scans codes or a message with the link counts as another site: a
    /// `Strict` cookie would not be sent after the redirect, and the guest would stand before the
    /// door. Following a link does nothing but show a page.
    fn admit(&self, url: &str) -> Response<Body> {
        let cookie = format!(
            "{}={}; Path=/; HttpOnly; SameSite=Lax",
            self.cookie, self.token
        );
        let mut response = Response::new(Body::empty());
        *response.status_mut() = StatusCode::SEE_OTHER;
        for (name, value) in [
            (LOCATION, url),
            (SET_COOKIE, &cookie),
            (CACHE_CONTROL, "no-store"),
            (REFERRER_POLICY, "no-referrer"),
        ] {
            // An address that came in a request, and our own ASCII.
            if let Ok(value) = HeaderValue::try_from(value) {
                response.headers_mut().insert(name, value);
            }
        }
        response
    }
}

/// Lets those in who have the invitation. All others get the same answer, whatever they ask for.
pub(crate) async fn enter(
    Shared(invitation): Shared<Arc<Invitation>>,
    request: Request,
    next: Next,
) -> Response<Body> {
    let (method, uri, headers) = (request.method(), request.uri(), request.headers());
    if guard::asked_name(uri, headers, &invitation.hosts).is_err() {
        return shut();
    }
    if let Some(url) = invitation.without_token(uri) {
        let refused =
            guard::refusal(method, uri, headers, &invitation.hosts, Target::Site).is_some();
        return if refused {
            shut()
        } else {
            invitation.admit(&url)
        };
    }
    if invitation.is_known(headers) {
        next.run(request).await
    } else {
        shut()
    }
}

/// The shut door: no word of what is behind it. The connection ends with it, so that nobody is kept
/// out by those outside.
fn shut() -> Response<Body> {
    let mut response = Response::new(Body::empty());
    *response.status_mut() = StatusCode::FORBIDDEN;
    response
        .headers_mut()
        .insert(CONNECTION, HeaderValue::from_static("close"));
    response
}
