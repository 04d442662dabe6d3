//! What is wrong, as an open page is told: what concerns it, with the block to mark, and what is
//! wrong elsewhere.

use super::resolve;
use super::served_page::is_page;
use super::state::State;
use crate::path::{OutputPath, SourcePath};
use crate::report::{self, JsonDiagnostic, Located, PageStatus, Summary, Target};
use serde::Serialize;

/// How many faults of other pages are told; the numbers count all.
const ELSEWHERE: usize = 20;

/// What is wrong with the site.
#[derive(Debug, Serialize)]
pub(crate) struct Faults<'a> {
    /// How much, in the whole site.
    #[serde(flatten)]
    site: Summary,
    /// What concerns the page.
    page: Vec<Fault<'a>>,
    /// What else there is, the worst first.
    elsewhere: Vec<Fault<'a>>,
    /// What there is to know of the page.
    status: Option<PageStatus>,
}

/// One fault.
#[derive(Debug, Serialize)]
struct Fault<'a> {
    /// Its name, to ask for its place with.
    id: String,
    /// The block of the page that it stands in.
    block: Option<usize>,
    #[serde(flatten)]
    diagnostic: JsonDiagnostic<'a>,
}

/// What the page at a decoded path is told.
pub(crate) fn faults<'a>(located: &'a [Located], state: &State, path: &str) -> Faults<'a> {
    let page = match resolve::find(&state.build, path) {
        resolve::Found::Job(job) if is_page(job) => Some((job.origin.as_ref(), &job.route.output)),
        _ => None,
    };
    let (mine, mut others): (Vec<&Located>, Vec<&Located>) = located.iter().partition(|located| {
        page.is_some_and(|(source, output)| concerns(located, source, output))
    });
    others.sort_by_key(|located| located.severity);
    let source = page.and_then(|(source, _)| source);
    let fault = |located: &'a Located| Fault {
        id: located.id(),
        block: source.and_then(|source| block(located, state, source)),
        diagnostic: JsonDiagnostic::new(located),
    };
    let elsewhere = others.into_iter().take(ELSEWHERE).map(|located| Fault {
        block: None,
        ..fault(located)
    });
    Faults {
        site: report::summary(located),
        page: mine.into_iter().map(fault).collect(),
        elsewhere: elsewhere.collect(),
        status: page.and_then(|(_, output)| report::status(&state.build, output, located)),
    }
}

fn concerns(located: &Located, source: Option<&SourcePath>, page: &OutputPath) -> bool {
    let trace = located.trace.iter().map(|frame| &frame.spot);
    let mut spots = located.spot.iter().chain(trace).chain(&located.also);
    spots.any(|spot| match &spot.target {
        Target::Source(file) => Some(file) == source,
        Target::Output(output) => output == page,
    })
}

/// The block of the page's document in which a fault shows: the place itself, or that of the call
/// on the way to it.
fn block(located: &Located, state: &State, source: &SourcePath) -> Option<usize> {
    let trace = located.trace.iter().map(|frame| &frame.spot);
    let mut spots = located.spot.iter().chain(trace).chain(&located.also);
    let range = spots.find(|spot| spot.source() == Some(source))?.range?;
    let text = state.build.snapshot().text(source.as_str())?;
    state.build.block_at(source, report::byte_at(text, range)?)
}
