//! The places of the preview: each open connection holds one.
//!
//! Places are few, because each costs a file descriptor and memory. A new connection always gets
//! one: when none is free, the connection that needs its place least gives it up. So neither
//! clients that are slow or silent nor many of them at once keep the user's browser out.
//!
//! | places | for this machine | for guests | when they are taken |
//! |---|---|---|---|
//! | of requests | 256 | 128 | a connection gives its place up, see [`Activity`] |
//! | of event streams | 64 | 64 | the same; of streams that are read, the oldest |
//!
//! With the file that each may send, all of them together stay below the 1024 file descriptors that
//! most systems grant a program. A browser needs six places and one stream.

use crate::preview::timing::NEW_CONNECTION;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Instant;
use tokio::sync::Notify;

/// The device from which a connection comes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Caller {
    /// This machine.
    Machine,
    /// Another device of the network. Guests never take a place of this machine.
    Guest,
}

impl Caller {
    /// Returns the number of connections that may ask for pages and files at once.
    pub(super) const fn requests(self) -> usize {
        match self {
            Caller::Machine => 256,
            Caller::Guest => 128,
        }
    }
}

/// The event streams that may be open at once, of each kind of caller.
const STREAMS: usize = 64;

/// The use of a place, the most dispensable first. Of the places with the same use, the one that
/// has been used so for longest is given up first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Activity {
    /// The last request was answered, or none has come in the first moments of the connection.
    Idle,
    /// The client does not read what it asked for.
    Stalled,
    /// The connection has just been made, and its request may be on the way.
    New,
    /// A request is being answered.
    Answering,
    /// An event stream is open.
    Streaming,
}

/// The part of an exchange in which a connection is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Phase {
    New,
    Idle,
    Answering,
    Streaming,
}

/// The place of one connection.
struct Place {
    caller: Caller,
    state: Mutex<State>,
    given_up: Notify,
}

#[derive(Clone, Copy)]
struct State {
    phase: Phase,
    since: Instant,
    stalled_since: Option<Instant>,
}

impl Place {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn is_stream(&self) -> bool {
        self.state().phase == Phase::Streaming
    }

    /// Returns the use of the place and the time since when it has been used so.
    fn activity(&self, now: Instant) -> (Activity, Instant) {
        let State {
            phase,
            since,
            stalled_since,
        } = *self.state();
        let activity = match (stalled_since, phase) {
            (Some(stalled_since), _) => return (Activity::Stalled, stalled_since),
            (None, Phase::New) if now.duration_since(since) < NEW_CONNECTION => Activity::New,
            (None, Phase::New | Phase::Idle) => Activity::Idle,
            (None, Phase::Answering) => Activity::Answering,
            (None, Phase::Streaming) => Activity::Streaming,
        };
        (activity, since)
    }
}

/// All places that are taken, of all sockets of the preview.
#[derive(Default)]
pub(crate) struct Places(Mutex<Vec<Arc<Place>>>);

impl Places {
    /// Takes a place for a new connection. If none is free, another connection gives its place up.
    pub(super) fn take(self: &Arc<Self>, caller: Caller) -> Seat {
        let place = Arc::new(Place {
            caller,
            state: Mutex::new(State {
                phase: Phase::New,
                since: Instant::now(),
                stalled_since: None,
            }),
            given_up: Notify::new(),
        });
        let mut taken = self.taken();
        let is_alike = |other: &Place| other.caller == caller && !other.is_stream();
        if count(&taken, is_alike) >= caller.requests() {
            give_up_one(&mut taken, is_alike);
        }
        taken.push(Arc::clone(&place));
        Seat {
            places: Arc::clone(self),
            place,
        }
    }

    /// Gives up a place for the sake of its file descriptors, one of a guest first. Returns false
    /// if all connections are in use.
    pub(super) fn give_up_unused(&self) -> bool {
        let now = Instant::now();
        let is_unused = |place: &Place| place.activity(now).0 < Activity::Answering;
        let mut taken = self.taken();
        give_up_one(&mut taken, |place| {
            place.caller == Caller::Guest && is_unused(place)
        }) || give_up_one(&mut taken, is_unused)
    }

    fn taken(&self) -> MutexGuard<'_, Vec<Arc<Place>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn count(taken: &[Arc<Place>], counts: impl Fn(&Place) -> bool) -> usize {
    taken.iter().filter(|place| counts(place)).count()
}

/// Ends the connection whose place is the most dispensable of those that `may_go`. Returns false if
/// there is none.
fn give_up_one(taken: &mut Vec<Arc<Place>>, may_go: impl Fn(&Place) -> bool) -> bool {
    let now = Instant::now();
    let chosen = (0..taken.len())
        .filter(|&at| may_go(&taken[at]))
        .min_by_key(|&at| taken[at].activity(now));
    let Some(chosen) = chosen else {
        return false;
    };
    taken.remove(chosen).given_up.notify_one();
    true
}

/// The place of a connection in the hands of the connection, which tells how it is used. Dropping
/// it frees the place.
pub(super) struct Seat {
    places: Arc<Places>,
    place: Arc<Place>,
}

impl Seat {
    /// Notes that the client has sent a request, which is being answered from now on.
    pub(super) fn answer(&self) {
        self.enter(Phase::Answering);
    }

    /// Notes that the response is complete, and that the client may send another request.
    pub(super) fn wait(&self) {
        self.enter(Phase::Idle);
    }

    /// Takes a place among the event streams, and frees the one among the requests. If no place is
    /// free, another stream gives its place up.
    pub(super) fn stream(&self) {
        let caller = self.place.caller;
        let mut taken = self.places.taken();
        let is_other = |other: &Place| {
            other.caller == caller && other.is_stream() && !std::ptr::eq(other, &*self.place)
        };
        if count(&taken, is_other) >= STREAMS {
            give_up_one(&mut taken, is_other);
        }
        self.enter(Phase::Streaming);
    }

    /// Notes that the client does not take what is sent.
    pub(super) fn stall(&self) {
        self.place
            .state()
            .stalled_since
            .get_or_insert_with(Instant::now);
    }

    /// Notes that the client takes what is sent.
    pub(super) fn proceed(&self) {
        self.place.state().stalled_since = None;
    }

    /// Waits until the place is given up, and the connection must end.
    pub(super) async fn given_up(&self) {
        self.place.given_up.notified().await;
    }

    fn enter(&self, phase: Phase) {
        let mut state = self.place.state();
        state.phase = phase;
        state.since = Instant::now();
    }
}

impl Drop for Seat {
    fn drop(&mut self) {
        let mut taken = self.places.taken();
        taken.retain(|place| !Arc::ptr_eq(place, &self.place));
    }
}
