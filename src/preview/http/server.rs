//! The server itself: sockets of this machine, and of the network where that was asked for, and a
//! limit on everything that a client may make us wait for.

use crate::preview::options::{Audience, Bind, DEFAULT_PORT};
use axum::Router;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use std::collections::VecDeque;
use std::io;
use std::net::{Ipv4Addr, Ipv6Addr, SocketAddr};
use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;
use tokio::net::{TcpListener, TcpSocket, TcpStream};
use tokio::sync::{oneshot, watch};
use tower_service::Service;

/// How long a client may take for the head of a request; also how long a connection may lie idle.
const HEAD_TIME: Duration = Duration::from_secs(10);

/// Bytes of the head of a request.
const HEAD_SIZE: usize = 64 * 1024;

/// Connections at a time at one socket, event streams among them.
const CONNECTIONS: usize = 256;

/// Connections that wait to be let in. Where there is no room in the queue, a browser tries again
/// only after a second.
const QUEUE: u32 = 1024;

/// Ports after the usual one that are tried.
const PORTS: u16 = 50;

/// How long an answer may still take when the preview ends.
const FAREWELL: Duration = Duration::from_secs(1);

/// How long to wait for something that is given back.
const MOMENT: Duration = Duration::from_millis(100);

/// What one hears who comes when there are too many.
const BUSY: &[u8] = b"HTTP/1.1 503 Service Unavailable\r\nConnection: close\r\nRetry-After: 1\r\nContent-Length: 0\r\n\r\n";

/// The sockets of a preview, all at one port.
pub(crate) struct Sockets {
    /// Those of this machine: one, or where it has both kinds of address, two.
    pub machine: Vec<TcpListener>,
    /// That of the network.
    pub network: Option<TcpListener>,
}

/// Takes a port. Called where the runtime is entered.
///
/// # Errors
/// When no port is free, or not the one that was asked for; when this machine does not have the
/// address in the network.
pub(crate) fn listen(bind: Bind, audience: Audience) -> io::Result<Sockets> {
    match bind {
        Bind::Port(port) => {
            open(port, audience).map_err(|error| unavailable(port, audience, &error))
        }
        Bind::Default => next_free(audience),
    }
}

fn next_free(audience: Audience) -> io::Result<Sockets> {
    for port in (DEFAULT_PORT..DEFAULT_PORT + PORTS).chain([0]) {
        match open(port, audience) {
            Err(error) if error.kind() == io::ErrorKind::AddrInUse => {}
            other => return other.map_err(|error| unavailable(port, audience, &error)),
        }
    }
    Err(io::Error::new(
        io::ErrorKind::AddrInUse,
        "no port of this machine is free",
    ))
}

fn open(port: u16, audience: Audience) -> io::Result<Sockets> {
    let first = socket((Ipv4Addr::LOCALHOST, port).into())?;
    let port = first.local_addr()?.port();
    let network = match audience {
        Audience::Machine => None,
        Audience::Network(address) => Some(socket((address, port).into())?),
    };
    let second = socket((Ipv6Addr::LOCALHOST, port).into()).ok();
    Ok(Sockets {
        machine: [Some(first), second].into_iter().flatten().collect(),
        network,
    })
}

fn socket(address: SocketAddr) -> io::Result<TcpListener> {
    let socket = if address.is_ipv4() {
        TcpSocket::new_v4()?
    } else {
        TcpSocket::new_v6()?
    };
    // The port of a preview that has just ended can be taken again at once. On Windows it would
    // mean that it can be taken twice.
    #[cfg(unix)]
    socket.set_reuseaddr(true)?;
    socket.bind(address)?;
    socket.listen(QUEUE)
}

fn unavailable(port: u16, audience: Audience, error: &io::Error) -> io::Error {
    let text = match (error.kind(), audience) {
        (io::ErrorKind::AddrNotAvailable, Audience::Network(address)) => {
            format!(
                "this machine does not have the address {address}; leave it out, and `--lan` finds the right one"
            )
        }
        (kind, _) => no_port(port, kind, error),
    };
    io::Error::new(error.kind(), text)
}

fn no_port(port: u16, kind: io::ErrorKind, error: &io::Error) -> String {
    match kind {
        io::ErrorKind::AddrInUse => {
            format!(
                "port {port} is taken by another program; name another one, or none to take the next that is free"
            )
        }
        io::ErrorKind::PermissionDenied => {
            format!("port {port} is not for everybody; name one above 1023")
        }
        _ => format!("port {port} cannot be opened: {error}"),
    }
}

