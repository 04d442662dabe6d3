//! HTTP as RFC 9110 wants it.

use super::client::{Reply, ask, connect, read_reply};
use super::{SMALL, Shown};
use std::fs;
use std::io::{BufReader, Write};

#[test]
fn head_says_what_get_would_without_saying_it() {
    let shown = Shown::small();
    for path in ["/a/", "/notes.bin", "/assets/main.css", "/nowhere", "/a", "/_milepost/main.js", "/%00"] {
        let get = shown.get(path);
        let head = ask(shown.address(), "HEAD", path, &[]);
        let told = |reply: &Reply| {
            let names = ["content-type", "content-length", "etag", "location", "accept-ranges"];
            names.map(|name| reply.header(name).map(str::to_owned))
        };
        assert_eq!((head.status, told(&head)), (get.status, told(&get)), "{path}");
        if path != "/a" {
            assert_eq!(get.header("content-length"), Some(get.body.len().to_string().as_str()), "{path}");
        }
    }
}

#[test]
fn what_is_known_already_is_not_sent_again() {
    let shown = Shown::small();
    for path in ["/a/", "/notes.bin", "/assets/main.css", "/_milepost/main.js"] {
        let tag = shown.get(path).header("etag").expect("a tag").to_owned();
        let weak = format!("W/{tag}");
        let list = format!("\"x\", {tag} ,\"y\"");
        for known in [tag.as_str(), &weak, &list, "*"] {
            let reply = ask(shown.address(), "GET", path, &[("If-None-Match", known)]);
            assert_eq!((reply.status, reply.header("etag")), (304, Some(tag.as_str())), "{path} {known}");
            assert_eq!(reply.header("content-length"), None, "{path}");
        }
        let other = ask(shown.address(), "GET", path, &[("If-None-Match", "\"x\"")]);
        assert_eq!(other.status, 200);
        assert_eq!(ask(shown.address(), "HEAD", path, &[("If-None-Match", &tag)]).status, 304);
    }
    let missing = shown.get("/nowhere").header("etag").map(str::to_owned).unwrap_or_default();
    assert_eq!(ask(shown.address(), "GET", "/nowhere", &[("If-None-Match", &missing)]).status, 404);
}

#[test]
fn parts_of_files_are_sent() {
    let shown = Shown::small();
    let part = |range: &str| {
        let reply = ask(shown.address(), "GET", "/notes.bin", &[("Range", range)]);
        (reply.status, reply.header("content-range").unwrap_or_default().to_owned(), reply.text())
    };
    for (range, status, told, text) in [
        ("bytes=0-3", 206, "bytes 0-3/10", "0123"),
        ("bytes=8-", 206, "bytes 8-9/10", "89"),
        ("bytes=-2", 206, "bytes 8-9/10", "89"),
        ("bytes=5-500", 206, "bytes 5-9/10", "56789"),
        ("bytes=10-", 416, "bytes */10", ""),
        ("bytes=-0", 416, "bytes */10", ""),
        ("bytes=3-1", 200, "", "0123456789"),
        ("bytes=0-1,4-5", 200, "", "0123456789"),
        ("pages=1-2", 200, "", "0123456789"),
    ] {
        assert_eq!(part(range), (status, told.to_owned(), text.to_owned()), "{range}");
    }
    let tag = shown.get("/notes.bin").header("etag").expect("a tag").to_owned();
    for (known, status) in [(tag.as_str(), 206), ("\"other\"", 200), ("Sat, 01 Jan 2022 00:00:00 GMT", 200)] {
        let reply = ask(shown.address(), "GET", "/notes.bin", &[("Range", "bytes=0-1"), ("If-Range", known)]);
        assert_eq!(reply.status, status, "{known}");
    }
    assert_eq!(ask(shown.address(), "HEAD", "/notes.bin", &[("Range", "bytes=0-1")]).status, 200);
}

#[test]
fn a_large_file_is_sent_whole_and_in_parts() {
    let bytes: Vec<u8> = (0..1_500_000_u32).map(|number| (number % 251) as u8).collect();
    let site = crate::support::Site::new(&SMALL);
    site.write_bytes("static/large.mp4", &bytes);
    let shown = Shown::of(site, milepost::preview::Poll::Auto);
    assert!(shown.get("/large.mp4").body == bytes);
    let part = ask(shown.address(), "GET", "/large.mp4", &[("Range", "bytes=700000-1400000")]);
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
        write!(socket, "GET /a/ HTTP/1.1\r\nHost: {}\r\n\r\n", shown.address()).expect("the preview reads");
        assert_eq!(read_reply(&mut reader, "GET").status, 200);
    }
    // Several at once, answered in their order.
    let request = |path: &str| format!("GET {path} HTTP/1.1\r\nHost: {}\r\n\r\n", shown.address());
    write!(socket, "{}{}{}", request("/a/"), request("/nowhere"), request("/notes.bin")).expect("the preview reads");
    let statuses: Vec<u16> = (0..3).map(|_| read_reply(&mut reader, "GET").status).collect();
    assert_eq!(statuses, [200, 404, 200]);
}
