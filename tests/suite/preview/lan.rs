//! Access from the network: a device with the token sees the site, all others get an empty refusal.
//! The network of these tests is a second loopback address of Linux.

use super::client::{Reply, Stream, ask, ask_as, send};
use super::{SMALL, Shown};
use crate::support::Site;
use milepost::preview::{Audience, Poll};
use std::net::{IpAddr, Ipv4Addr, SocketAddr};

const NETWORK: IpAddr = IpAddr::V4(Ipv4Addr::new(127, 0, 0, 2));

/// URLs of all kinds, existing ones and others. Without the token, all responses are the same.
const ROUTES: [&str; 14] = [
    "/",
    "/a/",
    "/a",
    "/a/index.html",
    "/nowhere/",
    "/assets/main.css",
    "/notes.bin",
    "/%00",
    "/_milepost/",
    "/_milepost/main.js",
    "/_milepost/hub.js",
    "/_milepost/client.css",
    "/_milepost/events?page=/a/",
    "/_milepost/edit",
];

/// A preview with access from the network.
pub struct LanPreview {
    pub shown: Shown,
    pub token: String,
}

impl LanPreview {
    pub fn new() -> Self {
        Self::of(Site::new(&SMALL))
    }

    pub fn of(site: Site) -> Self {
        let shown = Shown::to(Audience::Network(NETWORK), site, Poll::Auto);
        let url = shown.preview.lan_url().expect("a URL");
        let start = format!("http://{NETWORK}:{}/?token=", shown.address().port());
        let token = url
            .strip_prefix(&start)
            .unwrap_or_else(|| panic!("{url}"))
            .to_owned();
        LanPreview { shown, token }
    }

    /// The address in the network.
    pub fn address(&self) -> SocketAddr {
        (NETWORK, self.shown.address().port()).into()
    }

    /// Returns the cookie of a device that has sent the token.
    pub fn cookie(&self) -> String {
        let reply = ask(
            self.address(),
            "GET",
            &format!("/?token={}", self.token),
            &[],
        );
        let cookie = reply
            .header("set-cookie")
            .unwrap_or_else(|| panic!("{reply:?}"));
        cookie.split(';').next().expect("a cookie").to_owned()
    }
}

/// Asserts that a response contains nothing.
pub fn assert_forbidden(reply: &Reply, case: &str) {
    assert_eq!((reply.status, reply.body.len()), (403, 0), "{case}");
    let mut names: Vec<&str> = reply
        .headers
        .iter()
        .map(|(name, _)| name.as_str())
        .collect();
    names.sort_unstable();
    assert_eq!(names, ["connection", "content-length", "date"], "{case}");
}

#[test]
fn the_token_grants_access_for_the_run() {
    let preview = LanPreview::new();
    let reply = ask(
        preview.address(),
        "GET",
        &format!("/a/?token={}", preview.token),
        &[],
    );
    assert_eq!(
        (reply.status, reply.header("location"), reply.body.len()),
        (303, Some("/a/"), 0)
    );
    assert_eq!(reply.header("cache-control"), Some("no-store"));
    let port = preview.address().port();
    let cookie = format!(
        "milepost-{port}={}; Path=/; HttpOnly; SameSite=Lax",
        preview.token
    );
    assert_eq!(reply.header("set-cookie"), Some(cookie.as_str()));

    let cookie = preview.cookie();
    let others = format!("session=1; {cookie}; theme=dark");
    for cookies in [&cookie, &others] {
        let reply = ask(preview.address(), "GET", "/a/", &[("Cookie", cookies)]);
        assert!(
            reply.status == 200 && reply.text().contains("First text."),
            "{reply:?}"
        );
    }
    assert_eq!(
        ask(
            preview.address(),
            "GET",
            "/a/",
            &[("Cookie", "a=b"), ("Cookie", &cookie)]
        )
        .status,
        200
    );
    for route in ROUTES.iter().filter(|route| !route.contains("events")) {
        let there = ask(preview.address(), "GET", route, &[("Cookie", &cookie)]);
        let here = preview.shown.get(route);
        assert_eq!(there.header("set-cookie"), None);
        assert_eq!(
            (there.status, there.body),
            (here.status, here.body),
            "{route}: other devices see the same as this machine"
        );
    }

    let mut stream = Stream::open(preview.address(), "page=/a/", &[("Cookie", &cookie)]);
    preview
        .shown
        .site
        .replace("content/a.md", "First text.", "Better text.");
    assert_eq!(stream.next_change().data["url"], "/a/");
}

