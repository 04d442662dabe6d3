//! The diagnostics that an open page receives: its own, with the blocks to mark, and those of the
//! other pages.

use super::served_page::ServedPage;
use super::state::State;
use crate::path::{OutputPath, SourcePath};
use crate::report::{self, JsonDiagnostic, Located, PageStatus, Summary, Target};
use serde::Serialize;

/// The number of diagnostics of other pages that are sent. The summary counts all of them.
const ELSEWHERE: usize = 20;

/// The diagnostics of the site, as one page sees them.
#[derive(Debug, Serialize)]
pub(super) struct PageDiagnostics<'a> {
    /// The numbers for the whole site.
    #[serde(flatten)]
    site: Summary,
    /// The diagnostics that concern the page.
    page: Vec<DiagnosticEntry<'a>>,
    /// The others, the most severe first.
    elsewhere: Vec<DiagnosticEntry<'a>>,
    status: Option<PageStatus>,
}

#[derive(Debug, Serialize)]
struct DiagnosticEntry<'a> {
    /// The id with which the page asks to open the editor.
    id: String,
    /// The number of the block of the page that contains the fault.
    block: Option<usize>,
    #[serde(flatten)]
    diagnostic: JsonDiagnostic<'a>,
}

/// Returns the diagnostics of the site, as a page sees them.
pub(super) fn page_diagnostics<'a>(
    located: &'a [Located],
    served: &ServedPage<'_>,
) -> PageDiagnostics<'a> {
    let state = served.state;
    let page = served
        .page_job()
        .map(|job| (job.origin.as_ref(), &job.route.output));
    let (own, mut others): (Vec<&Located>, Vec<&Located>) = located.iter().partition(|located| {
        page.is_some_and(|(source, output)| concerns(located, source, output))
    });
    others.sort_by_key(|located| located.severity);
    let source = page.and_then(|(source, _)| source);
    let entry = |located: &'a Located, block| DiagnosticEntry {
        id: located.id(),
        block,
        diagnostic: JsonDiagnostic::new(located),
    };
    PageDiagnostics {
        site: report::summary(located),
        page: own
            .into_iter()
            .map(|own| entry(own, source.and_then(|source| block(own, state, source))))
            .collect(),
        elsewhere: others
            .into_iter()
            .take(ELSEWHERE)
            .map(|other| entry(other, None))
            .collect(),
        status: page.and_then(|(_, output)| report::status(&state.build, output, located)),
    }
}

fn concerns(located: &Located, source: Option<&SourcePath>, page: &OutputPath) -> bool {
    let trace = located.trace.iter().map(|frame| &frame.location);
    let mut locations = located.location.iter().chain(trace).chain(&located.also);
    locations.any(|location| match &location.target {
        Target::Source(file) => Some(file) == source,
        Target::Output(output) => output == page,
    })
}

/// Returns the block of the page's document that contains a fault: at its own location, or at that
/// of the call which leads to it.
fn block(located: &Located, state: &State, source: &SourcePath) -> Option<usize> {
    let trace = located.trace.iter().map(|frame| &frame.location);
    let mut locations = located.location.iter().chain(trace).chain(&located.also);
    let range = locations
        .find(|location| location.source() == Some(source))?
        .range?;
    let text = state.build.snapshot().text(source.as_str())?;
    state.build.block_at(source, report::byte_at(text, range)?)
}
