//! Damaged requests: the preview answers them or closes their connections, and goes on.

use super::{cases, mutate, random_of};
use crate::program::Server;
use crate::support::Site;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::Duration;

/// An answer that takes longer never comes.
const LONGEST: Duration = Duration::from_secs(60);

const REQUESTS: [&str; 4] = [
    "GET / HTTP/1.1\r\nHost: HOST\r\nConnection: close\r\n\r\n",
    "GET /page/?a=b%20c HTTP/1.1\r\nHost: HOST\r\nRange: bytes=0-9,20-\r\n\r\n",
    "HEAD /style.css HTTP/1.0\r\nHost: HOST\r\nIf-None-Match: \"x\"\r\n\r\n",
    "POST / HTTP/1.1\r\nHost: HOST\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nabcd\r\n0\r\n\r\n",
];

#[test]
fn no_damaged_request_is_too_much_for_the_preview() {
    let site = Site::new(&[
        ("content/_index.md", "# Home"),
        ("content/page.md", "# Page"),
    ]);
    let preview = Server::start(&site.root(), &site.path("log"));
    let host = preview.socket().to_string();
    let whole = REQUESTS[0].replace("HOST", &host);
    for case in 0..cases() {
        let mut random = random_of(case);
        let request = REQUESTS[random.below(REQUESTS.len())].replace("HOST", &host);
        let mut bytes = request.into_bytes();
        for _ in 0..=random.below(4) {
            mutate(&mut bytes, &mut random);
        }
        let mut connection = connected(&preview);
        // The preview may close the connection at any time.
        let _ = connection.write_all(&bytes);
        // Whatever the damaged request waits for, a browser gets its page.
        let mut browser = connected(&preview);
        browser.write_all(whole.as_bytes()).expect("a request");
        let mut page = Vec::new();
        browser.read_to_end(&mut page).expect("a page");
        assert!(
            page.starts_with(b"HTTP/1.1 200"),
            "case {case}: {}",
            String::from_utf8_lossy(&page)
        );
        connection.set_nonblocking(true).expect("a connection");
        let mut answer = [0; 12];
        if connection.read_exact(&mut answer).is_ok() {
            let is_fault = answer.starts_with(b"HTTP/1.") && answer[9] == b'5';
            assert!(
                !is_fault,
                "case {case}: {}",
                String::from_utf8_lossy(&bytes)
            );
        }
    }
    assert!(!preview.log().contains("panicked"), "{}", preview.log());
}

fn connected(preview: &Server) -> TcpStream {
    let connection = TcpStream::connect(preview.socket()).expect("a connection");
    connection
        .set_read_timeout(Some(LONGEST))
        .expect("a time limit");
    connection
}
