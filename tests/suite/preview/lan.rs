//! Guests from the network: who has the invitation sees the site, all others see a shut door. Here
//! the network is the second address that Linux has for itself.

use super::client::{Reply, Stream, ask, ask_as, send};
use super::{SMALL, Shown};
use crate::support::Site;
use milepost::preview::{Audience, Poll};
use std::net::{IpAddr, Ipv4Addr, SocketAddr};

const NETWORK: IpAddr = IpAddr::V4(Ipv4Addr::new(127, 0, 0, 2));

/// Everything that the preview answers, with what it is without an invitation: nothing.
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

/// A preview with guests.
pub struct Hosted {
    pub shown: Shown,
    pub token: String,
}

impl Hosted {
    pub fn new() -> Self {
        Self::of(Site::new(&SMALL))
    }

    pub fn of(site: Site) -> Self {
        let shown = Shown::to(Audience::Network(NETWORK), site, Poll::Auto);
        let invitation = shown.preview.lan_url().expect("an invitation");
        let start = format!("http://{NETWORK}:{}/?token=", shown.address().port());
        let token = invitation
            .strip_prefix(&start)
            .unwrap_or_else(|| panic!("{invitation}"))
            .to_owned();
        Hosted { shown, token }
    }

    /// Where guests ask.
    pub fn door(&self) -> SocketAddr {
        (NETWORK, self.shown.address().port()).into()
    }

    /// The cookie of who was let in.
    pub fn cookie(&self) -> String {
        let reply = ask(self.door(), "GET", &format!("/?token={}", self.token), &[]);
        let cookie = reply
            .header("set-cookie")
            .unwrap_or_else(|| panic!("{reply:?}"));
        cookie.split(';').next().expect("a cookie").to_owned()
    }
}

