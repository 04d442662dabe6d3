//! Access checks. Failures of other tools: esbuild GHSA-67mh-4wv8-2f99, Vite CVE-2025-24010, Next
//! CVE-2026-27977, webpack CVE-2025-30360 and CVE-2025-30359, Parcel CVE-2025-56648.

use super::Shown;
use super::client::{ask_as, send};

/// One URL for each route.
const ROUTES: [&str; 5] = [
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
        // A link on another site may lead to a page of the site. The preview's own URLs are no pages.
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

/// Returns the requests that a page of another site can make a browser send: the host, the method
/// with the path, further headers.
fn attacks(port: u16) -> Vec<(String, String, String)> {
    let ours = format!("127.0.0.1:{port}");
    let mut attacks = Vec::new();
    let mut add = |host: &str, asked: &str, headers: String| {
        attacks.push((host.to_owned(), asked.to_owned(), headers))
    };
    let fetched = |site: &str, mode: &str, dest: &str| {
        format!("Sec-Fetch-Site: {site}\r\nSec-Fetch-Mode: {mode}\r\nSec-Fetch-Dest: {dest}\r\n")
    };
    // DNS rebinding: the attacker's name resolves to this machine, and the browser takes the request
    // for one to the attacker's own site.
    for name in [
        "evil.example",
        "localhost.evil.example",
        "127.0.0.1.nip.io",
        "evil.local",
    ] {
        for path in ROUTES {
            add(
                &format!("{name}:{port}"),
                &format!("GET {path}"),
                fetched("same-origin", "cors", "empty"),
            );
        }
        let origin = format!("Origin: http://{name}:{port}\r\nContent-Type: application/json\r\n");
        add(
            &format!("{name}:{port}"),
            "POST /_milepost/edit",
            origin + &fetched("same-origin", "cors", "empty"),
        );
    }
    // Another page fetches. `null` is the origin of a sandboxed frame. Older browsers send the origin
    // alone.
    for path in ROUTES {
        for origin in ["http://evil.example", "null", "http://localhost:3000"] {
            let site = if origin.contains("localhost") {
                "same-site"
            } else {
                "cross-site"
            };
            add(
                &ours,
                &format!("GET {path}"),
                format!("Origin: {origin}\r\n{}", fetched(site, "cors", "empty")),
            );
        }
        add(
            &ours,
            &format!("GET {path}"),
            "Origin: http://evil.example\r\n".to_owned(),
        );
        let preflight = "Origin: http://evil.example\r\nAccess-Control-Request-Method: POST\r\n\
            Access-Control-Request-Private-Network: true\r\n";
        add(
            &ours,
            &format!("OPTIONS {path}"),
            preflight.to_owned() + &fetched("cross-site", "cors", "empty"),
        );
    }
    // Another page embeds the URL, which needs no permission and sends no origin.
    for (path, dest) in [
        ("/_milepost/main.js", "script"),
        ("/_milepost/hub.js", "sharedworker"),
        ("/a/", "iframe"),
        ("/a/", "object"),
        ("/a/", "embed"),
        ("/assets/main.css", "style"),
        ("/notes.bin", "image"),
        ("/notes.bin", "video"),
    ] {
        add(
            &ours,
            &format!("GET {path}"),
            fetched("cross-site", "no-cors", dest),
        );
    }
    // Forms and beacons need no permission either.
    for path in ["/", "/a/", "/_milepost/events?page=/a/", "/_milepost/edit"] {
        for form in [
            "application/x-www-form-urlencoded",
            "multipart/form-data; boundary=x",
            "text/plain",
        ] {
            let headers = format!("Origin: http://evil.example\r\nContent-Type: {form}\r\n");
            add(
                &ours,
                &format!("POST {path}"),
                headers + &fetched("cross-site", "navigate", "document"),
            );
        }
    }
    let socket = "Origin: http://evil.example\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\
        Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AQIDBAUGBwgJCgsMDQ4PEA==\r\n";
    add(&ours, "GET /_milepost/events?page=/a/", socket.to_owned());
    add(
        &ours,
        "GET /_milepost/events?page=/a/",
        socket.to_owned() + &fetched("cross-site", "websocket", "websocket"),
    );
    attacks
}

#[test]
fn requests_of_other_sites_read_and_change_nothing() {
    let shown = Shown::small();
    let (before, page) = (shown.shown("/a/"), shown.text("/a/"));
    let attacks = attacks(shown.address().port());
    assert!(attacks.len() >= 60, "{} attacks", attacks.len());
    for (host, asked, headers) in attacks {
        let method = asked.split(' ').next().expect("a method");
        let body = if method == "POST" {
            "file=content%2Fa.md&line=1"
        } else {
            ""
        };
        let length = body.len();
        let request = format!(
            "{asked} HTTP/1.1\r\nHost: {host}\r\n{headers}Content-Length: {length}\r\n\r\n{body}"
        );
        let reply = send(shown.address(), request.as_bytes(), method);
        assert!(
            matches!(reply.status, 403 | 405 | 421),
            "{request}: {}",
            reply.status
        );
        for (name, _) in &reply.headers {
            assert!(
                !name.starts_with("access-control-") && name != "set-cookie" && name != "etag",
                "{request}: {name}"
            );
        }
        let text = reply.text();
        assert!(
            !["First text", "black", "01234", "EventSource"]
                .iter()
                .any(|word| text.contains(word)),
            "{request}: {text}"
        );
    }
    assert_eq!(
        (shown.shown("/a/"), shown.text("/a/")),
        (before, page),
        "nothing has changed"
    );
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
