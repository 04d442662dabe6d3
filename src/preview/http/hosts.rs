//! The names under which this machine may be asked for the preview, each at its own door.

use std::net::{IpAddr, SocketAddr};

/// The values of `Host` that are answered, in lower case.
///
/// A page of another site can have its own name lead to this machine (DNS rebinding); then the
/// browser believes that our answers are its own. But it still sends the name, and only these are
/// ours.
#[derive(Debug, Clone)]
pub(crate) struct Hosts(Vec<String>);

impl Hosts {
    /// The names that this machine has for itself, with the port of the preview.
    pub(crate) fn of_machine(port: u16) -> Self {
        Self::with_port(
            &[
                "127.0.0.1".to_owned(),
                "localhost".to_owned(),
                "[::1]".to_owned(),
            ],
            port,
        )
    }

    /// The address that it has in a network. Not its name there (`….local`): any machine of the
    /// network can answer to that one, and would be sent what the browser keeps for us.
    pub(crate) fn in_network(address: SocketAddr) -> Self {
        let name = match address.ip() {
            IpAddr::V4(address) => address.to_string(),
            IpAddr::V6(address) => format!("[{address}]"),
        };
        Self::with_port(&[name], address.port())
    }

    fn with_port(names: &[String], port: u16) -> Self {
        let with_port = names.iter().map(|name| format!("{name}:{port}"));
        // Browsers leave the standard port out.
        let bare = names.iter().filter(|_| port == 80).cloned();
        Hosts(with_port.chain(bare).collect())
    }

    /// Whether a value of `Host`, or the host of an absolute request, is ours.
    pub(crate) fn has(&self, host: &str) -> bool {
        self.0.iter().any(|known| known.eq_ignore_ascii_case(host))
    }

    /// The first, for messages.
    pub(crate) fn first(&self) -> &str {
        &self.0[0]
    }
}
