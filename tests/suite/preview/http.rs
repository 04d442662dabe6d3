//! HTTP as RFC 9110 wants it.

use super::client::{Reply, ask, connect, read_reply};
use super::{SMALL, Shown};
use std::fs;
use std::io::{BufReader, Write};

/// Section of RFC 9110; what is asked; headers, where `TAG` stands for the tag of the file; the
/// status; what the answer has to have, or not to have, or what its content has to be.
type Case = (
    &'static str,
    &'static str,
    &'static [(&'static str, &'static str)],
    u16,
    &'static [&'static str],
);

const CASES: [Case; 60] = [
    (
        "9.3.1",
        "GET /notes.bin",
        &[],
        200,
        &[
            "content-length: 10",
            "content-type: application/octet-stream",
            "= 0123456789",
        ],
    ),
    ("9.3.1", "GET /notes.bin?x=1", &[], 200, &["= 0123456789"]),
    (
        "9.3.1",
        "GET /notes.bin",
        &[("Content-Length", "0")],
        200,
        &["= 0123456789"],
    ),
    (
        "9.3.2",
        "HEAD /notes.bin",
        &[],
        200,
        &["content-length: 10", "etag: TAG", "= "],
    ),
    ("9.3.2", "HEAD /nowhere", &[], 404, &["= "]),
    (
        "9.3.2",
        "HEAD /_milepost/events?page=/a/",
        &[],
        200,
        &["content-type: text/event-stream", "= "],
    ),
    ("9.1", "PURGE /notes.bin", &[], 405, &["allow: GET, HEAD"]),
    ("9.1", "get /notes.bin", &[], 405, &["allow: GET, HEAD"]),
    (
        "9.3.3",
        "POST /notes.bin",
        &[("Content-Length", "0")],
        405,
        &["allow: GET, HEAD"],
    ),
    (
        "9.3.4",
        "PUT /notes.bin",
        &[("Content-Length", "0")],
        405,
        &["allow: GET, HEAD"],
    ),
    (
        "9.3.5",
        "DELETE /notes.bin",
        &[],
        405,
        &["allow: GET, HEAD"],
    ),
    (
        "9.3.7",
        "OPTIONS /notes.bin",
        &[],
        405,
        &["allow: GET, HEAD"],
    ),
    ("9.3.8", "TRACE /notes.bin", &[], 405, &["allow: GET, HEAD"]),
    ("6.6.1", "GET /notes.bin", &[], 200, &["date"]),
    ("6.6.1", "GET /nowhere", &[], 404, &["date"]),
    (
        "8.8.3",
        "GET /notes.bin",
        &[],
        200,
        &["etag: TAG", "cache-control: no-cache"],
    ),
    (
        "8.8.3",
        "GET /nowhere",
        &[("If-None-Match", "TAG")],
        404,
        &["content-type: text/html; charset=utf-8"],
    ),
    ("15.4.9", "GET /a", &[], 308, &["location: /a/"]),
    ("15.4.9", "HEAD /a", &[], 308, &["location: /a/"]),
    (
        "15.4.9",
        "GET /a?x=1",
        &[("If-None-Match", "*")],
        308,
        &["location: /a/?x=1"],
    ),
    (
        "12.5.1",
        "GET /notes.bin",
        &[("Accept", "image/avif")],
        200,
        &["= 0123456789"],
    ),
    (
        "12.5.3",
        "GET /notes.bin",
        &[("Accept-Encoding", "gzip, br")],
        200,
        &["no content-encoding", "= 0123456789"],
    ),
    (
        "13.1.1",
        "GET /notes.bin",
        &[("If-Match", "TAG")],
        200,
        &["= 0123456789"],
    ),
    (
        "13.1.1",
        "GET /notes.bin",
        &[("If-Match", "*")],
        200,
        &["= 0123456789"],
    ),
    (
        "13.1.1",
        "GET /notes.bin",
        &[("If-Match", "\"x\", TAG")],
        200,
        &["= 0123456789"],
    ),
    (
        "13.1.1",
        "GET /notes.bin",
        &[("If-Match", "\"x\"")],
        412,
        &["etag: TAG", "= "],
    ),
    (
        "13.1.1",
        "GET /notes.bin",
        &[("If-Match", "W/TAG")],
        412,
        &["= "],
    ),
    (
        "13.1.1",
        "HEAD /notes.bin",
        &[("If-Match", "\"x\"")],
        412,
        &["= "],
    ),
    (
        "13.1.2",
        "GET /notes.bin",
        &[("If-None-Match", "TAG")],
        304,
        &["etag: TAG", "cache-control: no-cache", "no content-length"],
    ),
    (
        "13.1.2",
        "HEAD /notes.bin",
        &[("If-None-Match", "TAG")],
        304,
        &["etag: TAG"],
    ),
    (
        "13.1.2",
        "GET /notes.bin",
        &[("If-None-Match", "W/TAG")],
        304,
        &["etag: TAG"],
    ),
    (
        "13.1.2",
        "GET /notes.bin",
        &[("If-None-Match", "\"x\" ,TAG, \"y\"")],
        304,
        &["etag: TAG"],
    ),
    (
        "13.1.2",
        "GET /notes.bin",
        &[("If-None-Match", "\"x\""), ("If-None-Match", "TAG")],
        304,
        &["etag: TAG"],
    ),
    (
        "13.1.2",
        "GET /notes.bin",
        &[("If-None-Match", "*")],
        304,
        &["etag: TAG"],
    ),
    (
        "13.1.2",
        "GET /notes.bin",
        &[("If-None-Match", "\"x\"")],
        200,
        &["= 0123456789"],
    ),
    (
        "13.1.2",
        "GET /notes.bin",
        &[("If-None-Match", "")],
        200,
        &["= 0123456789"],
    ),
    (
        "13.1.3",
        "GET /notes.bin",
        &[("If-Modified-Since", "Sat, 01 Jan 2050 00:00:00 GMT")],
        200,
        &["= 0123456789"],
    ),
    ("13.2.1", "GET /nowhere", &[("If-Match", "\"x\"")], 404, &[]),
    (
        "13.2.2",
        "GET /notes.bin",
        &[("If-Match", "TAG"), ("If-None-Match", "TAG")],
        304,
        &[],
    ),
    (
        "13.2.2",
        "GET /notes.bin",
        &[("If-Match", "\"x\""), ("If-None-Match", "TAG")],
        412,
        &[],
    ),
    (
        "13.2.2",
        "GET /notes.bin",
        &[("If-None-Match", "TAG"), ("Range", "bytes=0-1")],
        304,
        &["no content-range"],
    ),
    (
        "13.2.2",
        "GET /notes.bin",
        &[("If-None-Match", "\"x\""), ("Range", "bytes=0-1")],
        206,
        &["= 01"],
    ),
    (
        "14.3",
        "GET /notes.bin",
        &[],
        200,
        &["accept-ranges: bytes"],
    ),
    (
        "14.1",
        "GET /notes.bin",
        &[("Range", "Bytes=0-1")],
        206,
        &["= 01"],
    ),
    (
        "14.2",
        "GET /notes.bin",
        &[("Range", "bytes=0-3")],
        206,
        &["content-range: bytes 0-3/10", "etag: TAG", "= 0123"],
    ),
    (
        "14.2",
        "GET /notes.bin",
        &[("Range", "bytes=8-")],
        206,
        &["content-range: bytes 8-9/10", "= 89"],
    ),
    (
        "14.2",
        "GET /notes.bin",
        &[("Range", "bytes=-2")],
        206,
        &["content-range: bytes 8-9/10", "content-length: 2", "= 89"],
    ),
    (
        "14.2",
        "GET /notes.bin",
        &[("Range", "bytes=-500")],
        206,
        &["content-range: bytes 0-9/10", "= 0123456789"],
    ),
    (
        "14.2",
        "GET /notes.bin",
        &[("Range", "bytes=5-500")],
        206,
        &["content-range: bytes 5-9/10", "= 56789"],
    ),
    (
        "14.2",
        "GET /notes.bin",
        &[("Range", "pages=1-2")],
        200,
        &["no content-range", "= 0123456789"],
    ),
    (
        "14.2",
        "GET /notes.bin",
        &[("Range", "bytes=0-1"), ("Range", "bytes=4-5")],
        200,
        &["= 0123456789"],
    ),
    (
        "14.2",
        "GET /nowhere",
        &[("Range", "bytes=0-1")],
        404,
        &["no content-range"],
    ),
    (
        "14.2",
        "HEAD /notes.bin",
        &[("Range", "bytes=0-1")],
        200,
        &["content-length: 10", "no content-range", "= "],
    ),
    (
        "14.4",
        "GET /notes.bin",
        &[("Range", "bytes=10-")],
        416,
        &["content-range: bytes */10", "= "],
    ),
    (
        "14.4",
        "GET /notes.bin",
        &[("Range", "bytes=-0")],
        416,
        &["content-range: bytes */10", "= "],
    ),
    (
        "14.1.1",
        "GET /notes.bin",
        &[("Range", "bytes=3-1")],
        200,
        &["no content-range", "= 0123456789"],
    ),
    (
        "13.1.5",
        "GET /notes.bin",
        &[("Range", "bytes=0-1"), ("If-Range", "TAG")],
        206,
        &["= 01"],
    ),
    (
        "13.1.5",
        "GET /notes.bin",
        &[("Range", "bytes=0-1"), ("If-Range", "W/TAG")],
        200,
        &["= 0123456789"],
    ),
    (
        "13.1.5",
        "GET /notes.bin",
        &[("Range", "bytes=10-"), ("If-Range", "\"x\"")],
        200,
        &["= 0123456789"],
    ),
    (
        "13.1.5",
        "GET /notes.bin",
        &[("If-Range", "TAG")],
        200,
        &["= 0123456789"],
    ),
];

