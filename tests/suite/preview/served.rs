//! The preview serves what the build made; it adds the client and nothing else.

use super::{SMALL, Shown, client};
use crate::equivalence::{Random, edit};
use crate::support::{CLOCK, Site, given, outputs};
use milepost::build::{BuildOptions, Builder};
use milepost::preview::{self, Audience, Bind, ClientConfig, Poll, PreviewOptions, inject};
use milepost::source;
use std::io;
use std::net::{SocketAddr, TcpListener};
use std::path::Path;
use std::time::{Duration, Instant};

/// Compares every output with the response at its URL.
fn assert_serves_the_build(shown: &Shown) {
    let snapshot = source::scan(&shown.site.root(), None);
    let build = Builder::default().build(&snapshot, &BuildOptions::preview(CLOCK));
    for (path, bytes) in outputs(&build) {
        let job = build.jobs().get(path.as_str()).expect("a job");
        let Some(bytes) = bytes else {
            panic!("{path} cannot be made")
        };
        let reply = shown.get(&job.route.url);
        let expected = match reply.header("content-type") {
            Some("text/html; charset=utf-8") if path.ends_with(".html") => {
                let (page, token) = (&*job.route.url, shown.token());
                inject(
                    &bytes,
                    &ClientConfig {
                        page,
                        version: &shown.shown(page),
                        token: Some(&token),
                        overlay: None,
                    },
                )
            }
            _ => bytes,
        };
        assert_eq!(reply.status, 200, "{path}");
        assert_eq!(
            String::from_utf8_lossy(&reply.body),
            String::from_utf8_lossy(&expected),
            "{path}"
        );
    }
}

#[test]
fn serves_what_the_build_made_before_and_after_edits() {
    let shown = Shown::new(&[
        (
            "content/_index.md",
            "---\ntitle: Home\n---\n[To A](sub/a.md)",
        ),
        (
            "content/sub/_index.md",
            "---\ntitle: Größe\nslug: größe\n---\n",
        ),
        (
            "content/sub/a.md",
            "---\ntitle: A\ndraft: true\naliases: [old]\n---\nA draft.",
        ),
        ("content/sub/photo.jpg", "no photo"),
        ("static/robots.txt", "User-agent: *\n"),
        ("static/deep/file.bin", "\u{1}\u{2}"),
        (
            "site.yaml",
            "base_url: https://example.org/guide\ncheck: {missing-description: off}\n",
        ),
    ]);
    assert_serves_the_build(&shown);
    let mut stream = shown.stream("/sub/a/");
    shown
        .site
        .replace("content/sub/a.md", "A draft.", "A better draft.");
    assert_eq!(stream.next().page(), "changed");
    assert_serves_the_build(&shown);
    assert!(shown.text("/sub/a/").contains("A better draft."));
}

/// Returns the page without the client. None if an overlay is over it.
fn without_client(served: &str) -> Option<String> {
    let Some(start) = served.rfind("<script type=\"module\" src=\"/_milepost/main.js\"") else {
        return Some(served.to_owned());
    };
    let end = start
        + served[start..]
            .find("</script>\n")
            .expect("the whole script element")
        + "</script>\n".len();
    let page = format!("{}{}", &served[..start], &served[end..]);
    let page = page.replacen("<script src=\"/_milepost/track.js\"></script>", "", 1);
    (!served.contains("id=\"milepost-cover\"")).then_some(page)
}

/// Returns a difference between the served site and a clean build of the files on disk.
pub fn difference(shown: &Shown) -> Option<String> {
    difference_at(&shown.site.root(), shown.address())
}

/// Returns a difference between what is served at an address and a clean build of the files in a
/// folder.
fn difference_at(root: &Path, address: SocketAddr) -> Option<String> {
    let build = Builder::default().build(&source::scan(root, None), &BuildOptions::preview(CLOCK));
    for (path, bytes) in outputs(&build) {
        let url = &build.jobs().get(path.as_str()).expect("a job").route.url;
        let reply = client::ask(address, "GET", url, &[]);
        let expected = bytes.map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
        // A page that cannot be made, or has an overlay, shows its last complete version. Other
        // tests check that.
        if let (Some(expected), Some(served)) = (
            expected,
            without_client(&String::from_utf8_lossy(&reply.body)),
        ) && (reply.status != 200 || served != expected)
        {
            return Some(format!(
                "{path}, with status {}: {served:?} instead of {expected:?}",
                reply.status
            ));
        }
    }
    None
}

/// Waits until the served site equals a clean build of the files on disk.
#[track_caller]
pub fn until_served(shown: &Shown) {
    until_served_after("the last edit", shown);
}

/// Waits until what is served at an address equals a clean build of the files in a folder.
#[track_caller]
pub fn until_shown(root: &Path, address: SocketAddr) {
    until_same("the last change", || difference_at(root, address));
}

#[track_caller]
fn until_served_after(description: &str, shown: &Shown) {
    until_same(description, || difference(shown));
}

#[track_caller]
fn until_same(description: &str, difference: impl Fn() -> Option<String>) {
    let deadline = Instant::now() + Duration::from_secs(20);
    while let Some(difference) = difference() {
        assert!(
            Instant::now() < deadline,
            "after {description}: {difference}"
        );
    }
}

/// `MILEPOST_EDITS=500` raises the number of edits.
#[test]
fn what_is_served_equals_a_clean_build_after_random_edits() {
    let edits = given("MILEPOST_EDITS").unwrap_or(60);
    let shown = Shown::new(&[("content/_index.md", "# Home\n")]);
    let mut random = Random(0x2545_F491_4F6C_DD1D);
    for number in 0..edits {
        let description = edit(&shown.site, &mut random);
        until_served_after(&format!("edit {number}, {description}"), &shown);
    }
}

