//! Conformance of the server to RFC 9110.

use super::client::{Reply, ask, connect, read_reply};
use super::{SMALL, Shown};
use std::fs;
use std::io::{BufReader, Write};

/// Requests with the responses that they must get. Adding a case is adding a line.
const CASES: &str = include_str!("http_cases.txt");

/// The number of cases, so that none is lost.
const NUMBER: usize = 60;

/// One line of `CASES`.
struct Case<'a> {
    line: &'a str,
    method: &'a str,
    path: &'a str,
    headers: Vec<(&'a str, String)>,
    status: u16,
    expected: Vec<&'a str>,
}

impl<'a> Case<'a> {
    /// Parses a line, with `etag` in the place of `TAG`.
    fn parse(line: &'a str, etag: &str) -> Self {
        let columns: Vec<&str> = line.splitn(5, '|').map(str::trim).collect();
        let [_section, request, headers, status, expected] = columns[..] else {
            panic!("five columns: {line}")
        };
        let (method, path) = request.split_once(' ').expect("a method and a path");
        let header = |header: &'a str| {
            let (name, value) = header.split_once(':').expect("a header");
            (name, value.trim().replace("TAG", etag))
        };
        Case {
            line,
            method,
            path,
            headers: items(headers).map(header).collect(),
            status: status.parse().expect("a status"),
            expected: items(expected).collect(),
        }
    }

    fn is_met_by(&self, reply: &Reply, etag: &str) -> bool {
        let is_met = |expected: &&str| {
            if let Some(content) = expected.strip_prefix('=') {
                reply.body == content.trim().as_bytes()
            } else if let Some(name) = expected.strip_prefix("no ") {
                reply.header(name).is_none()
            } else if let Some((name, value)) = expected.split_once(": ") {
                reply.header(name) == Some(value.replace("TAG", etag).as_str())
            } else {
                reply.header(expected).is_some()
            }
        };
        reply.status == self.status && self.expected.iter().all(is_met)
    }
}

fn items(column: &str) -> impl Iterator<Item = &str> {
    column
        .split("&&")
        .map(str::trim)
        .filter(|item| !item.is_empty())
}

#[test]
fn follows_the_standard_case_by_case() {
    let shown = Shown::small();
    let reply = shown.get("/notes.bin");
    let etag = reply.header("etag").expect("a tag");
    let lines = CASES.lines().filter(|line| !line.starts_with('#'));
    let cases: Vec<Case<'_>> = lines.map(|line| Case::parse(line, etag)).collect();
    assert_eq!(cases.len(), NUMBER);
    let mut wrong = Vec::new();
    for case in &cases {
        let headers: Vec<(&str, &str)> = case
            .headers
            .iter()
            .map(|(name, value)| (*name, value.as_str()))
            .collect();
        let reply = ask(shown.address(), case.method, case.path, &headers);
        if !case.is_met_by(&reply, etag) {
            wrong.push(format!("{}\nbut it was {reply:?}", case.line));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn head_has_the_headers_of_get() {
    let shown = Shown::small();
    for path in [
        "/a/",
        "/notes.bin",
        "/assets/main.css",
        "/nowhere",
        "/a",
        "/_milepost/main.js",
        "/%00",
    ] {
        let get = shown.get(path);
        let head = ask(shown.address(), "HEAD", path, &[]);
        let metadata = |reply: &Reply| {
            let names = [
                "content-type",
                "content-length",
                "etag",
                "location",
                "accept-ranges",
            ];
            names.map(|name| reply.header(name).map(str::to_owned))
        };
        assert_eq!(
            (head.status, metadata(&head)),
            (get.status, metadata(&get)),
            "{path}"
        );
        if path != "/a" {
            assert_eq!(
                get.header("content-length"),
                Some(get.body.len().to_string().as_str()),
                "{path}"
            );
        }
    }
}

#[test]
fn a_cached_version_is_not_sent_again() {
    let shown = Shown::small();
    for path in [
        "/a/",
        "/notes.bin",
        "/assets/main.css",
        "/_milepost/main.js",
    ] {
        let tag = shown.get(path).header("etag").expect("a tag").to_owned();
        let weak = format!("W/{tag}");
        let list = format!("\"x\", {tag} ,\"y\"");
        for known in [tag.as_str(), &weak, &list, "*"] {
            let reply = ask(shown.address(), "GET", path, &[("If-None-Match", known)]);
            assert_eq!(
                (reply.status, reply.header("etag")),
                (304, Some(tag.as_str())),
                "{path} {known}"
            );
            assert_eq!(reply.header("content-length"), None, "{path}");
        }
        let other = ask(shown.address(), "GET", path, &[("If-None-Match", "\"x\"")]);
        assert_eq!(other.status, 200);
        assert_eq!(
            ask(shown.address(), "HEAD", path, &[("If-None-Match", &tag)]).status,
            304
        );
    }
    let missing = shown
        .get("/nowhere")
        .header("etag")
        .map(str::to_owned)
        .unwrap_or_default();
    assert_eq!(
        ask(
            shown.address(),
            "GET",
            "/nowhere",
            &[("If-None-Match", &missing)]
        )
        .status,
        404
    );
}

#[test]
fn a_large_file_is_sent_whole_and_in_parts() {
    let bytes: Vec<u8> = (0..1_500_000_u32)
        .map(|number| (number % 251) as u8)
        .collect();
    let site = crate::support::Site::new(&SMALL);
    site.write_bytes("static/large.mp4", &bytes);
    let shown = Shown::of(site, milepost::preview::Poll::Auto);
    assert!(shown.get("/large.mp4").body == bytes);
    let part = ask(
        shown.address(),
        "GET",
        "/large.mp4",
        &[("Range", "bytes=700000-1400000")],
    );
    assert!(part.status == 206 && part.body == bytes[700_000..=1_400_000]);
}

#[test]
fn a_file_that_is_being_changed_is_not_sent_torn() {
    let shown = Shown::small();
    assert_eq!(shown.get("/notes.bin").status, 200);
    let file = shown.site.path("static/notes.bin");
    // The build may still name the file after it is gone.
    fs::remove_file(&file).expect("the file is there");
    let reply = shown.get("/notes.bin");
    assert!(matches!(reply.status, 503 | 404), "{}", reply.status);
    assert_ne!(reply.text(), "0123456789");
}

#[test]
fn a_connection_serves_many_requests() {
    let shown = Shown::small();
    let mut socket = connect(shown.address());
    let mut reader = BufReader::new(socket.try_clone().expect("a socket"));
    for _ in 0..50 {
        write!(
            socket,
            "GET /a/ HTTP/1.1\r\nHost: {}\r\n\r\n",
            shown.address()
        )
        .expect("the preview reads");
        assert_eq!(read_reply(&mut reader, "GET").status, 200);
    }
    // Requests that are sent together are answered in their order.
    let request = |path: &str| format!("GET {path} HTTP/1.1\r\nHost: {}\r\n\r\n", shown.address());
    write!(
        socket,
        "{}{}{}",
        request("/a/"),
        request("/nowhere"),
        request("/notes.bin")
    )
    .expect("the preview reads");
    let statuses: Vec<u16> = (0..3)
        .map(|_| read_reply(&mut reader, "GET").status)
        .collect();
    assert_eq!(statuses, [200, 404, 200]);
}