/// Asserts that an answer says nothing at all.
pub fn assert_shut(reply: &Reply, case: &str) {
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
fn the_invitation_opens_the_door_once_and_for_all() {
    let hosted = Hosted::new();
    let reply = ask(
        hosted.door(),
        "GET",
        &format!("/a/?token={}", hosted.token),
        &[],
    );
    assert_eq!(
        (reply.status, reply.header("location"), reply.body.len()),
        (303, Some("/a/"), 0)
    );
    assert_eq!(reply.header("cache-control"), Some("no-store"));
    let port = hosted.door().port();
    let cookie = format!(
        "milepost-{port}={}; Path=/; HttpOnly; SameSite=Lax",
        hosted.token
    );
    assert_eq!(reply.header("set-cookie"), Some(cookie.as_str()));

    let cookie = hosted.cookie();
    let others = format!("session=1; {cookie}; theme=dark");
    for cookies in [&cookie, &others] {
        let reply = ask(hosted.door(), "GET", "/a/", &[("Cookie", cookies)]);
        assert!(
            reply.status == 200 && reply.text().contains("First text."),
            "{reply:?}"
        );
    }
    assert_eq!(
        ask(
            hosted.door(),
            "GET",
            "/a/",
            &[("Cookie", "a=b"), ("Cookie", &cookie)]
        )
        .status,
        200
    );
    for route in ROUTES.iter().filter(|route| !route.contains("events")) {
        let there = ask(hosted.door(), "GET", route, &[("Cookie", &cookie)]);
        let here = hosted.shown.get(route);
        assert_eq!(there.header("set-cookie"), None);
        assert_eq!(
            (there.status, there.body),
            (here.status, here.body),
            "{route}: guests see what is seen here"
        );
    }

    let mut stream = Stream::open(hosted.door(), "page=/a/", &[("Cookie", &cookie)]);
    hosted
        .shown
        .site
        .replace("content/a.md", "First text.", "Better text.");
    assert_eq!(stream.next_change().data["url"], "/a/");
}

#[test]
fn without_an_invitation_nothing_is_learnt() {
    let hosted = Hosted::new();
    let other = Hosted::new();
    let (token, cookie) = (&hosted.token, hosted.cookie());
    let (name, host) = (
        cookie.split('=').next().expect("a name"),
        hosted.door().to_string(),
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
            let reply = ask(hosted.door(), "GET", route, &headers);
            assert_shut(&reply, &format!("{route} {headers:?}"));
            asked += 1;
        }
        for value in &wrong {
            let path = format!("{}?token={value}", route.split('?').next().expect("a path"));
            assert_shut(
                &ask(hosted.door(), "GET", &path.replace(' ', "%20"), &[]),
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
            assert_shut(
                &ask(hosted.door(), method, route, &[("Content-Length", "0")]),
                &format!("{method} {route}"),
            );
            asked += 1;
        }
    }
    for method in ["POST", "PUT", "OPTIONS"] {
        let path = format!("/?token={token}");
        assert_shut(
            &ask(hosted.door(), method, &path, &[("Content-Length", "0")]),
            "a token lets in who reads",
        );
    }
    assert!(asked >= 400, "{asked} requests");
}

#[test]
fn each_door_has_its_own_names() {
    let hosted = Hosted::new();
    let (cookie, port) = (hosted.cookie(), hosted.door().port());
    let (theirs, ours) = (
        hosted.door().to_string(),
        hosted.shown.address().to_string(),
    );
    let token = format!("/a/?token={}", hosted.token);
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
                hosted.door(),
                "GET",
                path,
                &[("Host", host), ("Cookie", &cookie)],
            );
            assert_shut(&reply, &format!("{path} {host}"));
        }
    }
    for headers in [
        &[("Cookie", cookie.as_str())][..],
        &[("Host", &theirs), ("Host", &theirs), ("Cookie", &cookie)],
    ] {
        assert_shut(
            &ask_as(hosted.door(), "GET", "/a/", headers),
            "no name, or two",
        );
    }
    let absolute = format!("http://evil.example:{port}/a/");
    assert_shut(
        &ask_as(
            hosted.door(),
            "GET",
            &absolute,
            &[("Host", &theirs), ("Cookie", &cookie)],
        ),
        &absolute,
    );
    let old = format!("GET /a/ HTTP/1.0\r\nCookie: {cookie}\r\n\r\n");
    assert_eq!(send(hosted.door(), old.as_bytes(), "GET").status, 403);

    // On this machine all is as without guests, and their name is not ours.
    assert_eq!(
        ask_as(hosted.shown.address(), "GET", "/a/", &[("Host", &ours)]).status,
        200
    );
    let reply = ask_as(
        hosted.shown.address(),
        "GET",
        "/a/",
        &[("Host", &theirs), ("Cookie", &cookie)],
    );
    assert_eq!(reply.status, 421);
    let shown = reply.text();
    assert!(!shown.contains(&hosted.token), "{shown}");
    assert_eq!(
        ask(hosted.shown.address(), "GET", &token, &[]).header("set-cookie"),
        None,
        "nobody needs to be let in here"
    );
}

#[test]
fn a_guest_is_guarded_as_the_browser_here_is() {
    let hosted = Hosted::new();
    let (cookie, theirs) = (hosted.cookie(), hosted.door().to_string());
    let status = |method: &str, path: &str, headers: &[(&str, &str)]| {
        let headers = [&[("Cookie", cookie.as_str())], headers].concat();
        ask(hosted.door(), method, path, &headers).status
    };
    for origin in [
        "null",
        "http://evil.example",
        &format!("https://{theirs}"),
        &hosted.shown.address().to_string(),
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
    assert_shut(
        &ask(
            hosted.door(),
            "GET",
            &format!("/?token={}", hosted.token),
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
fn guests_cannot_crowd_out_this_machine() {
    let hosted = Hosted::new();
    let cookie = hosted.cookie();
    let guests: Vec<Stream> = (0..256)
        .map(|_| Stream::open(hosted.door(), "page=/a/", &[("Cookie", &cookie)]))
        .collect();
    assert_eq!(hosted.shown.get("/a/").status, 200);
    drop(guests);
}

#[test]
fn an_ordinary_preview_is_for_this_machine_only() {
    let shown = Shown::small();
    assert_eq!(shown.preview.lan_url(), None);
    let door = SocketAddr::from((NETWORK, shown.address().port()));
    assert!(
        std::net::TcpStream::connect(door).is_err(),
        "nothing listens there"
    );
}