#[test]
fn without_the_token_all_responses_are_empty() {
    let preview = LanPreview::new();
    let other = LanPreview::new();
    let (token, cookie) = (&preview.token, preview.cookie());
    let (name, host) = (
        cookie.split('=').next().expect("a name"),
        preview.address().to_string(),
    );
    let flipped: String = token
        .chars()
        .rev()
        .enumerate()
        .map(|(at, digit)| if at == 0 && digit != '0' { '0' } else { digit })
        .collect();
    let wrong = [
        String::new(),
        "0".repeat(32),
        token[..31].to_owned(),
        format!("{token}0"),
        token.to_uppercase() + " ",
        flipped.chars().rev().collect::<String>() + "x",
        other.token.clone(),
        "%00".to_owned(),
        "*".to_owned(),
    ];
    let mut cases: Vec<Vec<(&str, String)>> = vec![vec![]];
    cases.extend(
        wrong
            .iter()
            .map(|value| vec![("Cookie", format!("{name}={value}"))]),
    );
    for cookies in [
        format!("{name}x={token}"),
        format!("x{name}={token}"),
        format!("token={token}"),
        token.clone(),
        other.cookie(),
    ] {
        cases.push(vec![("Cookie", cookies)]);
    }
    cases.extend(
        ["Authorization", "X-Token", "Referer", "Origin"]
            .map(|name| vec![(name, format!("http://{host}/?token={token}"))]),
    );
    cases.push(vec![
        ("X-Forwarded-For", "127.0.0.1".to_owned()),
        ("Forwarded", "for=127.0.0.1".to_owned()),
    ]);
    let mut asked = 0;
    for route in ROUTES {
        for headers in &cases {
            let headers: Vec<(&str, &str)> = headers
                .iter()
                .map(|(name, value)| (*name, value.as_str()))
                .collect();
            let reply = ask(preview.address(), "GET", route, &headers);
            assert_forbidden(&reply, &format!("{route} {headers:?}"));
            asked += 1;
        }
        for value in &wrong {
            let path = format!("{}?token={value}", route.split('?').next().expect("a path"));
            assert_forbidden(
                &ask(preview.address(), "GET", &path.replace(' ', "%20"), &[]),
                &path,
            );
            asked += 1;
        }
        for method in [
            "HEAD",
            "POST",
            "PUT",
            "DELETE",
            "OPTIONS",
            "TRACE",
            "CONNECTED",
        ] {
            assert_forbidden(
                &ask(preview.address(), method, route, &[("Content-Length", "0")]),
                &format!("{method} {route}"),
            );
            asked += 1;
        }
    }
    for method in ["POST", "PUT", "OPTIONS"] {
        let path = format!("/?token={token}");
        assert_forbidden(
            &ask(preview.address(), method, &path, &[("Content-Length", "0")]),
            "the token grants reading alone",
        );
    }
    assert!(asked >= 400, "{asked} requests");
}

