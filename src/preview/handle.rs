//! A running preview, as whoever started it holds it.

use super::call::Call;
use super::doorbell::Bell;
use super::edit::EditorDoor;
use super::host::Hosts;
use super::news::News;
use super::options::{Poll, PreviewOptions};
use super::routes::{Desk, routes};
use super::workshop::Workshop;
use super::{idle, server};
use crate::digest::Digest;
use crate::pipeline::BuildOptions;
use std::io;
use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;
use std::sync::mpsc::{Sender, channel};
use std::thread::{self, JoinHandle};
use std::time::{Duration, SystemTime, UNIX_EPOCH};
use tokio::runtime::{self, Runtime};
use tokio::sync::{Semaphore, watch};

/// Threads that answer requests; they only pass on what others make.
const SERVING: usize = 2;

/// Threads that render for requests and read files, at most.
const RENDERING: usize = 16;

/// How long the last answers may take when the preview ends.
const FAREWELL: Duration = Duration::from_secs(2);

/// A running preview. Dropping it ends its threads and gives the port back.
pub struct Preview {
    address: SocketAddr,
    calls: Sender<Call>,
    stop: watch::Sender<bool>,
    runtime: Option<Runtime>,
    threads: Vec<JoinHandle<()>>,
}

/// Starts a preview. It answers at once; who asks before the first build is done waits for it.
///
/// # Errors
/// When the folder cannot be opened, the port is not free, or the system gives no threads.
pub fn start(options: PreviewOptions) -> io::Result<Preview> {
    let PreviewOptions { root, bind, poll, clock, mut tell } = options;
    let root = root.canonicalize()?;
    let listeners = server::listen(bind)?;
    let address = listeners[0].local_addr()?;
    let runtime = runtime::Builder::new_multi_thread()
        .worker_threads(SERVING)
        .max_blocking_threads(RENDERING)
        .thread_name("milepost-server")
        .enable_all()
        .build()?;

    let (calls, inbox) = channel();
    let (states, shown) = watch::channel(None);
    let (stop, stopped) = watch::channel(false);
    let (idle, tasks) = channel();

    let editor = Some(Arc::new(EditorDoor::new(root.clone())?));
    let desk = Desk { states: shown, calls: calls.clone(), hosts: Arc::new(Hosts::of(address)), editor, stop: stopped.clone() };
    let places = Arc::new(Semaphore::new(server::CONNECTIONS));
    let router = routes(desk);
    for listener in listeners {
        listener.set_nonblocking(true)?;
        let _inside = runtime.enter();
        let listener = tokio::net::TcpListener::from_std(listener)?;
        runtime.spawn(server::serve(listener, router.clone(), Arc::clone(&places), stopped.clone()));
    }

    let bell_calls = calls.clone();
    let build = thread::Builder::new().name("milepost-build".to_owned()).spawn(move || {
        let bell = hang_bell(&root, poll, bell_calls, &mut tell);
        let options = BuildOptions::preview(clock);
        Workshop { root, options, run: name_of_run(), tell, inbox, states, idle, bell }.work();
    })?;
    let idle_calls = calls.clone();
    let idle = thread::Builder::new().name("milepost-idle".to_owned()).spawn(move || idle::run(&tasks, &idle_calls))?;
    Ok(Preview { address, calls, stop, runtime: Some(runtime), threads: vec![build, idle] })
}

fn hang_bell(root: &Path, poll: Poll, calls: Sender<Call>, tell: &mut impl FnMut(News)) -> Bell {
    if poll == Poll::Forced {
        return Bell::Nobody;
    }
    Bell::hang(root, calls).unwrap_or_else(|reason| {
        tell(News::Notice(format!("Milepost looks for changes twice a second: {reason}.")));
        Bell::Nobody
    })
}

/// A text that no other run has.
fn name_of_run() -> Arc<str> {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    Digest::of(&(since, std::process::id())).short(8).into()
}

impl Preview {
    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Waits until somebody ends it from the keyboard, or the system asks it to end.
    ///
    /// # Errors
    /// When the system cannot tell it.
    pub fn wait(self) -> io::Result<()> {
        let Some(runtime) = &self.runtime else { return Ok(()) };
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
