//! Each connection holds a place, and gives it up to one that needs it more: no number of clients
//! that do not read, do not ask, or follow events keeps a browser out.

use super::client::{Stream, ask, connect, read_reply};
#[cfg(target_os = "linux")]
use super::lan::LanPreview;
use super::{SMALL, Shown};
use crate::program::Server;
use crate::support::Site;
use milepost::preview::Poll;
use std::fs::File;
use std::io::{BufReader, ErrorKind, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

/// More connections than there are places of any kind.
const MANY: usize = 300;

/// The event streams of this machine that may be open at once.
const STREAMS: usize = 64;

/// Bytes of a file that no buffer on the way takes whole.
const LARGE: u64 = 24 * 1024 * 1024;

/// Adds a large file to a site.
pub fn add_large_file(site: &Site) {
    let file = File::create(site.path("static/large.bin")).expect("a folder for static files");
    file.set_len(LARGE).expect("a sparse file");
}

fn with_large_file() -> Shown {
    let site = Site::new(&SMALL);
    add_large_file(&site);
    Shown::of(site, Poll::Auto)
}

fn request(address: SocketAddr, path: &str, headers: &str) -> String {
    format!("GET {path} HTTP/1.1\r\nHost: {address}\r\n{headers}\r\n")
}

/// Asks for a large file, and reads no more than the first words of the response.
fn stalled(address: SocketAddr, headers: &str) -> TcpStream {
    let mut socket = connect(address);
    socket
        .write_all(request(address, "/large.bin", headers).as_bytes())
        .expect("the preview reads");
    let mut start = [0; 12];
    socket.read_exact(&mut start).expect("a response");
    assert_eq!(start, *b"HTTP/1.1 200");
    socket
}

/// A connection that a browser keeps for its next request.
struct Kept {
    address: SocketAddr,
    socket: BufReader<TcpStream>,
}

impl Kept {
    fn open(address: SocketAddr, headers: &str) -> Self {
        let socket = BufReader::new(connect(address));
        let mut kept = Kept { address, socket };
        assert_eq!(kept.ask(headers), 200);
        kept
    }

    fn ask(&mut self, headers: &str) -> u16 {
        let request = request(self.address, "/a/", headers);
        let socket = self.socket.get_mut();
        socket
            .write_all(request.as_bytes())
            .expect("the preview reads");
        read_reply(&mut self.socket, "GET").status
    }
}

/// Waits until the preview closes a connection and returns what it still sent.
fn until_closed(socket: &mut impl Read) -> Vec<u8> {
    let mut rest = Vec::new();
    if let Err(error) = socket.read_to_end(&mut rest) {
        assert_eq!(
            error.kind(),
            ErrorKind::ConnectionReset,
            "it stays open: {error}"
        );
    }
    rest
}

#[test]
fn the_client_that_has_not_read_for_longest_gives_up_its_place() {
    let shown = with_large_file();
    assert_eq!(shown.get("/a/").status, 200);
    let mut unread: Vec<TcpStream> = (0..MANY).map(|_| stalled(shown.address(), "")).collect();
    assert_eq!(shown.get("/a/").status, 200);
    for first in &mut unread[..10] {
        assert!((until_closed(first).len() as u64) < LARGE, "it was cut off");
    }
    let last = unread.last_mut().expect("there are many");
    last.write_all(request(shown.address(), "/a/", "Connection: close\r\n").as_bytes())
        .expect("the preview reads");
    let all = until_closed(last);
    // Behind the file comes the page that was asked for last.
    let end = all.get(LARGE as usize..).expect("it was not cut off");
    assert!(String::from_utf8_lossy(end).contains("First text."));
}

#[test]
fn a_client_that_reads_nothing_is_not_awaited_for_ever() {
    let shown = with_large_file();
    let mut unread = stalled(shown.address(), "");
    // The preview does not read either. So this waits until it ends the connection.
    let bound = Duration::from_secs(120);
    unread.set_write_timeout(Some(bound)).expect("a socket");
    let error = loop {
        if let Err(error) = unread.write_all(&[b'x'; 64 * 1024]) {
            break error.kind();
        }
    };
    assert!(
        matches!(error, ErrorKind::ConnectionReset | ErrorKind::BrokenPipe),
        "it stays open: {error}"
    );
}

#[test]
fn a_connection_that_waits_gives_up_its_place_before_one_that_is_answered() {
    let shown = with_large_file();
    let mut answered = stalled(shown.address(), "Connection: close\r\n");
    let mut kept: Vec<Kept> = (0..MANY).map(|_| Kept::open(shown.address(), "")).collect();
    assert_eq!(shown.get("/a/").status, 200);
    for first in &mut kept[..10] {
        assert_eq!(until_closed(&mut first.socket), b"");
    }
    assert_eq!(kept.last_mut().map(|last| last.ask("")), Some(200));
    assert!(until_closed(&mut answered).len() as u64 > LARGE);
}

#[test]
fn clients_that_ask_many_times_at_once_keep_nobody_out() {
    let shown = Shown::small();
    let requests = request(shown.address(), "/a/", "").repeat(20);
    let unread: Vec<TcpStream> = (0..MANY)
        .map(|_| {
            let mut socket = connect(shown.address());
            // The preview may have given the place to another already.
            _ = socket.write_all(requests.as_bytes());
            socket
        })
        .collect();
    assert_eq!(shown.get("/b/").status, 200);
    drop(unread);
}

#[test]
fn a_refused_request_is_the_last_of_its_connection() {
    let shown = Shown::small();
    let (address, token) = (shown.address(), "Content-Length: 0\r\n");
    for (request, status) in [
        (
            "GET / HTTP/1.1\r\nHost: evil.example\r\n\r\n".to_owned(),
            421,
        ),
        ("GET / HTTP/1.1\r\n\r\n".to_owned(), 400),
        (
            request(address, "/", "Origin: http://evil.example\r\n"),
            403,
        ),
        (
            format!("POST / HTTP/1.1\r\nHost: {address}\r\n{token}\r\n"),
            405,
        ),
        (
            format!(
                "POST /_milepost/edit HTTP/1.1\r\nHost: {address}\r\n\
                    Origin: http://{address}\r\n{token}\r\n"
            ),
            403,
        ),
    ] {
        let mut socket = connect(address);
        socket
            .write_all(request.as_bytes())
            .expect("the preview reads");
        let mut socket = BufReader::new(socket);
        let reply = read_reply(&mut socket, "GET");
        assert_eq!(
            (reply.status, reply.header("connection")),
            (status, Some("close")),
            "{request}"
        );
        assert_eq!(until_closed(&mut socket), b"", "{request}");
    }
}

#[test]
fn event_streams_have_places_of_their_own() {
    let shown = Shown::small();
    let mut streams: Vec<Stream> = (0..MANY).map(|_| shown.stream("/a/")).collect();
    assert_eq!(shown.get("/a/").status, 200);
    for oldest in &mut streams[..10] {
        while oldest.try_next().is_some() {}
    }
    // Neither kind takes the places of the other.
    let kept: Vec<Kept> = (0..MANY).map(|_| Kept::open(shown.address(), "")).collect();
    shown
        .site
        .replace("content/a.md", "First text.", "Better text.");
    for newest in &mut streams[MANY - STREAMS..] {
        assert_eq!(newest.next_change().data["url"], "/a/");
    }
    assert_eq!(shown.get("/b/").status, 200);
    drop(kept);
}

#[cfg(target_os = "linux")]
#[test]
fn guests_take_no_place_of_this_machine() {
    let site = Site::new(&SMALL);
    add_large_file(&site);
    let preview = LanPreview::of(site);
    let (here, there) = (preview.shown.address(), preview.address());
    let cookie = preview.cookie();
    let cookie_line = format!("Cookie: {cookie}\r\n");
    let mut ours: Vec<Stream> = (0..STREAMS).map(|_| preview.shown.stream("/a/")).collect();
    let theirs = [("Cookie", cookie.as_str())];
    let streams: Vec<Stream> = (0..MANY)
        .map(|_| Stream::open(there, "page=/a/", &theirs))
        .collect();
    let kept: Vec<Kept> = (0..MANY).map(|_| Kept::open(there, &cookie_line)).collect();
    assert_eq!(ask(here, "GET", "/a/", &[]).status, 200);
    let unread: Vec<TcpStream> = (0..MANY).map(|_| stalled(there, &cookie_line)).collect();
    assert_eq!(ask(here, "GET", "/a/", &[]).status, 200);
    let silent: Vec<TcpStream> = (0..MANY).map(|_| connect(there)).collect();
    assert_eq!(ask(here, "GET", "/a/", &[]).status, 200);
    // A guest is not kept out by others either.
    assert_eq!(ask(there, "GET", "/a/", &theirs).status, 200);
    let site = &preview.shown.site;
    site.replace("content/a.md", "First text.", "Better text.");
    for stream in &mut ours {
        assert_eq!(stream.next_change().data["url"], "/a/");
    }
    drop((streams, kept, unread, silent));
}

#[cfg(unix)]
#[test]
fn a_program_without_file_descriptors_frees_those_of_silent_connections() {
    let site = Site::new(&SMALL);
    let folder = tempfile::TempDir::new().expect("a folder");
    let server = Server::with_files(64, &site.root(), &folder.path().join("log"));
    assert_eq!(ask(server.socket(), "GET", "/a/", &[]).status, 200);
    let silent: Vec<TcpStream> = (0..MANY).map(|_| connect(server.socket())).collect();
    assert_eq!(ask(server.socket(), "GET", "/a/", &[]).status, 200);
    drop(silent);
}

#[test]
fn a_body_that_never_comes_is_not_awaited_for_ever() {
    let shown = Shown::small();
    let (address, token) = (shown.address().to_string(), shown.token());
    let reply = ask(
        shown.address(),
        "POST",
        "/_milepost/edit",
        &[
            ("Origin", &format!("http://{address}")),
            ("Milepost-Token", &token),
            ("Content-Type", "application/json"),
            ("Content-Length", "100"),
        ],
    );
    assert_eq!(reply.status, 400);
}
