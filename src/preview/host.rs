//! The names under which this machine may be asked for the preview.

use std::net::SocketAddr;

/// The values of `Host` that are answered, in lower case.
///
/// A page of another site can have its own name lead to this machine (DNS rebinding); then the browser believes that our
/// answers are its own. But it still sends the name, and only these are ours.
#[derive(Debug, Clone)]
pub(super) struct Hosts(Vec<String>);

impl Hosts {
    /// The names of this machine with the port of the preview.
    pub(super) fn of(address: SocketAddr) -> Self {
        let names = ["localhost".to_owned(), "127.0.0.1".to_owned(), "[::1]".to_owned()];
        let with_port = names.iter().map(|name| format!("{name}:{}", address.port()));
        // Browsers leave the standard port out.
        let bare = names.iter().filter(|_| address.port() == 80).cloned();
        Hosts(with_port.chain(bare).collect())
    }

    /// Whether a value of `Host`, or the host of an absolute request, is ours.
    pub(super) fn has(&self, host: &str) -> bool {
        self.0.iter().any(|known| known.eq_ignore_ascii_case(host))
    }

    /// The first, for messages.
    pub(super) fn first(&self) -> &str {
        &self.0[1]
    }
}
