//! Access checks. Failures of other tools: esbuild GHSA-67mh-4wv8-2f99, Vite CVE-2025-24010, Next
//! CVE-2026-27977, webpack CVE-2025-30360 and CVE-2025-30359, Parcel CVE-2025-56648.

use super::Shown;
use super::client::{ask_as, send};

/// One URL for each route.
pub const ROUTES: [&str; 5] = [
    "/a/",
    "/assets/main.css",
    "/notes.bin",
    "/_milepost/main.js",
    "/_milepost/events?page=/a/",
];

fn assert_refused(shown: &Shown, method: &str, path: &str, headers: &[(&str, &str)]) {
    let reply = ask_as(shown.address(), method, path, headers);
    assert!(
        matches!(reply.status, 400 | 403 | 405 | 421),
        "{method} {path} {headers:?}: {}",
        reply.status
    );
    let text = reply.text();
    assert!(
        !text.contains("First text") && !text.contains("black") && !text.contains("01234"),
        "{method} {path} {headers:?}"
    );
    assert_eq!(reply.header("access-control-allow-origin"), None);
    assert!(
        method == "HEAD" || !text.is_empty(),
        "the response gives the reason"
    );
}

#[test]
fn other_host_names_are_refused() {
    let shown = Shown::small();
    let port = shown.address().port();
    for name in [
        "evil.example",
        "localhost.evil.example",
        "127.0.0.1.nip.io",
        "127.0.0.1.evil.example",
        "evil.example@127.0.0.1",
        "localhost.",
        "0.0.0.0",
        "127.1",
        "127.0.0.2",
        "2130706433",
        "0x7f000001",
        "[::]",
        "[::ffff:127.0.0.1]",
        "::1",
        "192.168.0.1",
        "",
        " ",
        "*",
    ] {
        for path in ROUTES {
            assert_refused(&shown, "GET", path, &[("Host", &format!("{name}:{port}"))]);
        }
    }
    for host in [
        "localhost",
        "127.0.0.1",
        "[::1]",
        "127.0.0.1:1",
        "localhost:80",
        &format!("127.0.0.1:{port}x"),
    ] {
        assert_refused(&shown, "GET", "/a/", &[("Host", host)]);
    }
    let ours = format!("127.0.0.1:{port}");
    assert_refused(&shown, "GET", "/a/", &[]);
    assert_refused(&shown, "GET", "/a/", &[("Host", &ours), ("Host", &ours)]);
    assert_refused(
        &shown,
        "GET",
        "/a/",
        &[("Host", &ours), ("Host", "evil.example")],
    );
    assert_refused(
        &shown,
        "GET",
        &format!("http://evil.example:{port}/a/"),
        &[("Host", &ours)],
    );
    assert_refused(
        &shown,
        "GET",
        &format!("http://{ours}/a/"),
        &[("Host", "evil.example")],
    );
    assert_refused(
        &shown,
        "GET",
        "/a/",
        &[
            ("Host", "evil.example"),
            ("X-Forwarded-Host", &ours),
            ("Forwarded", &format!("host={ours}")),
        ],
    );
    let old = send(shown.address(), b"GET /a/ HTTP/1.0\r\n\r\n", "GET");
    assert_eq!(old.status, 400);

    for host in [
        &ours,
        &format!("localhost:{port}"),
        &format!("LOCALHOST:{port}"),
        &format!("[::1]:{port}"),
    ] {
        assert_eq!(
            ask_as(shown.address(), "GET", "/a/", &[("Host", host)]).status,
            200,
            "{host}"
        );
    }
    assert_eq!(
        ask_as(
            shown.address(),
            "GET",
            &format!("http://{ours}/a/"),
            &[("Host", &ours)]
        )
        .status,
        200
    );
}

