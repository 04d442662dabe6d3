//! Accepts connections and limits what a client can make the preview wait for.

use super::connection::{Socket, follow};
use super::places::{Caller, Places, Seat};
use crate::preview::shutdown::Shutdown;
use crate::preview::timing::{ACCEPT_RETRY, LAST_RESPONSE, REQUEST_HEAD};
use axum::Router;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use std::convert::Infallible;
use std::io;
use std::pin::pin;
use std::sync::Arc;
use tokio::net::{TcpListener, TcpStream};
use tower_service::Service;

/// Bytes of the head of a request, at most.
const MAX_HEAD: usize = 64 * 1024;

/// Connections that are accepted before others get their turn. One at a time, a new connection
/// would wait for an answer of each open one, times the connections that wait before it. All at
/// once, some would give up their place before their request is read.
const ACCEPTED_AT_ONCE: usize = 32;

/// Serves the connections of a caller until the preview ends.
pub(crate) async fn serve(
    listener: TcpListener,
    router: Router,
    places: Arc<Places>,
    caller: Caller,
    mut shutdown: Shutdown,
) {
    let mut accepted_at_once = 0;
    loop {
        let accepted = tokio::select! {
            accepted = listener.accept() => accepted,
            () = shutdown.requested() => return,
        };
        match accepted {
            Ok((stream, _)) => {
                let seat = places.take(caller);
                tokio::spawn(serve_one(stream, router.clone(), seat, shutdown.clone()));
                accepted_at_once += 1;
                if accepted_at_once < ACCEPTED_AT_ONCE {
                    continue;
                }
            }
            // The client is gone already.
            Err(error) if error.kind() == io::ErrorKind::ConnectionAborted => {}
            // The process may have no file descriptor left.
            Err(_) if places.give_up_unused() => {}
            // Others are closed in a while.
            Err(_) => tokio::time::sleep(ACCEPT_RETRY).await,
        }
        // Lets the opened and the closed connections run before the next is accepted.
        accepted_at_once = 0;
        tokio::task::yield_now().await;
    }
}

/// Serves one connection until either side closes it, or until it must give up its place.
async fn serve_one(stream: TcpStream, router: Router, seat: Seat, mut shutdown: Shutdown) {
    let seat = Arc::new(seat);
    let service = service_fn(|request| {
        seat.answer();
        let (mut router, seat) = (router.clone(), Arc::clone(&seat));
        async move {
            let Ok(response) = router.call(request).await;
            Ok::<_, Infallible>(follow(response, seat))
        }
    });
    let socket = Socket::new(stream, Arc::clone(&seat));
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(REQUEST_HEAD)
        .max_buf_size(MAX_HEAD)
        .serve_connection(TokioIo::new(socket), service);
    let mut connection = pin!(connection);
    // An error of the connection concerns its client only.
    tokio::select! {
        _ = connection.as_mut() => {}
        () = seat.given_up() => {}
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
    fn a_panic_ends_its_own_connection_only_and_frees_its_place() {
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
        let places = Arc::new(Places::default());
        runtime.spawn(serve(socket, router, places, Caller::Machine, shutdown));
        for round in 0..Caller::Machine.requests() + 50 {
            assert_eq!(ask(address, "/fails"), "", "round {round}");
        }
        assert!(ask(address, "/").ends_with("well"));
    }
}
