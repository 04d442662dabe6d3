//! A running preview, as whoever started it holds it.

use super::call::Call;
use super::doorbell::Bell;
use super::edit::launcher::EditorDoor;
use super::http::access_token::Token;
use super::http::hosts::Hosts;
use super::http::lan::Invitation;
use super::http::routes::{Desk, routes};
use super::http::server;
use super::live::idle;
use super::live::terminal::News;
use super::options::{Poll, PreviewOptions};
use super::workshop::Workshop;
use crate::digest::Digest;
use crate::pipeline::BuildOptions;
use std::io;
use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;
use std::sync::mpsc::{Sender, channel};
use std::thread::{self, JoinHandle};
use std::time::{Duration, SystemTime, UNIX_EPOCH};
use tokio::net::TcpListener;
use tokio::runtime::{self, Runtime};
use tokio::sync::watch;

/// Threads that answer requests; they only pass on what others make.
const SERVING: usize = 2;

/// Threads that render for requests and read files, at most.
const RENDERING: usize = 16;

/// How long the last answers may take when the preview ends.
const FAREWELL: Duration = Duration::from_secs(2);

/// A running preview. Dropping it ends its threads and gives the port back.
pub struct Preview {
    address: SocketAddr,
    invitation: Option<Arc<Invitation>>,
    calls: Sender<Call>,
    stop: watch::Sender<bool>,
    runtime: Option<Runtime>,
    threads: Vec<JoinHandle<()>>,
}

/// Starts a preview. It answers at once; who asks before the first build is done waits for it.
///
/// # Errors
/// When the folder cannot be opened, the port or the address in the network is not to be had, or
/// the system gives no threads or no random bytes.
pub fn start(options: PreviewOptions) -> io::Result<Preview> {
    let PreviewOptions {
        root,
        bind,
        audience,
        poll,
        clock,
        mut tell,
    } = options;
    let root = root.canonicalize()?;
    let runtime = runtime::Builder::new_multi_thread()
        .worker_threads(SERVING)
        .max_blocking_threads(RENDERING)
        .thread_name("milepost-server")
        .enable_all()
        .build()?;
    let sockets = {
        let _inside = runtime.enter();
        server::listen(bind, audience)?
    };
    let address = sockets.machine[0].local_addr()?;
    let invitation = sockets
        .network
        .as_ref()
        .map(|socket| Invitation::to(socket.local_addr()?))
        .transpose()?
        .map(Arc::new);

    let (calls, inbox) = channel();
    let (states, shown) = watch::channel(None);
    let (stop, stopped) = watch::channel(false);
    let (idle, tasks) = channel();

    // Where guests are let in, nobody opens an editor.
    let editor = match invitation {
        Some(_) => None,
        None => Some(Arc::new(EditorDoor {
            root: root.clone(),
            token: Token::new()?,
        })),
    };
    let desk = |invitation: Option<Arc<Invitation>>, hosts: Hosts| Desk {
        states: shown.clone(),
        calls: calls.clone(),
        invitation,
        hosts: Arc::new(hosts),
        editor: editor.clone(),
        stop: stopped.clone(),
    };
    open_door(
        &runtime,
        sockets.machine,
        desk(None, Hosts::of_machine(address.port())),
    );
    if let Some(invitation) = &invitation {
        let hosts = invitation.hosts().clone();
        open_door(
            &runtime,
            sockets.network,
            desk(Some(Arc::clone(invitation)), hosts),
        );
    }

    let bell_calls = calls.clone();
    let build = thread::Builder::new()
        .name("milepost-build".to_owned())
        .spawn(move || {
            let bell = hang_bell(&root, poll, bell_calls, &mut tell);
            let options = BuildOptions::preview(clock);
            Workshop {
                root,
                options,
                run: name_of_run(),
                tell,
                inbox,
                states,
                idle,
                bell,
            }
            .work();
        })?;
    let idle_calls = calls.clone();
    let idle = thread::Builder::new()
        .name("milepost-idle".to_owned())
        .spawn(move || idle::run(&tasks, &idle_calls))?;
    Ok(Preview {
        address,
        invitation,
        calls,
        stop,
        runtime: Some(runtime),
        threads: vec![build, idle],
    })
}

/// Answers what comes through a door.
fn open_door(runtime: &Runtime, sockets: impl IntoIterator<Item = TcpListener>, desk: Desk) {
    let stop = desk.stop.clone();
    let router = routes(desk);
    for socket in sockets {
        runtime.spawn(server::serve(socket, router.clone(), stop.clone()));
    }
}

fn hang_bell(root: &Path, poll: Poll, calls: Sender<Call>, tell: &mut impl FnMut(News)) -> Bell {
    if poll == Poll::Forced {
        return Bell::Nobody;
    }
    Bell::hang(root, calls).unwrap_or_else(|reason| {
        tell(News::Notice(format!(
            "Milepost looks for changes twice a second: {reason}."
        )));
        Bell::Nobody
    })
}

/// A text that no other run has.
fn name_of_run() -> Arc<str> {
    let since = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .unwrap_or_default();
    Digest::of(&(since, std::process::id())).short(8).into()
}

impl Preview {
    /// Where it listens on this machine.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// The address that lets another device of the network in; nothing where only this machine may
    /// look.
    pub fn invitation(&self) -> Option<String> {
        self.invitation.as_ref().map(|invitation| invitation.url())
    }

    /// Waits until somebody ends it from the keyboard, or the system asks it to end.
    ///
    /// # Errors
    /// When the system cannot tell it.
    pub fn wait(self) -> io::Result<()> {
        let Some(runtime) = &self.runtime else {
            return Ok(());
        };
        runtime.block_on(async {
            tokio::select! {
                ended = tokio::signal::ctrl_c() => ended,
                ended = asked_to_end() => ended,
            }
        })
    }
}

#[cfg(unix)]
async fn asked_to_end() -> io::Result<()> {
    let mut signals = tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate())?;
    signals.recv().await;
    Ok(())
}

#[cfg(not(unix))]
async fn asked_to_end() -> io::Result<()> {
    std::future::pending().await
}

impl Drop for Preview {
    fn drop(&mut self) {
        // Who does not hear it has ended already.
        let _ = self.calls.send(Call::Stop);
        self.stop.send_replace(true);
        for thread in self.threads.drain(..) {
            let _ = thread.join();
        }
        if let Some(runtime) = self.runtime.take() {
            runtime.shutdown_timeout(FAREWELL);
        }
    }
}
