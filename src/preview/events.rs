//! The event streams: each follows the states for one page in one browser.

use super::address;
use super::call::Call;
use super::message::{self, Shown};
use super::server::ended;
use super::sight;
use super::state::State;
use crate::path::OutputPath;
use axum::response::Sse;
use axum::response::sse::{Event, KeepAlive};
use futures_util::stream::{self, Stream};
use percent_encoding::percent_decode_str;
use std::convert::Infallible;
use std::sync::Arc;
use std::sync::mpsc::Sender;
use std::time::Duration;
use tokio::sync::watch;

/// How long a browser waits before it connects again.
const RETRY: Duration = Duration::from_millis(500);

/// How often a silent stream says that it is still there.
const HEARTBEAT: Duration = Duration::from_secs(15);

/// What a stream is asked for.
#[derive(Debug)]
pub(super) struct Asked {
    /// The decoded path of the page.
    path: String,
    /// What the browser shows.
    known: Option<Shown>,
}

impl Asked {
    /// Reads the query `page=/x/&shown=…`. A browser that lost its stream says in `last_id` what it shows since.
    pub(super) fn read(query: Option<&str>, last_id: Option<&str>) -> Option<Self> {
        let value = |name: &str| {
            let mut pairs = query?.split('&').filter_map(|pair| pair.split_once('='));
            let (_, value) = pairs.find(|(key, _)| *key == name)?;
            Some(percent_decode_str(value).decode_utf8().ok()?.into_owned())
        };
        let path = address::decode(&value("page")?).ok()?;
        let known = last_id.and_then(Shown::parse).or_else(|| Shown::parse(&value("shown")?));
        Some(Asked { path, known })
    }
}

/// Follows the states from now on.
pub(super) fn follow(
    asked: Asked,
    states: watch::Receiver<Option<Arc<State>>>,
    calls: Sender<Call>,
    stop: watch::Receiver<bool>,
) -> Sse<impl Stream<Item = Result<Event, Infallible>>> {
    let Asked { path, known } = asked;
    let watcher = Watcher { watched: None, calls };
    let follower = Follower { path, known, before: None, states, stop, watcher };
    let hello = stream::once(std::future::ready(Ok(Event::default().retry(RETRY).comment("milepost"))));
    let messages = stream::unfold(follower, |mut follower| async move {
        let event = follower.next().await?;
        Some((Ok(event), follower))
    });
    Sse::new(stream::StreamExt::chain(hello, messages)).keep_alive(KeepAlive::new().interval(HEARTBEAT))
}

struct Follower {
    path: String,
    /// What the browser shows; nothing if it did not say, then it is taken to be up to date.
    known: Option<Shown>,
    before: Option<Arc<State>>,
    states: watch::Receiver<Option<Arc<State>>>,
    stop: watch::Receiver<bool>,
    watcher: Watcher,
}

impl Follower {
    /// Waits for the next thing to tell; nothing when the preview ends.
    async fn next(&mut self) -> Option<Event> {
        loop {
            let state = self.states.borrow_and_update().clone();
            if let Some(state) = state.filter(|state| self.before.as_ref().is_none_or(|before| !Arc::ptr_eq(before, state))) {
                if let Some(event) = self.look(state).await {
                    return Some(event);
                }
            }
            tokio::select! {
                changed = self.states.changed() => changed.ok()?,
                () = ended(&mut self.stop) => return None,
            }
        }
    }

    /// Compares what the browser shows with a new state. Rendering is work, so it is done off the threads that serve.
    async fn look(&mut self, state: Arc<State>) -> Option<Event> {
        let (path, known, before) = (self.path.clone(), self.known.clone(), self.before.clone());
        let newest = Arc::clone(&state);
        let compared = tokio::task::spawn_blocking(move || {
            let sight = sight::at(&newest, &path);
            let known = known.unwrap_or_else(|| Shown::of(&newest, &sight));
            let (shown, text) = message::compare(&known, before.as_deref(), &newest, &sight, &path);
            let event = text.map(|text| Event::default().id(shown.id(&newest)).data(text));
            let output = match address::find(&newest.build, &path) {
                address::Found::Job(job) => Some(job.route.output.clone()),
                _ => None,
            };
            (shown, event, output)
        });
        let (shown, event, output) = compared.await.ok()?;
        self.watcher.watch(output);
        self.known = Some(shown);
        self.before = Some(state);
        event
    }
}

/// Says which page is looked at, and takes it back when the stream ends.
struct Watcher {
    watched: Option<OutputPath>,
    calls: Sender<Call>,
}

impl Watcher {
    fn watch(&mut self, output: Option<OutputPath>) {
        if self.watched == output {
            return;
        }
        // Nobody hears it only when the preview ends.
        if let Some(left) = std::mem::replace(&mut self.watched, output) {
            let _ = self.calls.send(Call::Left(left));
        }
        if let Some(looked) = &self.watched {
            let _ = self.calls.send(Call::Looking(looked.clone()));
        }
    }
}

impl Drop for Watcher {
    fn drop(&mut self) {
        self.watch(None);
    }
}
