//! Limits on clients that are slow, send too much, or are many.

use super::Shown;
use super::client::{Stream, ask, connect, send};
use std::io::{ErrorKind, Read, Write};

#[test]
fn a_request_head_that_never_ends_is_dropped() {
    let shown = Shown::small();
    let mut slow = connect(shown.address());
    slow.write_all(b"GET / HTTP/1.1\r\nHost: x\r\nX-Slow: ")
        .expect("the preview reads");
    let mut silent = connect(shown.address());
    // Meanwhile, the preview serves other clients.
    assert_eq!(shown.get("/a/").status, 200);
    for socket in [&mut slow, &mut silent] {
        let mut rest = Vec::new();
        match socket.read_to_end(&mut rest) {
            Ok(_) => assert!(
                !rest.windows(4).any(|window| window == b" 200"),
                "{}",
                String::from_utf8_lossy(&rest)
            ),
            Err(error) => assert_eq!(
                error.kind(),
                ErrorKind::ConnectionReset,
                "it is closed, not left open"
            ),
        }
    }
}

#[test]
fn a_request_head_that_is_too_large_is_refused() {
    let shown = Shown::small();
    let large = "x".repeat(1024 * 1024);
    let mut socket = connect(shown.address());
    let request = format!(
        "GET /a/ HTTP/1.1\r\nHost: {}\r\nX-Large: {large}\r\n\r\n",
        shown.address()
    );
    // The preview may close the connection before all is sent.
    let _ = socket.write_all(request.as_bytes());
    let mut response = Vec::new();
    let _ = socket.read_to_end(&mut response);
    assert!(!response.windows(5).any(|window| window == b"First"));
    let long = format!(
        "GET /{} HTTP/1.1\r\nHost: {}\r\n\r\n",
        "x".repeat(70_000),
        shown.address()
    );
    let mut socket = connect(shown.address());
    let _ = socket.write_all(long.as_bytes());
    let mut response = Vec::new();
    let _ = socket.read_to_end(&mut response);
    assert!(!response.starts_with(b"HTTP/1.1 200"));
    assert_eq!(shown.get("/a/").status, 200);
}

#[test]
fn invalid_requests_do_no_harm() {
    let shown = Shown::small();
    for bytes in [
        &b"\r\n\r\n"[..],
        b"GET\r\n\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n",
        b"GET / HTTP/9.9\r\n\r\n",
        b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: a\r\nHost\r\n\r\n",
        b"GET \xff\xfe HTTP/1.1\r\n\r\n",
        b"\0\0\0\0\r\n\r\n",
        b"CONNECT evil.example:443 HTTP/1.1\r\nHost: evil.example:443\r\n\r\n",
    ] {
        let mut socket = connect(shown.address());
        let _ = socket.write_all(bytes);
        let _ = socket.shutdown(std::net::Shutdown::Write);
        let mut response = Vec::new();
        let _ = socket.read_to_end(&mut response);
        assert!(
            !response.starts_with(b"HTTP/1.1 200"),
            "{}",
            String::from_utf8_lossy(&response)
        );
    }
    assert_eq!(shown.get("/a/").status, 200);
}

#[test]
fn silent_connections_do_not_block_others() {
    let shown = Shown::small();
    let mut silent = Vec::new();
    for round in 0..600 {
        let mut socket = connect(shown.address());
        // The request never ends.
        socket
            .write_all(b"GET /a/ HTTP/1.1\r\n")
            .unwrap_or_default();
        silent.push(socket);
        if round % 100 == 99 {
            assert_eq!(shown.get("/a/").status, 200, "after {round} others");
        }
    }
}

#[test]
fn a_stream_that_is_not_read_delays_no_other() {
    let shown = Shown::small();
    let _unread: Vec<Stream> = (0..8).map(|_| shown.stream("/a/")).collect();
    let mut read = shown.stream("/a/");
    for round in 0..20 {
        shown.site.write(
            "content/a.md",
            &format!("---\ntitle: A\n---\nRound {round} {}.", "x".repeat(20_000)),
        );
        while !shown.text("/a/").contains(&format!("Round {round} ")) {
            read.next();
        }
    }
    assert_eq!(ask(shown.address(), "GET", "/b/", &[]).status, 200);
    assert_eq!(
        send(
            shown.address(),
            b"GET /b/ HTTP/1.1\r\nHost: x\r\n\r\n",
            "GET"
        )
        .status,
        421
    );
}
