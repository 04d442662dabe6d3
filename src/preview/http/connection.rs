//! One connection: it tells its place what the client does, and ends when the client reads nothing.

use super::places::Seat;
use crate::preview::timing::LONGEST_STALL;
use axum::body::{Body, Bytes, HttpBody};
use axum::http::Response;
use axum::http::header::{CONTENT_TYPE, HeaderMap};
use hyper::body::{Frame, SizeHint};
use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;
use tokio::time::{Sleep, sleep};

/// The socket of a connection. Writing fails after the client has taken nothing for a while.
pub(super) struct Socket {
    stream: TcpStream,
    seat: Arc<Seat>,
    /// The end of the client's time, while it takes nothing.
    deadline: Option<Pin<Box<Sleep>>>,
}

impl Socket {
    pub(super) fn new(stream: TcpStream, seat: Arc<Seat>) -> Self {
        // Responses are small, and the browser waits for them.
        let _ = stream.set_nodelay(true);
        Socket {
            stream,
            seat,
            deadline: None,
        }
    }

    /// Passes on the result of writing, and fails if there has been none for too long.
    fn observe(
        &mut self,
        context: &mut Context<'_>,
        written: Poll<io::Result<usize>>,
    ) -> Poll<io::Result<usize>> {
        if written.is_ready() {
            if self.deadline.take().is_some() {
                self.seat.proceed();
            }
            return written;
        }
        self.seat.stall();
        let deadline = self
            .deadline
            .get_or_insert_with(|| Box::pin(sleep(LONGEST_STALL)));
        let elapsed = deadline.as_mut().poll(context);
        elapsed.map(|()| Err(io::ErrorKind::TimedOut.into()))
    }
}

impl AsyncRead for Socket {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_read(context, buffer)
    }
}

impl AsyncWrite for Socket {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        let written = Pin::new(&mut self.stream).poll_write(context, bytes);
        self.observe(context, written)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffers: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let written = Pin::new(&mut self.stream).poll_write_vectored(context, buffers);
        self.observe(context, written)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(context)
    }
}

impl Drop for Socket {
    fn drop(&mut self) {
        // The system would keep for minutes what the client does not read.
        if self.deadline.is_some() {
            let _ = self.stream.set_zero_linger();
        }
    }
}

/// The content of a response. Its end frees the connection for the next request.
struct Content {
    body: Body,
    seat: Arc<Seat>,
}

/// Follows a response until all of its content has been passed on.
pub(super) fn follow(response: Response<Body>, seat: Arc<Seat>) -> Response<Body> {
    if is_event_stream(response.headers()) {
        seat.stream();
    }
    response.map(|body| Body::new(Content { body, seat }))
}

fn is_event_stream(headers: &HeaderMap) -> bool {
    let kind = headers.get(CONTENT_TYPE);
    kind.is_some_and(|kind| kind.as_bytes().starts_with(b"text/event-stream"))
}

impl HttpBody for Content {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        Pin::new(&mut self.body).poll_frame(context)
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

impl Drop for Content {
    fn drop(&mut self) {
        self.seat.wait();
    }
}
