//! The handle of a running preview, and its start.

use super::edit::launcher::EditorLauncher;
use super::http::access_token::AccessToken;
use super::http::hosts::Hosts;
use super::http::lan::LanAccess;
use super::http::listen::{Sockets, listen};
use super::http::places::{Caller, Places};
use super::http::routes::{ServerState, routes};
use super::http::server;
use super::live::idle;
use super::options::PreviewOptions;
use super::shutdown::Shutdown;
use super::timing::SHUTDOWN;
use super::watch::{BuildMessage, Channels, build_changes};
use crate::disk;
use crate::threads;
use std::io;
use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;
use std::sync::mpsc::{Sender, channel};
use std::thread::JoinHandle;
use tokio::net::TcpListener;
use tokio::runtime::{self, Runtime};
use tokio::sync::watch;

/// Threads that answer requests. They only pass on what others make.
const SERVER_THREADS: usize = 2;

/// Threads that wait for pages and read files, at most.
const BLOCKING_THREADS: usize = 16;

/// A running preview. Dropping it ends its threads and frees the port.
pub struct Preview {
    address: SocketAddr,
    lan: Option<Arc<LanAccess>>,
    build_messages: Sender<BuildMessage>,
    shutdown: watch::Sender<bool>,
    runtime: Option<Runtime>,
    threads: Vec<JoinHandle<()>>,
}

/// Starts a preview. It listens at once. A request that comes before the first build is done waits
/// for it.
///
/// # Errors
/// If the folder cannot be opened, if the port or the address in the network is not available, or
/// if the system gives no threads or no random bytes.
pub fn start(options: PreviewOptions) -> io::Result<Preview> {
    let PreviewOptions {
        root,
        bind,
        audience,
        poll,
        clock,
        report,
    } = options;
    let root = disk::canonical(&root)?;
    let runtime = start_runtime()?;
    let sockets = {
        let _inside = runtime.enter();
        listen(bind, audience)?
    };
    let address = sockets.loopback[0].local_addr()?;
    let lan = sockets.network.as_ref().map(lan_access).transpose()?;

    // The channels between the build thread, the idle thread and the server.
    let (build_messages, inbox) = channel();
    let (states, newest) = watch::channel(None);
    let (idle, idle_tasks) = channel();
    let (shutdown_sender, shutdown) = Shutdown::channel();

    // While other devices have access, no page may open an editor on this machine.
    let editor = lan.is_none().then(|| editor(&root)).transpose()?;
    let state = ServerState {
        states: newest,
        build_messages: build_messages.clone(),
        editor,
        shutdown,
    };
    serve(&runtime, sockets, &state, address.port(), lan.as_ref());

    let watcher_messages = build_messages.clone();
    let channels = Channels {
        inbox,
        states,
        idle,
        report,
    };
    let build = threads::spawn("milepost-build", move || {
        build_changes(root, poll, clock, watcher_messages, channels);
    })?;
    let idle_messages = build_messages.clone();
    let idle = threads::spawn("milepost-idle", move || {
        idle::run(&idle_tasks, &idle_messages);
    })?;
    Ok(Preview {
        address,
        lan,
        build_messages,
        shutdown: shutdown_sender,
        runtime: Some(runtime),
        threads: vec![build, idle],
    })
}

fn lan_access(socket: &TcpListener) -> io::Result<Arc<LanAccess>> {
    Ok(Arc::new(LanAccess::new(socket.local_addr()?)?))
}

fn editor(root: &Path) -> io::Result<(AccessToken, Arc<EditorLauncher>)> {
    let root = root.to_owned();
    Ok((AccessToken::new()?, Arc::new(EditorLauncher { root })))
}

fn start_runtime() -> io::Result<Runtime> {
    runtime::Builder::new_multi_thread()
        .worker_threads(SERVER_THREADS)
        .max_blocking_threads(BLOCKING_THREADS)
        .thread_name("milepost-server")
        .thread_stack_size(threads::STACK)
        .enable_all()
        .build()
}

/// Serves each socket until the preview ends: the loopback sockets under the names of this machine,
/// the one in the network with the access token.
fn serve(
    runtime: &Runtime,
    sockets: Sockets,
    state: &ServerState,
    port: u16,
    lan: Option<&Arc<LanAccess>>,
) {
    let places = Arc::new(Places::default());
    let serve = |socket, router, caller| {
        let (places, shutdown) = (Arc::clone(&places), state.shutdown.clone());
        runtime.spawn(server::serve(socket, router, places, caller, shutdown));
    };
    let loopback = routes(state.clone(), Hosts::loopback(port), None);
    for socket in sockets.loopback {
        serve(socket, loopback.clone(), Caller::Machine);
    }
    if let (Some(lan), Some(socket)) = (lan, sockets.network) {
        let network = routes(state.clone(), lan.hosts().clone(), Some(Arc::clone(lan)));
        serve(socket, network, Caller::Guest);
    }
}

impl Preview {
    /// Returns the address at which it listens on this machine.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Returns the URL that gives another device of the network access. None if only this machine
    /// has access.
    pub fn lan_url(&self) -> Option<String> {
        self.lan.as_ref().map(|lan| lan.url())
    }
}

impl Drop for Preview {
    fn drop(&mut self) {
        // Sending fails only if the build thread has ended already.
        let _ = self.build_messages.send(BuildMessage::Stop);
        self.shutdown.send_replace(true);
        for thread in self.threads.drain(..) {
            let _ = thread.join();
        }
        if let Some(runtime) = self.runtime.take() {
            runtime.shutdown_timeout(SHUTDOWN);
        }
    }
}
