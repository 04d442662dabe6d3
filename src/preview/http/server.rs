//! Accepts connections and limits what a client can make the preview wait for.

use crate::preview::shutdown::Shutdown;
use crate::preview::timing::{ACCEPT_RETRY, LAST_RESPONSE, REQUEST_HEAD};
use axum::Router;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use std::collections::VecDeque;
use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::oneshot;
use tower_service::Service;

/// Bytes of the head of a request, at most.
const MAX_HEAD: usize = 64 * 1024;

/// Simultaneous connections of one socket, event streams included.
const MAX_CONNECTIONS: usize = 256;

/// The response to a connection over the limit.
const BUSY: &[u8] = b"HTTP/1.1 503 Service Unavailable\r\nConnection: close\r\nRetry-After: 1\r\n\
    Content-Length: 0\r\n\r\n";

/// An open connection, as the accept loop sees it.
struct Connection {
    has_requested: Arc<AtomicBool>,
    close: oneshot::Sender<()>,
}

/// Serves connections until the preview ends.
pub(crate) async fn serve(listener: TcpListener, router: Router, mut shutdown: Shutdown) {
    let mut connections = VecDeque::new();
    loop {
        let accepted = tokio::select! {
            accepted = listener.accept() => accepted,
            () = shutdown.requested() => return,
        };
        let Ok((stream, _)) = accepted else {
            // The process may have no file descriptor left. Others are closed in a while.
            tokio::time::sleep(ACCEPT_RETRY).await;
            continue;
        };
        if make_room(&mut connections) {
            connections.push_back(open(stream, router.clone(), shutdown.clone()));
        } else {
            let _ = stream.try_write(BUSY);
        }
        // Lets the opened and the closed connections run before the next is accepted.
        tokio::task::yield_now().await;
    }
}

/// Makes room for one more connection; false if there is no room. At the limit, closes the oldest
/// connection that has not sent a request, so that idle connections cannot block new ones.
fn make_room(connections: &mut VecDeque<Connection>) -> bool {
    connections.retain(|connection| !connection.close.is_closed());
    if connections.len() < MAX_CONNECTIONS {
        return true;
    }
    let idle = connections
        .iter()
        .position(|connection| !connection.has_requested.load(Ordering::Relaxed));
    // Sending fails if the connection was closed meanwhile; then there is room too.
    idle.and_then(|idle| connections.remove(idle))
        .map(|connection| connection.close.send(()))
        .is_some()
}

fn open(stream: TcpStream, router: Router, shutdown: Shutdown) -> Connection {
    let (close, closed) = oneshot::channel();
    let has_requested = Arc::new(AtomicBool::new(false));
    let requested = Arc::clone(&has_requested);
    tokio::spawn(async move { serve_one(stream, router, &requested, closed, shutdown).await });
    Connection {
        has_requested,
        close,
    }
}

/// Serves one connection until either side closes it.
async fn serve_one(
    stream: TcpStream,
    router: Router,
    has_requested: &AtomicBool,
    mut closed: oneshot::Receiver<()>,
    mut shutdown: Shutdown,
) {
    // Responses are small, and the browser waits for them.
    let _ = stream.set_nodelay(true);
    let service = service_fn(|request| {
        has_requested.store(true, Ordering::Relaxed);
        router.clone().call(request)
    });
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(REQUEST_HEAD)
        .max_buf_size(MAX_HEAD)
        .serve_connection(TokioIo::new(stream), service);
    let mut connection = pin!(connection);
    // An error of the connection concerns its client only.
    tokio::select! {
        _ = connection.as_mut() => {}
        _ = &mut closed => {}
        () = shutdown.requested() => {
            connection.as_mut().graceful_shutdown();
            let _ = tokio::time::timeout(LAST_RESPONSE, connection).await;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::preview::http::listen::listen;
    use crate::preview::options::{Audience, Bind};
    use axum::routing::get;
    use std::io::{Read, Write};
    use std::net::SocketAddr;
    use std::panic::resume_unwind;

    fn ask(address: SocketAddr, path: &str) -> String {
        let mut socket = std::net::TcpStream::connect(address).expect("it listens");
        write!(
            socket,
            "GET {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
        )
        .expect("it reads");
        let mut response = String::new();
        // A connection that breaks has no response.
        let _ = socket.read_to_string(&mut response);
        response
    }

    #[test]
    fn a_panic_ends_its_own_connection_only_and_frees_its_slot() {
        async fn fail() -> &'static str {
            // Like `panic!`, without the report on standard error.
            resume_unwind(Box::new("a panic of the test"))
        }
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(2)
            .enable_all()
            .build()
            .expect("threads");
        let _inside = runtime.enter();
        let sockets = listen(Bind::Port(0), Audience::Machine).expect("a port");
        let socket = sockets.loopback.into_iter().next().expect("a socket");
        let address = socket.local_addr().expect("an address");
        let (_stop, shutdown) = Shutdown::channel();
        let router = Router::new()
            .route("/", get(|| async { "well" }))
            .route("/fails", get(fail));
        runtime.spawn(serve(socket, router, shutdown));
        for round in 0..MAX_CONNECTIONS + 50 {
            assert_eq!(ask(address, "/fails"), "", "round {round}");
        }
        assert!(ask(address, "/").ends_with("well"));
    }
}
