//! A page loads while many clients hold connections that send nothing, too much or no request, or
//! that do not read what they asked for.

use super::client::ask;
use super::places::add_large_file;
use super::{SMALL, Shown};
use crate::support::{Site, given};
use milepost::preview::Poll;
use std::cell::Cell;
use std::io::{ErrorKind, Write};
use std::net::{SocketAddr, TcpStream};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

/// The behavior of one hostile client.
type Behavior = fn(&mut TcpStream);

const BEHAVIORS: [Behavior; 10] = [
    // Sends nothing.
    |_| {},
    // Never ends its request.
    |socket| _ = socket.write_all(b"GET /a/ HTTP/1.1\r\nHost: x\r\nX-Slow: "),
    // Sends too much.
    |socket| {
        _ = socket.write_all(
            &[
                b"GET /a/ HTTP/1.1\r\nX-Large: ",
                vec![b'x'; 1024 * 1024].as_slice(),
            ]
            .concat(),
        )
    },
    // Announces a body and does not send it.
    |socket| {
        _ = socket.write_all(b"POST /a/ HTTP/1.1\r\nHost: x\r\nContent-Length: 1000000\r\n\r\n")
    },
    // Sends bytes that are no request.
    |socket| {
        _ = socket.write_all(&[
            0x16, 3, 1, 2, 0, 1, 0, 1, 0xfc, 3, 3, b'\r', b'\n', b'\r', b'\n',
        ])
    },
    // Asks for a large file and does not read it.
    |socket| request(socket, "/large.bin", 1),
    // Follows a page and does not read its events.
    |socket| request(socket, "/_milepost/events?page=/a/", 1),
    // Asks once and stays.
    |socket| request(socket, "/a/", 1),
    // Asks many times at once.
    |socket| request(socket, "/a/", 50),
    // Asks for what it may not have, and stays.
    |socket| _ = socket.write_all(b"GET /a/ HTTP/1.1\r\nHost: evil.example\r\n\r\n"),
];

/// Sends a valid request several times.
fn request(socket: &mut TcpStream, path: &str, times: usize) {
    // The preview may have closed the connection already.
    let Ok(address) = socket.peer_addr() else {
        return;
    };
    let request = format!("GET {path} HTTP/1.1\r\nHost: {address}\r\n\r\n");
    _ = socket.write_all(request.repeat(times).as_bytes());
}

/// Opens `number` connections and returns them; counts them in `made`.
fn open_connections(address: SocketAddr, number: usize, made: &AtomicUsize) -> Vec<TcpStream> {
    let mut held = Vec::new();
    while held.len() < number {
        match TcpStream::connect_timeout(&address, Duration::from_secs(5)) {
            Ok(mut socket) => {
                // The preview may stop reading; then the write must not wait for it.
                socket
                    .set_write_timeout(Some(Duration::from_millis(50)))
                    .expect("a socket");
                BEHAVIORS[held.len() % BEHAVIORS.len()](&mut socket);
                held.push(socket);
                made.fetch_add(1, Ordering::Relaxed);
            }
            Err(error) => assert_ne!(error.kind(), ErrorKind::ConnectionRefused, "it listens"),
        }
    }
    held
}

/// `MILEPOST_CONNECTIONS=10000` raises the number of connections. With `--nocapture` the test
/// prints the response times.
#[test]
fn a_page_loads_while_hostile_clients_hold_connections() {
    let number = given("MILEPOST_CONNECTIONS").unwrap_or(400);
    let site = Site::new(&SMALL);
    add_large_file(&site);
    let shown = Shown::of(site, Poll::Auto);
    assert_eq!(shown.get("/a/").status, 200);
    let asked = Cell::new(0);
    let quiet = response_times(&shown, || asked.replace(asked.get() + 1) < number);
    let (address, made) = (shown.address(), AtomicUsize::new(0));
    let (loud, held) = thread::scope(|scope| {
        let clients: Vec<_> = (0..2)
            .map(|_| scope.spawn(|| open_connections(address, number / 2, &made)))
            .collect();
        let loud = response_times(&shown, || made.load(Ordering::Relaxed) < number / 2 * 2);
        let held: Vec<TcpStream> = clients
            .into_iter()
            .flat_map(|client| client.join().expect("it ends"))
            .collect();
        (loud, held)
    });
    let statistics = |times: &[Duration]| {
        let part = |of_hundred: usize| times[(times.len() * of_hundred / 100).min(times.len() - 1)];
        format!(
            "{} responses, half within {:?}, 99 of 100 within {:?}",
            times.len(),
            part(50),
            part(99)
        )
    };
    eprintln!(
        "before: {}\nwhile {} connections are made: {}",
        statistics(&quiet),
        held.len(),
        statistics(&loud)
    );
    assert_eq!(shown.get("/a/").status, 200);
}

/// Requests a page again and again, each time over a new connection, and asserts that it comes.
/// Returns the response times, the shortest first.
fn response_times(shown: &Shown, mut goes_on: impl FnMut() -> bool) -> Vec<Duration> {
    let mut times = Vec::new();
    while goes_on() || times.is_empty() {
        let began = Instant::now();
        let reply = ask(shown.address(), "GET", "/a/", &[]);
        assert!(
            reply.status == 200 && reply.text().contains("First text."),
            "{reply:?}"
        );
        times.push(began.elapsed());
    }
    times.sort_unstable();
    times
}