#[test]
fn each_listener_has_its_own_host_names() {
    let preview = LanPreview::new();
    let (cookie, port) = (preview.cookie(), preview.address().port());
    let (theirs, ours) = (
        preview.address().to_string(),
        preview.shown.address().to_string(),
    );
    let token = format!("/a/?token={}", preview.token);
    for host in [
        "evil.example",
        "",
        &format!("evil.example:{port}"),
        &format!("localhost:{port}"),
        &format!("[::1]:{port}"),
        &ours,
        &NETWORK.to_string(),
        &format!("{NETWORK}:1"),
        &format!("{NETWORK}.nip.io:{port}"),
        &format!("my-machine.local:{port}"),
        &format!("my-machine:{port}"),
        &format!("0.0.0.0:{port}"),
    ] {
        for path in [&ROUTES[..], &[&token]].concat() {
            let reply = ask_as(
                preview.address(),
                "GET",
                path,
                &[("Host", host), ("Cookie", &cookie)],
            );
            assert_forbidden(&reply, &format!("{path} {host}"));
        }
    }
    for headers in [
        &[("Cookie", cookie.as_str())][..],
        &[("Host", &theirs), ("Host", &theirs), ("Cookie", &cookie)],
    ] {
        assert_forbidden(
            &ask_as(preview.address(), "GET", "/a/", headers),
            "no name, or two",
        );
    }
    let absolute = format!("http://evil.example:{port}/a/");
    assert_forbidden(
        &ask_as(
            preview.address(),
            "GET",
            &absolute,
            &[("Host", &theirs), ("Cookie", &cookie)],
        ),
        &absolute,
    );
    let old = format!("GET /a/ HTTP/1.0\r\nCookie: {cookie}\r\n\r\n");
    assert_eq!(send(preview.address(), old.as_bytes(), "GET").status, 403);

    // On this machine, nothing differs. The name in the network is not accepted here.
    assert_eq!(
        ask_as(preview.shown.address(), "GET", "/a/", &[("Host", &ours)]).status,
        200
    );
    let reply = ask_as(
        preview.shown.address(),
        "GET",
        "/a/",
        &[("Host", &theirs), ("Cookie", &cookie)],
    );
    assert_eq!(reply.status, 421);
    let shown = reply.text();
    assert!(!shown.contains(&preview.token), "{shown}");
    assert_eq!(
        ask(preview.shown.address(), "GET", &token, &[]).header("set-cookie"),
        None,
        "this machine needs no token"
    );
}

#[test]
fn access_checks_hold_for_other_devices() {
    let preview = LanPreview::new();
    let (cookie, theirs) = (preview.cookie(), preview.address().to_string());
    let status = |method: &str, path: &str, headers: &[(&str, &str)]| {
        let headers = [&[("Cookie", cookie.as_str())], headers].concat();
        ask(preview.address(), method, path, &headers).status
    };
    for origin in [
        "null",
        "http://evil.example",
        &format!("https://{theirs}"),
        &preview.shown.address().to_string(),
    ] {
        assert_eq!(status("GET", "/a/", &[("Origin", origin)]), 403, "{origin}");
        assert_eq!(
            status("GET", "/_milepost/events?page=/a/", &[("Origin", origin)]),
            403,
            "{origin}"
        );
    }
    let frame = [
        ("Sec-Fetch-Site", "cross-site"),
        ("Sec-Fetch-Mode", "navigate"),
        ("Sec-Fetch-Dest", "iframe"),
    ];
    assert_eq!(status("GET", "/a/", &frame), 403);
    assert_forbidden(
        &ask(
            preview.address(),
            "GET",
            &format!("/?token={}", preview.token),
            &frame,
        ),
        "a frame of another site",
    );
    assert_eq!(
        status("GET", "/a/", &[("Origin", &format!("http://{theirs}"))]),
        200
    );
    assert_eq!(status("POST", "/a/", &[("Content-Length", "0")]), 405);
}

#[test]
fn other_devices_cannot_block_this_machine() {
    let preview = LanPreview::new();
    let cookie = preview.cookie();
    let streams: Vec<Stream> = (0..256)
        .map(|_| Stream::open(preview.address(), "page=/a/", &[("Cookie", &cookie)]))
        .collect();
    assert_eq!(preview.shown.get("/a/").status, 200);
    drop(streams);
}

#[test]
fn by_default_only_this_machine_has_access() {
    let shown = Shown::small();
    assert_eq!(shown.preview.lan_url(), None);
    let address = SocketAddr::from((NETWORK, shown.address().port()));
    assert!(
        std::net::TcpStream::connect(address).is_err(),
        "nothing listens there"
    );
}
