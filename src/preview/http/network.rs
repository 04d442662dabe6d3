//! The address of this machine in its network.

use std::io;
use std::net::{IpAddr, Ipv4Addr, UdpSocket};

/// An address that no machine has. Source: RFC 5737, section 3.
const NOBODY: (Ipv4Addr, u16) = (Ipv4Addr::new(192, 0, 2, 1), 9);

/// The address from which this machine would reach others. Nothing is sent to learn it.
///
/// # Errors
/// When the machine is in no network.
pub fn address_in_network() -> io::Result<IpAddr> {
    let none = || io::Error::new(io::ErrorKind::NetworkUnreachable, NO_NETWORK);
    let socket = UdpSocket::bind((Ipv4Addr::UNSPECIFIED, 0)).map_err(|_| none())?;
    // With datagrams, this only has the system choose the way.
    socket.connect(NOBODY).map_err(|_| none())?;
    let address = socket.local_addr().map_err(|_| none())?.ip();
    if address.is_loopback() || address.is_unspecified() {
        Err(none())
    } else {
        Ok(address)
    }
}

const NO_NETWORK: &str = "this machine is in no network, so no other device can see the preview\n\
    connect it, name its address with `--bind`, or leave out `--lan`";