#[test]
fn follows_the_rules_of_addresses() {
    let shown = Shown::new(
        &[
            &SMALL[..],
            &[("content/größe.md", "---\ntitle: G\nslug: größe\n---\nBig.")],
        ]
        .concat(),
    );
    let status = |path: &str| {
        let reply = shown.get(path);
        (reply.status, reply.header("location").map(str::to_owned))
    };
    assert_eq!(status("/"), (200, None));
    assert_eq!(status("/a/"), (200, None));
    assert_eq!(status("/a/?x=1"), (200, None));
    assert_eq!(status("/a/index.html"), (200, None));
    assert_eq!(status("/a"), (308, Some("/a/".into())));
    assert_eq!(
        status("/a?x=%0d%0aX:1"),
        (308, Some("/a/?x=%0d%0aX:1".into()))
    );
    assert_eq!(
        status("/gr%c3%b6%c3%9fe"),
        (308, Some("/gr%C3%B6%C3%9Fe/".into()))
    );
    assert_eq!(status("/gr%C3%B6%C3%9Fe/"), (200, None));
    assert_eq!(status("/A/"), (404, None));
    assert_eq!(status("//a/"), (404, None));
    assert_eq!(status("/assets"), (404, None));
    assert_eq!(status("/a/nothing"), (404, None));
    assert_eq!(status("/_milepost/"), (404, None));
    assert_eq!(status("/_milepost/main.js"), (200, None));
    assert_eq!(status("/_milepost/client.css"), (200, None));
    let missing = shown.get("/nowhere/");
    assert!(
        missing.text().contains("Nothing here"),
        "the site's own page for it"
    );
    assert!(
        missing.text().contains("data-page=\"/nowhere/\""),
        "it is followed as well, for the page may come"
    );
}

#[test]
fn says_what_things_are() {
    let files = [
        ("static/x.css", "text/css; charset=utf-8"),
        ("static/x.js", "text/javascript; charset=utf-8"),
        ("static/x.svg", "image/svg+xml"),
        ("static/x.avif", "image/avif"),
        ("static/x.woff2", "font/woff2"),
        ("static/x.json", "application/json"),
        ("static/x.webmanifest", "application/manifest+json"),
        ("static/x.xml", "text/xml; charset=utf-8"),
        ("static/x.txt", "text/plain; charset=utf-8"),
        ("static/x.mp4", "video/mp4"),
        ("static/_headers", "application/octet-stream"),
        ("static/x.unheard-of", "application/octet-stream"),
    ];
    let sources: Vec<(&str, &str)> = files
        .iter()
        .map(|(path, _)| (*path, "x"))
        .chain(SMALL)
        .collect();
    let shown = Shown::new(&sources);
    for (path, expected) in files {
        let reply = shown.get(path.trim_start_matches("static"));
        assert_eq!(reply.header("content-type"), Some(expected), "{path}");
    }
    for path in [
        "/",
        "/notes.bin",
        "/nowhere",
        "/assets/main.css",
        "/_milepost/main.js",
        "/a",
        "/%00",
    ] {
        let reply = shown.get(path);
        assert_eq!(
            reply.header("x-content-type-options"),
            Some("nosniff"),
            "{path}"
        );
        assert_eq!(
            reply.header("cross-origin-resource-policy"),
            Some("same-origin"),
            "{path}"
        );
        assert_eq!(reply.header("cache-control"), Some("no-cache"), "{path}");
        assert_eq!(
            reply.header("content-security-policy"),
            Some(milepost::output::CONTENT_SECURITY_POLICY),
            "{path}"
        );
        assert_eq!(reply.header("access-control-allow-origin"), None, "{path}");
    }
}

#[test]
fn takes_the_next_port_and_gives_it_back() {
    let site = Site::new(&SMALL);
    let start = |bind| {
        let root = site.root();
        let audience = Audience::Machine;
        preview::start(PreviewOptions {
            root,
            bind,
            audience,
            poll: Poll::Auto,
            clock: Box::new(|| CLOCK),
            report: Box::new(|_| {}),
        })
    };
    let one = start(Bind::Default).expect("a port");
    let two = start(Bind::Default).expect("another port");
    assert_ne!(one.address(), two.address());
    assert!(one.address().ip().is_loopback());
    for preview in [&one, &two] {
        assert_eq!(
            client::ask(preview.address(), "GET", "/a/", &[]).status,
            200
        );
    }
    let port = two.address().port();
    let Err(taken) = start(Bind::Port(port)) else {
        panic!("the port is taken")
    };
    assert_eq!(taken.kind(), io::ErrorKind::AddrInUse);
    assert!(taken.to_string().contains(&port.to_string()), "{taken}");

    let mut stream = client::Stream::open(two.address(), "page=/", &[]);
    drop(two);
    while stream.try_next().is_some() {}
    TcpListener::bind(("127.0.0.1", port)).expect("the port is free again");
}

#[test]
fn the_published_folder_is_neither_served_nor_written() {
    let shown = Shown::new(
        &[
            &SMALL[..],
            &[
                ("public/a/index.html", "old"),
                ("public/only-here.html", "old"),
            ],
        ]
        .concat(),
    );
    assert!(shown.text("/a/").contains("First text."));
    assert_eq!(shown.get("/only-here.html").status, 404);
    assert_eq!(shown.get("/public/only-here.html").status, 404);
    assert_eq!(shown.site.read("public/a/index.html"), "old");
}
