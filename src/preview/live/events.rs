//! The event streams. Each compares every new state with the pages that one browser has open.

use super::resolve::RequestPath;
use super::served_page::ServedPage;
use super::state::State;
use super::update::{self, PageVersion};
use crate::path::OutputPath;
use crate::preview::shutdown::Shutdown;
use crate::preview::timing::{HEARTBEAT, RECONNECT};
use crate::preview::watch::BuildMessage;
use axum::response::Sse;
use axum::response::sse::{Event, KeepAlive};
use futures_util::stream::{self, Stream, StreamExt};
use percent_encoding::percent_decode_str;
use std::collections::BTreeSet;
use std::convert::Infallible;
use std::sync::Arc;
use std::sync::mpsc::Sender;
use tokio::sync::watch;

/// The number of pages that one stream follows, at most.
const MAX_PAGES: usize = 64;

/// A page that a stream follows.
#[derive(Debug, Clone)]
pub(crate) struct FollowedPage {
    path: RequestPath,
    /// The version that the browser shows. If it did not send one, it counts as up to date.
    known: Option<PageVersion>,
}

/// Parses the query `page=/x/&shown=…&page=/y/&shown=…`: the pages that a browser has open, and the
/// version that it shows of each. A browser that lost the stream of a single page sends the newer
/// version in `last_id`.
pub(crate) fn parse_query(query: Option<&str>, last_id: Option<&str>) -> Option<Vec<FollowedPage>> {
    let mut pages: Vec<FollowedPage> = Vec::new();
    for (key, value) in query?.split('&').filter_map(|pair| pair.split_once('=')) {
        let value = percent_decode_str(value).decode_utf8().ok()?;
        match (key, pages.last_mut()) {
            ("page", _) => pages.push(FollowedPage {
                path: RequestPath::decode(&value).ok()?,
                known: None,
            }),
            ("shown", Some(page)) => page.known = PageVersion::parse(&value),
            _ => {}
        }
    }
    if let ([page], Some(last)) = (pages.as_mut_slice(), last_id.and_then(PageVersion::parse)) {
        page.known = Some(last);
    }
    (1..=MAX_PAGES).contains(&pages.len()).then_some(pages)
}

/// Returns the stream of events for pages, from the newest state on.
pub(crate) fn stream_updates(
    pages: Vec<FollowedPage>,
    states: watch::Receiver<Option<Arc<State>>>,
    build_messages: Sender<BuildMessage>,
    shutdown: Shutdown,
) -> Sse<impl Stream<Item = Result<Event, Infallible>>> {
    let follower = Follower {
        pages,
        before: None,
        states,
        shutdown,
        open_outputs: OpenOutputs {
            outputs: BTreeSet::new(),
            build_messages,
        },
    };
    let first = Event::default().retry(RECONNECT).comment("milepost");
    let first = stream::once(std::future::ready(Ok(first)));
    let updates = stream::unfold(follower, |mut follower| async move {
        let events = follower.next().await?;
        Some((stream::iter(events.into_iter().map(Ok)), follower))
    });
    Sse::new(first.chain(updates.flatten())).keep_alive(KeepAlive::new().interval(HEARTBEAT))
}

struct Follower {
    pages: Vec<FollowedPage>,
    /// The state that was compared last.
    before: Option<Arc<State>>,
    states: watch::Receiver<Option<Arc<State>>>,
    shutdown: Shutdown,
    open_outputs: OpenOutputs,
}

/// The result of comparing all pages of a stream with a state.
struct Comparison {
    pages: Vec<FollowedPage>,
    events: Vec<Event>,
    outputs: BTreeSet<OutputPath>,
}

impl Follower {
    /// Waits for the next events; none when the preview ends.
    async fn next(&mut self) -> Option<Vec<Event>> {
        loop {
            let state = self.states.borrow_and_update().clone();
            if let Some(state) = state.filter(|state| !self.has_compared(state)) {
                let events = self.compare_with(state).await?;
                if !events.is_empty() {
                    return Some(events);
                }
            }
            tokio::select! {
                changed = self.states.changed() => changed.ok()?,
                () = self.shutdown.requested() => return None,
            }
        }
    }

    fn has_compared(&self, state: &Arc<State>) -> bool {
        let before = self.before.as_ref();
        before.is_some_and(|before| Arc::ptr_eq(before, state))
    }

    /// Compares the pages with a new state, on a thread that may block: the threads of the server
    /// must not wait for rendering.
    async fn compare_with(&mut self, state: Arc<State>) -> Option<Vec<Event>> {
        let (pages, before, newest) = (self.pages.clone(), self.before.clone(), Arc::clone(&state));
        let comparison =
            tokio::task::spawn_blocking(move || compare(pages, before.as_deref(), &newest));
        let Comparison {
            pages,
            events,
            outputs,
        } = comparison.await.ok()?;
        self.open_outputs.replace(outputs);
        self.pages = pages;
        self.before = Some(state);
        Some(events)
    }
}

fn compare(mut pages: Vec<FollowedPage>, before: Option<&State>, state: &State) -> Comparison {
    let mut events = Vec::new();
    let mut outputs = BTreeSet::new();
    for FollowedPage { path, known } in &mut pages {
        let now = ServedPage::at(state, path);
        let before = before.map(|before| ServedPage::at(before, path));
        let shown = known.take().unwrap_or_else(|| PageVersion::of(&now));
        let (version, text) = update::compare(&shown, before.as_ref(), &now);
        events.extend(text.map(|text| Event::default().id(version.id(&now)).data(text)));
        outputs.extend(now.job.map(|job| job.route.output.clone()));
        *known = Some(version);
    }
    Comparison {
        pages,
        events,
        outputs,
    }
}

/// The outputs that a browser has open. It reports changes to the build thread, also when the
/// stream ends.
struct OpenOutputs {
    outputs: BTreeSet<OutputPath>,
    build_messages: Sender<BuildMessage>,
}

impl OpenOutputs {
    fn replace(&mut self, outputs: BTreeSet<OutputPath>) {
        // Sending fails only when the preview ends.
        for closed in self.outputs.difference(&outputs) {
            let _ = self
                .build_messages
                .send(BuildMessage::PageClosed(closed.clone()));
        }
        for opened in outputs.difference(&self.outputs) {
            let _ = self
                .build_messages
                .send(BuildMessage::PageOpened(opened.clone()));
        }
        self.outputs = outputs;
    }
}

impl Drop for OpenOutputs {
    fn drop(&mut self) {
        self.replace(BTreeSet::new());
    }
}
