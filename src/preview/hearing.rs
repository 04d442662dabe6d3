//! How the thread that makes builds waits: until a save is over, however slow its steps are, and no
//! longer than anybody would.

use super::call::{Call, Pen, Ring};
use super::doorbell::Bell;
use super::workshop::{Memory, Workshop};
use crate::path::OutputPath;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::ControlFlow;
use std::path::PathBuf;
use std::sync::mpsc::RecvTimeoutError;
use std::time::{Duration, Instant};

/// A save is over when nothing rang for so long…
const QUIET: Duration = Duration::from_millis(10);

/// …and every file that was written is closed; but nobody waits longer than this for a save that
/// does not end.
pub(super) const CAP: Duration = Duration::from_millis(500);

/// How long after a change was found the system may still report it.
pub(super) const LATE: Duration = Duration::from_millis(100);

/// How often everything is walked when the system reports nothing.
const POLL: Duration = Duration::from_millis(500);

/// How often everything is walked although the system reports changes, and how much of the time
/// that may take at most: one part in so many.
const GLANCE: (Duration, u32) = (Duration::from_secs(2), 50);

/// Whether to go on.
pub(super) type Flow<T = ()> = ControlFlow<(), T>;

/// What is known of a save that may not be over.
#[derive(Default)]
pub(super) struct Save {
    /// Where something changed, perhaps.
    pub(super) hints: BTreeSet<PathBuf>,
    /// What was written and not closed.
    open: BTreeSet<PathBuf>,
}

impl Save {
    fn add(&mut self, ring: Ring) {
        for hint in &ring.hints {
            match ring.pen {
                Some(Pen::Down) => _ = self.open.insert(hint.clone()),
                Some(Pen::Up) => _ = self.open.remove(hint),
                None => {}
            }
        }
        self.hints.extend(ring.hints);
    }
}

impl Workshop {
    /// Waits until something rings and it is quiet again; nothing if nothing rang before a moment.
    pub(super) fn hear(&mut self, memory: &mut Memory, until: Instant) -> Flow<Option<Save>> {
        let Some(ring) = self.next_ring(memory, until)? else {
            return Flow::Continue(None);
        };
        let mut save = Save::default();
        save.add(ring);
        let cap = Instant::now() + CAP;
        self.quiet(memory, &mut save, QUIET, cap)?;
        Flow::Continue(Some(save))
    }

    /// Waits until nothing rang for so long and what was written is closed, but no longer than
    /// until `cap`.
    pub(super) fn quiet(
        &mut self,
        memory: &mut Memory,
        save: &mut Save,
        quiet: Duration,
        cap: Instant,
    ) -> Flow {
        loop {
            let until = if save.open.is_empty() {
                cap.min(Instant::now() + quiet)
            } else {
                cap
            };
            match self.next_ring(memory, until)? {
                Some(ring) => save.add(ring),
                None => return Flow::Continue(()),
            }
        }
    }

    pub(super) fn pause(&self, memory: &Memory) -> Duration {
        let (pause, part) = GLANCE;
        match self.bell {
            Bell::System { .. } => pause.max(memory.walk * part),
            Bell::Nobody => POLL.max(memory.walk * part / 10),
        }
    }

    /// The next ring before a moment; what else is said until then is dealt with.
    pub(super) fn next_ring(&mut self, memory: &mut Memory, until: Instant) -> Flow<Option<Ring>> {
        loop {
            match self
                .inbox
                .recv_timeout(until.saturating_duration_since(Instant::now()))
            {
                Ok(Call::Rung(ring)) => return Flow::Continue(Some(ring)),
                Ok(Call::Blind(reason)) => self.look_ourselves(&reason),
                Ok(Call::Looking(page)) => *memory.looked_at.entry(page).or_default() += 1,
                Ok(Call::Left(page)) => left(&mut memory.looked_at, &page),
                Ok(Call::Judged {
                    generation,
                    located,
                    complete,
                }) => self.judged(memory, generation, located, complete),
                Ok(Call::Stop) | Err(RecvTimeoutError::Disconnected) => return Flow::Break(()),
                Err(RecvTimeoutError::Timeout) => return Flow::Continue(None),
            }
        }
    }
}

fn left(looked_at: &mut BTreeMap<OutputPath, usize>, page: &OutputPath) {
    if let Some(number) = looked_at.get_mut(page) {
        *number -= 1;
        if *number == 0 {
            looked_at.remove(page);
        }
    }
}
