//! Requests that a page of another website can make a browser send to the preview.

use super::Shown;
use super::client::send;
use super::guard::ROUTES;

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
    // DNS rebinding: the attacker's name resolves to this machine, and the browser takes the
    // request for one to the attacker's own site.
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
    // Another page fetches. `null` is the origin of a sandboxed frame. Older browsers send the
    // origin alone.
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
