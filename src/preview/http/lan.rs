//! Access for other devices in the local network (LAN).
//!
//! Anyone in the network of a café can send requests to this machine. The terminal shows a URL with
//! a token, also as a QR code. A device that sends the token once gets it as a cookie, and from
//! then on its requests are answered. All other requests learn only that something listens. Each
//! run makes a new token.

use super::access_token::AccessToken;
use super::guard::{self, RouteKind};
use super::hosts::Hosts;
use super::request::list;
use super::response::close;
use axum::body::Body;
use axum::extract::{Request, State as Shared};
use axum::http::header::{
    CACHE_CONTROL, COOKIE, HeaderMap, HeaderValue, LOCATION, REFERRER_POLICY, SET_COOKIE,
};
use axum::http::{Response, StatusCode, Uri};
use axum::middleware::Next;
use std::io;
use std::net::{IpAddr, Ipv4Addr, SocketAddr, UdpSocket};
use std::sync::Arc;

/// An address that no machine has, with any port. Source: RFC 5737, section 3.
const UNUSED_ADDRESS: (Ipv4Addr, u16) = (Ipv4Addr::new(192, 0, 2, 1), 9);

const NO_NETWORK: &str = "this machine is in no network, so no other device can see the preview\n\
    connect it, name its address with `--bind`, or leave out `--lan`";

/// Returns the address from which this machine would reach others. Sends nothing to learn it.
///
/// # Errors
/// If the machine is in no network.
pub fn address_in_network() -> io::Result<IpAddr> {
    let no_network = || io::Error::new(io::ErrorKind::NetworkUnreachable, NO_NETWORK);
    let socket = UdpSocket::bind((Ipv4Addr::UNSPECIFIED, 0)).map_err(|_| no_network())?;
    // For datagrams, connecting only makes the system choose a route.
    socket.connect(UNUSED_ADDRESS).map_err(|_| no_network())?;
    let address = socket.local_addr().map_err(|_| no_network())?.ip();
    if address.is_loopback() || address.is_unspecified() {
        Err(no_network())
    } else {
        Ok(address)
    }
}

/// The token and the names with which other devices reach the preview.
pub(crate) struct LanAccess {
    token: AccessToken,
    /// The name of the cookie. Cookies are shared by all ports of a host, so the name contains the
    /// port: two previews do not overwrite each other's cookie.
    cookie: String,
    hosts: Hosts,
}

impl LanAccess {
    /// Grants access at an address of this machine.
    ///
    /// # Errors
    /// If the system has no random bytes.
    pub(crate) fn new(address: SocketAddr) -> io::Result<Self> {
        Ok(LanAccess {
            token: AccessToken::new()?,
            cookie: format!("milepost-{}", address.port()),
            hosts: Hosts::network(address),
        })
    }

    /// Returns the URL that contains the token.
    pub(crate) fn url(&self) -> String {
        format!("http://{}/?token={}", self.hosts.first(), self.token)
    }

    /// Returns the names that other devices may ask for.
    pub(crate) fn hosts(&self) -> &Hosts {
        &self.hosts
    }

    /// Returns a URL without the token that it contains; none if it does not contain the token.
    fn without_token(&self, uri: &Uri) -> Option<String> {
        let query = uri.query()?;
        let is_token = |pair: &&str| {
            pair.strip_prefix("token=")
                .is_some_and(|text| self.token.matches(text))
        };
        query.split('&').find(is_token)?;
        let rest: Vec<&str> = query.split('&').filter(|pair| !is_token(pair)).collect();
        // A path that begins with two slashes, of either kind, would lead to another host.
        let path = uri.path().trim_start_matches(['/', '\\']);
        Some(if rest.is_empty() {
            format!("/{path}")
        } else {
            format!("/{path}?{}", rest.join("&"))
        })
    }

    fn has_cookie(&self, headers: &HeaderMap) -> bool {
        list(headers, &COOKIE, ';')
            .filter_map(|cookie| cookie.split_once('='))
            .any(|(name, value)| name == self.cookie && self.token.matches(value))
    }

    /// Stores the token in the device's browser and redirects to a URL without it, so that the
    /// token is not copied with the address.
    ///
    /// The cookie is `Lax`: an app that scans codes, or a message with the link, counts as another
    /// site, and a `Strict` cookie would not be sent after the redirect. Following a link only
    /// shows a page.
    fn grant(&self, url: &str) -> Response<Body> {
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
            // Both a URL that came in a request and our own ASCII are valid values.
            if let Ok(value) = HeaderValue::try_from(value) {
                response.headers_mut().insert(name, value);
            }
        }
        response
    }
}

/// Passes on requests of devices that have the token. All other requests get the same response.
pub(super) async fn require_token(
    Shared(access): Shared<Arc<LanAccess>>,
    request: Request,
    next: Next,
) -> Response<Body> {
    let (parts, body) = request.into_parts();
    if guard::requested_host(&parts.uri, &parts.headers, &access.hosts).is_err() {
        return forbid();
    }
    if let Some(url) = access.without_token(&parts.uri) {
        return match guard::check(&parts, &access.hosts, RouteKind::Site) {
            Ok(()) => access.grant(&url),
            Err(_) => forbid(),
        };
    }
    if access.has_cookie(&parts.headers) {
        next.run(Request::from_parts(parts, body)).await
    } else {
        forbid()
    }
}

/// Refuses a request without a word about the site.
fn forbid() -> Response<Body> {
    let mut response = Response::new(Body::empty());
    *response.status_mut() = StatusCode::FORBIDDEN;
    close(&mut response);
    response
}