#[test]
fn other_origins_are_refused() {
    let shown = Shown::small();
    let port = shown.address().port();
    let ours = format!("127.0.0.1:{port}");
    for origin in [
        "null",
        "http://evil.example",
        "https://evil.example",
        "http://localhost:1",
        "http://127.0.0.1",
        "file://",
        "",
        "chrome-extension://abc",
        &format!("https://{ours}"),
        &format!("http://{ours}.evil.example"),
        &format!("http://localhost:{port}"),
        &format!("http://evil.example/{ours}"),
        &ours,
        &format!("http://{ours}, http://evil.example"),
    ] {
        for path in ROUTES {
            assert_refused(&shown, "GET", path, &[("Host", &ours), ("Origin", origin)]);
        }
    }
    assert_refused(
        &shown,
        "GET",
        "/a/",
        &[
            ("Host", &ours),
            ("Origin", &format!("http://{ours}")),
            ("Origin", "null"),
        ],
    );
    let own = ask_as(
        shown.address(),
        "GET",
        "/a/",
        &[("Host", &ours), ("Origin", &format!("http://{ours}"))],
    );
    assert_eq!(own.status, 200);
}

#[test]
fn fetch_metadata_of_the_sender_is_checked() {
    let shown = Shown::small();
    let ours = shown.address().to_string();
    let status = |path: &str, site: &str, mode: &str, dest: &str| {
        let headers = [
            ("Host", ours.as_str()),
            ("Sec-Fetch-Site", site),
            ("Sec-Fetch-Mode", mode),
            ("Sec-Fetch-Dest", dest),
        ];
        ask_as(shown.address(), "GET", path, &headers).status
    };
    for site in ["cross-site", "same-site"] {
        for (mode, dest) in [
            ("no-cors", "script"),
            ("no-cors", "image"),
            ("no-cors", "style"),
            ("cors", "empty"),
            ("cors", "script"),
            ("no-cors", "empty"),
            ("navigate", "iframe"),
            ("navigate", "frame"),
            ("navigate", "object"),
            ("navigate", "embed"),
            ("websocket", "websocket"),
            ("same-origin", "empty"),
            ("nested-navigate", "iframe"),
            ("", ""),
        ] {
            for path in ROUTES {
                assert_eq!(
                    status(path, site, mode, dest),
                    403,
                    "{path} {site} {mode} {dest}"
                );
            }
        }
        // A link on another site may lead to a page of the site. The preview's own URLs are no
        // pages.
        assert_eq!(status("/a/", site, "navigate", "document"), 200);
        assert_eq!(
            status("/_milepost/main.js", site, "navigate", "document"),
            403
        );
        assert_eq!(
            status("/_milepost/events?page=/a/", site, "navigate", "document"),
            403
        );
    }
    assert_eq!(status("/a/", "unheard-of", "navigate", "document"), 403);
    assert_eq!(status("/a/", "none", "navigate", "document"), 200);
    assert_eq!(
        status("/assets/main.css", "same-origin", "no-cors", "style"),
        200
    );
    let twice = [
        ("Host", ours.as_str()),
        ("Sec-Fetch-Site", "same-origin"),
        ("Sec-Fetch-Site", "cross-site"),
    ];
    assert_eq!(ask_as(shown.address(), "GET", "/a/", &twice).status, 403);
}

#[test]
fn only_get_and_head_are_allowed() {
    let shown = Shown::small();
    let ours = shown.address().to_string();
    for method in [
        "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "PROPFIND", "get",
    ] {
        for path in ROUTES {
            let reply = ask_as(
                shown.address(),
                method,
                path,
                &[("Host", &ours), ("Content-Length", "0")],
            );
            assert_eq!(
                (reply.status, reply.header("allow")),
                (405, Some("GET, HEAD")),
                "{method} {path}"
            );
            assert_eq!(reply.header("access-control-allow-methods"), None);
        }
    }
    let form = b"POST /a/ HTTP/1.1\r\nHost: evil.example\r\n\
        Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 3\r\n\r\na=b";
    assert_eq!(send(shown.address(), form, "POST").status, 421);
}
