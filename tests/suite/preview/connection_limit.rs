//! A siege: many who hold a connection and say nothing, or say too much, while somebody wants to
//! see a page.

use super::Shown;
use super::client::ask;
use std::cell::Cell;
use std::io::{ErrorKind, Write};
use std::net::{SocketAddr, TcpStream};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

/// How one of the besiegers behaves.
type Manner = fn(&mut TcpStream);

const MANNERS: [Manner; 5] = [
    // Says nothing.
    |_| {},
    // Never ends what it begins to say.
    |socket| _ = socket.write_all(b"GET /a/ HTTP/1.1\r\nHost: x\r\nX-Slow: "),
    // Says too much.
    |socket| {
        _ = socket.write_all(
            &[
                b"GET /a/ HTTP/1.1\r\nX-Large: ",
                vec![b'x'; 1024 * 1024].as_slice(),
            ]
            .concat(),
        )
    },
    // Promises a body and does not send it.
    |socket| {
        _ = socket.write_all(b"POST /a/ HTTP/1.1\r\nHost: x\r\nContent-Length: 1000000\r\n\r\n")
    },
    // Says what is no request.
    |socket| {
        _ = socket.write_all(&[
            0x16, 3, 1, 2, 0, 1, 0, 1, 0xfc, 3, 3, b'\r', b'\n', b'\r', b'\n',
        ])
    },
];

/// Makes so many connections and holds them; counts them in `made`.
fn besiege(address: SocketAddr, number: usize, made: &AtomicUsize) -> Vec<TcpStream> {
    let mut held = Vec::new();
    while held.len() < number {
        match TcpStream::connect_timeout(&address, Duration::from_secs(5)) {
            Ok(mut socket) => {
                // Who is not read is not waited for.
                socket
                    .set_write_timeout(Some(Duration::from_millis(50)))
                    .expect("a socket");
                MANNERS[held.len() % MANNERS.len()](&mut socket);
                held.push(socket);
                made.fetch_add(1, Ordering::Relaxed);
            }
            Err(error) => assert_ne!(error.kind(), ErrorKind::ConnectionRefused, "it listens"),
        }
    }
    held
}

/// `MILEPOST_SIEGE=10000` raises the number of connections; with `--nocapture` it says how long the
/// answers took.
#[test]
fn whoever_wants_to_see_a_page_sees_it_under_siege() {
    let number = std::env::var("MILEPOST_SIEGE")
        .ok()
        .and_then(|number| number.parse().ok())
        .unwrap_or(400);
    let shown = Shown::small();
    assert_eq!(shown.get("/a/").status, 200);
    let asked = Cell::new(0);
    let quiet = answer_times(&shown, || asked.replace(asked.get() + 1) < number);
    let (address, made) = (shown.address(), AtomicUsize::new(0));
    let (loud, held) = thread::scope(|scope| {
        let besiegers: Vec<_> = (0..2)
            .map(|_| scope.spawn(|| besiege(address, number / 2, &made)))
            .collect();
        let loud = answer_times(&shown, || made.load(Ordering::Relaxed) < number / 2 * 2);
        let held: Vec<TcpStream> = besiegers
            .into_iter()
            .flat_map(|besieger| besieger.join().expect("it ends"))
            .collect();
        (loud, held)
    });
    let told = |times: &[Duration]| {
        let part = |of_hundred: usize| times[(times.len() * of_hundred / 100).min(times.len() - 1)];
        format!(
            "{} answers, half within {:?}, 99 of 100 within {:?}",
            times.len(),
            part(50),
            part(99)
        )
    };
    eprintln!(
        "before: {}\nwhile {} connections are made: {}",
        told(&quiet),
        held.len(),
        told(&loud)
    );
    assert_eq!(shown.get("/a/").status, 200);
}

/// Asks for a page again and again, each time over a new connection, and asserts that it comes; how
/// long each took, in order of length.
fn answer_times(shown: &Shown, mut goes_on: impl FnMut() -> bool) -> Vec<Duration> {
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
