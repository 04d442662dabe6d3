//! The host names that the preview accepts, for each of its listeners.

use std::net::{IpAddr, SocketAddr};

/// The accepted values of `Host`.
///
/// Another website can make its own name resolve to this machine (DNS rebinding). The browser then
/// treats the preview's responses as that website's own. It still sends that website's name in
/// `Host`, so requests for any other name are refused.
#[derive(Debug, Clone)]
pub(crate) struct Hosts(Vec<String>);

impl Hosts {
    /// Returns the loopback names of this machine, with the preview's port.
    pub(crate) fn loopback(port: u16) -> Self {
        let names = ["127.0.0.1", "localhost", "[::1]"].map(str::to_owned);
        Self::with_port(&names, port)
    }

    /// Returns the address of this machine in its network.
    ///
    /// The machine's mDNS name (`….local`) is not accepted: any other machine of the network can
    /// answer to it, and would be sent the cookie that the browser keeps for the preview.
    pub(super) fn network(address: SocketAddr) -> Self {
        let name = match address.ip() {
            IpAddr::V4(address) => address.to_string(),
            IpAddr::V6(address) => format!("[{address}]"),
        };
        Self::with_port(&[name], address.port())
    }

    fn with_port(names: &[String], port: u16) -> Self {
        let with_port = names.iter().map(|name| format!("{name}:{port}"));
        // Browsers omit the default port.
        let bare = names.iter().filter(|_| port == 80).cloned();
        Hosts(with_port.chain(bare).collect())
    }

    /// True if the preview accepts this value of `Host` or this host of an absolute request URI.
    pub(super) fn contains(&self, host: &str) -> bool {
        self.0.iter().any(|known| known.eq_ignore_ascii_case(host))
    }

    /// Returns the first name, to show in messages.
    pub(super) fn first(&self) -> &str {
        &self.0[0]
    }
}
