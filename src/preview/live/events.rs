//! The event streams: each follows the states for the pages that one browser has open.

use super::resolve;
use super::served_page;
use super::state::State;
use super::update::{self, Shown};
use crate::path::OutputPath;
use crate::preview::call::Call;
use crate::preview::http::server::ended;
use axum::response::Sse;
use axum::response::sse::{Event, KeepAlive};
use futures_util::stream::{self, Stream, StreamExt};
use percent_encoding::percent_decode_str;
use std::collections::BTreeSet;
use std::convert::Infallible;
use std::sync::Arc;
use std::sync::mpsc::Sender;
use std::time::Duration;
use tokio::sync::watch;

/// How long a browser waits before it connects again.
const RETRY: Duration = Duration::from_millis(500);

/// How often a silent stream says that it is still there.
const HEARTBEAT: Duration = Duration::from_secs(15);

/// Pages that one stream follows, at most.
const PAGES: usize = 64;

/// A page that a stream is asked to follow.
#[derive(Debug, Clone)]
pub(crate) struct Followed {
    /// Its decoded path.
    path: String,
    /// What the browser shows; nothing if it did not say, then it is taken to be up to date.
    known: Option<Shown>,
}

/// Reads the query `page=/x/&shown=…&page=/y/&shown=…`: the pages that a browser has open, and what
/// it shows of each. One that lost its stream for a single page says in `last_id` what it shows
/// since.
pub(crate) fn asked(query: Option<&str>, last_id: Option<&str>) -> Option<Vec<Followed>> {
    let mut pages: Vec<Followed> = Vec::new();
    for (key, value) in query?.split('&').filter_map(|pair| pair.split_once('=')) {
        let value = percent_decode_str(value).decode_utf8().ok()?;
        match (key, pages.last_mut()) {
            ("page", _) => pages.push(Followed {
                path: resolve::decode(&value).ok()?,
                known: None,
            }),
            ("shown", Some(page)) => page.known = Shown::parse(&value),
            _ => {}
        }
    }
    if let ([page], Some(last)) = (pages.as_mut_slice(), last_id.and_then(Shown::parse)) {
        page.known = Some(last);
    }
    (1..=PAGES).contains(&pages.len()).then_some(pages)
}

/// Follows the states from now on.
pub(crate) fn follow(
    pages: Vec<Followed>,
    states: watch::Receiver<Option<Arc<State>>>,
    calls: Sender<Call>,
    stop: watch::Receiver<bool>,
) -> Sse<impl Stream<Item = Result<Event, Infallible>>> {
    let watcher = Watcher {
        watched: BTreeSet::new(),
        calls,
    };
    let follower = Follower {
        pages,
        before: None,
        states,
        stop,
        watcher,
    };
    let hello = stream::once(std::future::ready(Ok(Event::default()
        .retry(RETRY)
        .comment("milepost"))));
    let messages = stream::unfold(follower, |mut follower| async move {
        let events = follower.next().await?;
        Some((stream::iter(events.into_iter().map(Ok)), follower))
    });
    Sse::new(hello.chain(messages.flatten())).keep_alive(KeepAlive::new().interval(HEARTBEAT))
}

struct Follower {
    pages: Vec<Followed>,
    /// The state that was compared last.
    before: Option<Arc<State>>,
    states: watch::Receiver<Option<Arc<State>>>,
    stop: watch::Receiver<bool>,
    watcher: Watcher,
}

/// What came of comparing all pages of a stream with a state.
struct Compared {
    pages: Vec<Followed>,
    events: Vec<Event>,
    outputs: BTreeSet<OutputPath>,
}

impl Follower {
    /// Waits for the next things to tell; nothing when the preview ends.
    async fn next(&mut self) -> Option<Vec<Event>> {
        loop {
            let state = self.states.borrow_and_update().clone();
            if let Some(state) = state.filter(|state| !self.has_compared(state)) {
                let events = self.look(state).await?;
                if !events.is_empty() {
                    return Some(events);
                }
            }
            tokio::select! {
                changed = self.states.changed() => changed.ok()?,
                () = ended(&mut self.stop) => return None,
            }
        }
    }

    fn has_compared(&self, state: &Arc<State>) -> bool {
        self.before
            .as_ref()
            .is_some_and(|before| Arc::ptr_eq(before, state))
    }

    /// Compares what the browser shows with a new state. Rendering is work, so it is done off the
    /// threads that serve.
    async fn look(&mut self, state: Arc<State>) -> Option<Vec<Event>> {
        let (pages, before, newest) = (self.pages.clone(), self.before.clone(), Arc::clone(&state));
        let compared =
            tokio::task::spawn_blocking(move || compare(pages, before.as_deref(), &newest));
        let Compared {
            pages,
            events,
            outputs,
        } = compared.await.ok()?;
        self.watcher.watch(outputs);
        self.pages = pages;
        self.before = Some(state);
        Some(events)
    }
}

fn compare(mut pages: Vec<Followed>, before: Option<&State>, state: &State) -> Compared {
    let mut events = Vec::new();
    let mut outputs = BTreeSet::new();
    for Followed { path, known } in &mut pages {
        let sight = served_page::at(state, path);
        let before = before.map(|before| (before, served_page::at(before, path)));
        let before = before.as_ref().map(|(before, sight)| (*before, sight));
        let shows = known.take().unwrap_or_else(|| Shown::of(state, &sight));
        let (shown, text) = update::compare(&shows, before, state, &sight, path);
        events.extend(text.map(|text| Event::default().id(shown.id(state)).data(text)));
        *known = Some(shown);
        if let resolve::Found::Job(job) = resolve::find(&state.build, path) {
            outputs.insert(job.route.output.clone());
        }
    }
    Compared {
        pages,
        events,
        outputs,
    }
}

/// Says which pages are looked at, and takes it back when the stream ends.
struct Watcher {
    watched: BTreeSet<OutputPath>,
    calls: Sender<Call>,
}

impl Watcher {
    fn watch(&mut self, outputs: BTreeSet<OutputPath>) {
        // Nobody hears it only when the preview ends.
        for left in self.watched.difference(&outputs) {
            let _ = self.calls.send(Call::Left(left.clone()));
        }
        for looked in outputs.difference(&self.watched) {
            let _ = self.calls.send(Call::Looking(looked.clone()));
        }
        self.watched = outputs;
    }
}

impl Drop for Watcher {
    fn drop(&mut self) {
        self.watch(BTreeSet::new());
    }
}