#[test]
fn follows_the_standard_case_by_case() {
    let shown = Shown::small();
    let tag = shown
        .get("/notes.bin")
        .header("etag")
        .expect("a tag")
        .to_owned();
    let mut wrong = Vec::new();
    for (section, asked, headers, status, expected) in CASES {
        let (method, path) = asked.split_once(' ').expect("a method and a path");
        let headers: Vec<(&str, String)> = headers
            .iter()
            .map(|(name, value)| (*name, value.replace("TAG", &tag)))
            .collect();
        let headers: Vec<(&str, &str)> = headers
            .iter()
            .map(|(name, value)| (*name, value.as_str()))
            .collect();
        let reply = ask(shown.address(), method, path, &headers);
        let holds = |expected: &&str| match (
            expected.strip_prefix("= "),
            expected.strip_prefix("no "),
            expected.split_once(": "),
        ) {
            (Some(content), _, _) => reply.body == content.as_bytes(),
            (_, Some(name), _) => reply.header(name).is_none(),
            (_, _, Some((name, value))) => {
                reply.header(name) == Some(value.replace("TAG", &tag).as_str())
            }
            _ => reply.header(expected).is_some(),
        };
        if reply.status != status || !expected.iter().all(holds) {
            wrong.push(format!(
                "{section}: {asked} {headers:?}: {status} {expected:?}, but it was {reply:?}"
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn head_says_what_get_would_without_saying_it() {
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
        let told = |reply: &Reply| {
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
            (head.status, told(&head)),
            (get.status, told(&get)),
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
fn what_is_known_already_is_not_sent_again() {
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
    // Nobody is told what happens in a folder that was moved away and is not there.
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
    // Several at once, answered in their order.
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
