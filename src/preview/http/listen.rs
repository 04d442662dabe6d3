//! Opens the sockets of the preview: on this machine and, if asked for, in its network.

use crate::preview::options::{Audience, Bind, DEFAULT_PORT};
use std::io;
use std::net::{Ipv4Addr, Ipv6Addr, SocketAddr};
use tokio::net::{TcpListener, TcpSocket};

/// Connections that wait to be accepted. If the queue is full, a browser tries again only after a
/// second.
const BACKLOG: u32 = 1024;

/// Bytes that the system keeps of what a client has not read yet; Linux doubles the number. Left to
/// itself it keeps up to 4 MB for each connection, so that clients that read nothing would cost a
/// gigabyte.
const SEND_BUFFER: u32 = 256 * 1024;

/// The number of ports to try after the default one.
const NEXT_PORTS: u16 = 50;

/// The sockets of a preview, all at one port.
pub(crate) struct Sockets {
    /// The loopback sockets: IPv4 and, where this machine has it, IPv6.
    pub loopback: Vec<TcpListener>,
    pub network: Option<TcpListener>,
}

/// Opens a port. The caller must have entered the runtime.
///
/// # Errors
/// If the port is taken, if no port is free, or if this machine does not have the address in the
/// network.
pub(crate) fn listen(bind: Bind, audience: Audience) -> io::Result<Sockets> {
    match bind {
        Bind::Port(port) => {
            open(port, audience).map_err(|error| unavailable(port, audience, &error))
        }
        Bind::Default => open_next_free(audience),
    }
}

fn open_next_free(audience: Audience) -> io::Result<Sockets> {
    for port in (DEFAULT_PORT..DEFAULT_PORT + NEXT_PORTS).chain([0]) {
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
    let first = bind_socket((Ipv4Addr::LOCALHOST, port).into())?;
    // The system chose the port if it was 0.
    let port = first.local_addr()?.port();
    let network = match audience {
        Audience::Machine => None,
        Audience::Network(address) => Some(bind_socket((address, port).into())?),
    };
    let second = bind_socket((Ipv6Addr::LOCALHOST, port).into()).ok();
    Ok(Sockets {
        loopback: [Some(first), second].into_iter().flatten().collect(),
        network,
    })
}

fn bind_socket(address: SocketAddr) -> io::Result<TcpListener> {
    let socket = if address.is_ipv4() {
        TcpSocket::new_v4()?
    } else {
        TcpSocket::new_v6()?
    };
    // The port of a preview that has just ended can be taken again at once. On Windows, the option
    // would let two programs take the same port.
    #[cfg(unix)]
    socket.set_reuseaddr(true)?;
    // A smaller or larger buffer than asked for is well too.
    let _ = socket.set_send_buffer_size(SEND_BUFFER);
    socket.bind(address)?;
    socket.listen(BACKLOG)
}

fn unavailable(port: u16, audience: Audience, error: &io::Error) -> io::Error {
    let text = match (error.kind(), audience) {
        (io::ErrorKind::AddrNotAvailable, Audience::Network(address)) => format!(
            "this machine does not have the address {address}; \
                leave it out, and `--lan` finds the right one"
        ),
        (io::ErrorKind::AddrInUse, _) => format!(
            "port {port} is taken by another program; \
                name another one, or none to take the next that is free"
        ),
        (io::ErrorKind::PermissionDenied, _) => {
            format!("port {port} is not for everybody; name one above 1023")
        }
        _ => format!("port {port} cannot be opened: {error}"),
    };
    io::Error::new(error.kind(), text)
}
