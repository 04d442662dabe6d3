//! What a render has taken: its time, and the bytes of what it keeps.
//!
//! The engine tells its filters and functions nothing about the render that calls them. A render
//! runs on one thread from its beginning to its end, so its account belongs to the thread.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::io;
use std::time::{Duration, Instant};
use tera::{Error, TeraResult, Value};

/// The longest time for one page. A template that takes longer has a loop that does not end.
pub const LONGEST_RENDER: Duration = Duration::from_secs(10);

pub(super) const TOO_LONG: &str = "took longer than 10 seconds for one page";

/// The most bytes that one render keeps at a time: values, and captured text.
const MOST_KEPT: usize = 128 * 1024 * 1024;

/// The most lists whose weights are remembered.
const MOST_REMEMBERED: usize = 4;

/// The account of one render.
struct Ledger {
    began: Instant,
    is_overdue: bool,
    /// The rounds of loops.
    rounds: usize,
    /// The bytes of captured text. It counts up to the end of the render: nothing tells when it is
    /// dropped, and what is captured is shown, in pages that are much smaller than the bound.
    captured: usize,
    /// The bytes that are kept in all scopes.
    kept: usize,
    scopes: Vec<Scope>,
    /// Lists that were written out last, by the places where they stand.
    lists: BTreeMap<u64, Weighed>,
}

/// The values of a template, or of one call of a component.
#[derive(Default)]
struct Scope {
    /// The bytes of each value, by the place where it is kept. The next one takes its place.
    kept: BTreeMap<u64, usize>,
    /// The bytes of the parts of an expression that is being made.
    gathered: usize,
    /// The bytes of the arguments.
    given: usize,
}

/// A list with the weights of its values.
struct Weighed {
    list: Value,
    weights: Vec<usize>,
}

thread_local! {
    static LEDGER: RefCell<Ledger> = RefCell::new(Ledger::new());
}

/// Begins the account of a render.
pub(super) fn begin() {
    LEDGER.set(Ledger::new());
}

/// Ends the account of a render. Returns true if it took too long.
pub(super) fn end() -> bool {
    LEDGER.replace(Ledger::new()).is_overdue
}

/// Refuses to go on with a render that takes too long.
pub(super) fn look_at_clock() -> TeraResult<()> {
    LEDGER.with_borrow_mut(Ledger::look_at_clock)
}

/// Refuses another round of a loop in a render that takes too long. Asking for the time costs more
/// than many a round.
pub(super) fn begin_round() -> io::Result<()> {
    LEDGER.with_borrow_mut(|ledger| {
        ledger.rounds = ledger.rounds.wrapping_add(1);
        match ledger.rounds % 8 {
            0 => ledger.look_at_clock().map_err(io::Error::other),
            _ => Ok(()),
        }
    })
}

/// Counts captured text.
pub(super) fn capture(bytes: usize) -> TeraResult<()> {
    LEDGER.with_borrow_mut(|ledger| {
        ledger.captured += bytes;
        ledger.judge()
    })
}

/// Counts a value that takes the place of the last one that was kept here.
pub(super) fn keep(place: u64, bytes: usize) -> TeraResult<()> {
    LEDGER.with_borrow_mut(|ledger| {
        let scope = ledger.scope();
        let before = scope.kept.insert(place, bytes).unwrap_or_default()
            + std::mem::take(&mut scope.gathered);
        ledger.kept = (ledger.kept + bytes).saturating_sub(before);
        ledger.judge()
    })
}

/// Counts a part of an expression.
pub(super) fn gather(bytes: usize) -> TeraResult<()> {
    LEDGER.with_borrow_mut(|ledger| {
        ledger.scope().gathered += bytes;
        ledger.kept += bytes;
        ledger.judge()
    })
}

/// Begins the account of a call of a component.
pub(super) fn begin_call(given: usize) -> TeraResult<()> {
    LEDGER.with_borrow_mut(|ledger| {
        // The scope of the caller stays below.
        ledger.scope();
        ledger.kept += given;
        ledger.scopes.push(Scope {
            given,
            ..Scope::default()
        });
        ledger.judge()
    })
}

/// Ends the account of a call: nothing that it kept is left.
pub(super) fn end_call() {
    LEDGER.with_borrow_mut(|ledger| {
        let ended = ledger.scopes.pop().unwrap_or_default();
        let bytes = ended.kept.values().sum::<usize>() + ended.gathered + ended.given;
        ledger.kept = ledger.kept.saturating_sub(bytes);
    });
}

/// Returns the sum of the weights of the values of a list that was written out here.
///
/// A template that makes a list longer value by value writes out a new one each time. The values
/// that it shares with the last one are not weighed again.
pub(super) fn weigh_list(
    place: u64,
    list: &Value,
    mut weigh: impl FnMut(&Value) -> TeraResult<usize>,
) -> TeraResult<usize> {
    let values = list.as_array().unwrap_or_default();
    let before = LEDGER.with_borrow_mut(|ledger| {
        let gathered = std::mem::take(&mut ledger.scope().gathered);
        ledger.kept = ledger.kept.saturating_sub(gathered);
        ledger.lists.remove(&place)
    });
    let mut weights = Vec::with_capacity(values.len());
    if let Some(before) = before {
        let others = before.list.as_array().unwrap_or_default();
        let same = values.iter().zip(others).zip(before.weights);
        let same = same.take_while(|((value, other), _)| is_same(value, other));
        weights.extend(same.map(|(_, weight)| weight));
    }
    for value in &values[weights.len()..] {
        weights.push(weigh(value)?);
    }
    let weight = weights
        .iter()
        .fold(0, |sum: usize, weight| sum.saturating_add(*weight));
    LEDGER.with_borrow_mut(|ledger| {
        if ledger.lists.len() == MOST_REMEMBERED {
            ledger.lists.clear();
        }
        let list = list.clone();
        ledger.lists.insert(place, Weighed { list, weights });
    });
    Ok(weight)
}

/// True for values that share their contents.
fn is_same(one: &Value, other: &Value) -> bool {
    match (one.as_map(), other.as_map()) {
        (Some(one), Some(other)) => return std::ptr::eq(one, other),
        (None, None) => {}
        _ => return false,
    }
    match (one.as_array(), other.as_array()) {
        (Some(one), Some(other)) => return std::ptr::eq(one, other),
        (None, None) => {}
        _ => return false,
    }
    match (one.as_str(), other.as_str()) {
        (Some(one), Some(other)) => one.len() == other.len(),
        (None, None) => true,
        _ => false,
    }
}

impl Ledger {
    fn new() -> Self {
        Ledger {
            began: Instant::now(),
            is_overdue: false,
            rounds: 0,
            captured: 0,
            kept: 0,
            scopes: Vec::new(),
            lists: BTreeMap::new(),
        }
    }

    /// Returns the innermost scope.
    fn scope(&mut self) -> &mut Scope {
        if self.scopes.is_empty() {
            self.scopes.push(Scope::default());
        }
        let innermost = self.scopes.len() - 1;
        &mut self.scopes[innermost]
    }

    fn look_at_clock(&mut self) -> TeraResult<()> {
        if self.began.elapsed() <= LONGEST_RENDER {
            return Ok(());
        }
        self.is_overdue = true;
        Err(Error::message(TOO_LONG))
    }

    fn judge(&mut self) -> TeraResult<()> {
        if self.captured + self.kept <= MOST_KEPT {
            return self.look_at_clock();
        }
        let most = MOST_KEPT >> 20;
        Err(Error::message(format!(
            "what this page keeps would have more than {most} MB in all: look for a loop that \
             makes ever more of it"
        )))
    }
}