/// Answers connections until the preview ends.
pub(crate) async fn serve(listener: TcpListener, router: Router, mut stop: watch::Receiver<bool>) {
    let mut guests = VecDeque::new();
    loop {
        let accepted = tokio::select! {
            accepted = listener.accept() => accepted,
            () = ended(&mut stop) => return,
        };
        let Ok((stream, _)) = accepted else {
            // No file descriptor is left, for one: others are given back in a while.
            tokio::time::sleep(MOMENT).await;
            continue;
        };
        if make_room(&mut guests) {
            guests.push_back(welcome(stream, router.clone(), stop.clone()));
        } else {
            let _ = stream.try_write(BUSY);
        }
        // Whoever was let in, or shown the door, comes before the next.
        tokio::task::yield_now().await;
    }
}

/// A connection, as the one who let it in sees it.
struct Guest {
    /// Whether it ever asked for anything.
    has_asked: Arc<AtomicBool>,
    /// Shows it the door.
    leave: oneshot::Sender<()>,
}

/// Whether there is a place for one more. Where none is free, whoever sits there longest without
/// having asked for anything has to leave: so nobody keeps others out by saying nothing.
fn make_room(guests: &mut VecDeque<Guest>) -> bool {
    guests.retain(|guest| !guest.leave.is_closed());
    if guests.len() < CONNECTIONS {
        return true;
    }
    let silent = guests
        .iter()
        .position(|guest| !guest.has_asked.load(Ordering::Relaxed));
    // It has left by itself if it does not hear this.
    silent
        .and_then(|silent| guests.remove(silent))
        .map(|guest| guest.leave.send(()))
        .is_some()
}

fn welcome(stream: TcpStream, router: Router, stop: watch::Receiver<bool>) -> Guest {
    let (leave, shown_out) = oneshot::channel();
    let has_asked = Arc::new(AtomicBool::new(false));
    let asks = Arc::clone(&has_asked);
    tokio::spawn(async move { converse(stream, router, &asks, shown_out, stop).await });
    Guest { has_asked, leave }
}

async fn converse(
    stream: TcpStream,
    router: Router,
    has_asked: &AtomicBool,
    mut shown_out: oneshot::Receiver<()>,
    mut stop: watch::Receiver<bool>,
) {
    // Answers are small and wanted at once.
    let _ = stream.set_nodelay(true);
    let service = service_fn(|request| {
        has_asked.store(true, Ordering::Relaxed);
        router.clone().call(request)
    });
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(HEAD_TIME)
        .max_buf_size(HEAD_SIZE)
        .serve_connection(TokioIo::new(stream), service);
    let mut connection = pin!(connection);
    // A connection that breaks is its client's affair.
    tokio::select! {
        _ = connection.as_mut() => {}
        _ = &mut shown_out => {}
        () = ended(&mut stop) => {
            connection.as_mut().graceful_shutdown();
            let _ = tokio::time::timeout(FAREWELL, connection).await;
        }
    }
}

/// Waits until the preview ends.
pub(crate) async fn ended(stop: &mut watch::Receiver<bool>) {
    // An error means that whoever could say it is gone.
    let _ = stop.wait_for(|stop| *stop).await;
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::routing::get;
    use std::io::{Read, Write};
    use std::panic::resume_unwind;

    fn ask(address: SocketAddr, path: &str) -> String {
        let mut socket = std::net::TcpStream::connect(address).expect("it listens");
        write!(
            socket,
            "GET {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
        )
        .expect("it reads");
        let mut answer = String::new();
        // A connection that breaks has no answer.
        let _ = socket.read_to_string(&mut answer);
        answer
    }

    #[test]
    fn a_panic_ends_its_own_connection_only_and_gives_its_place_back() {
        async fn fail() -> &'static str {
            // As `panic!`, without the report on standard error.
            resume_unwind(Box::new("a panic of the test"))
        }
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(2)
            .enable_all()
            .build()
            .expect("threads");
        let _inside = runtime.enter();
        let sockets = listen(Bind::Port(0), Audience::Machine).expect("a port");
        let socket = sockets.machine.into_iter().next().expect("a socket");
        let address = socket.local_addr().expect("an address");
        let (_stop, stopped) = watch::channel(false);
        let router = Router::new()
            .route("/", get(|| async { "well" }))
            .route("/fails", get(fail));
        runtime.spawn(serve(socket, router, stopped));
        for round in 0..CONNECTIONS + 50 {
            assert_eq!(ask(address, "/fails"), "", "round {round}");
        }
        assert!(ask(address, "/").ends_with("well"));
    }
}
