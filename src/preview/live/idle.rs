//! The idle thread: renders what nobody asked for yet, so that all that is wrong with a build
//! becomes known and the next click finds its page. A newer build cancels it between two pages.

use super::state::State;
use crate::memo::guarded;
use crate::path::OutputPath;
use crate::pipeline::{Build, Outcome};
use crate::plan::Work;
use crate::preview::call::Call;
use crate::report::{self, Located};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, TryRecvError};
use std::time::{Duration, Instant};

/// How long a judgement of the whole may take before what is known already is told.
const PATIENCE: Duration = Duration::from_millis(300);

/// How long those who look at a page have the machine to themselves: their browsers fetch it and
/// patch what is open.
const HEAD_START: Duration = Duration::from_millis(40);

/// A build to render.
pub(crate) struct Task {
    /// What is shown.
    pub state: Arc<State>,
    /// What somebody looks at: it comes first.
    pub first: Vec<OutputPath>,
}

/// Renders what comes until nothing more can come.
pub(crate) fn run(tasks: &Receiver<Task>, calls: &Sender<Call>) {
    let mut next = tasks.recv().ok();
    while let Some(task) = next {
        next = match render(&task, tasks, calls) {
            Ended::Done => tasks.recv().ok(),
            Ended::Replaced(newer) => Some(newer),
            Ended::Over => None,
        };
    }
}

enum Ended {
    Done,
    Replaced(Task),
    Over,
}

fn render(task: &Task, tasks: &Receiver<Task>, calls: &Sender<Call>) -> Ended {
    let Task { state, first } = task;
    first
        .iter()
        .for_each(|path| _ = state.build.output_in_time(path));
    match tasks.recv_timeout(HEAD_START) {
        Ok(newer) => return Ended::Replaced(newer),
        Err(RecvTimeoutError::Disconnected) => return Ended::Over,
        Err(RecvTimeoutError::Timeout) => {}
    }
    let began = Instant::now();
    let mut is_told = false;
    // Social cards and the index of the search are dear, and need not be made for nobody: whoever wants
    // them asks for them.
    let is_dear = |work: &Work| {
        matches!(
            work,
            Work::SocialCard(_)
                | Work::ImageVariant { .. }
                | Work::StripMetadata { .. }
                | Work::Search(_)
        )
    };
    let others = state
        .build
        .jobs()
        .iter()
        .filter(|(_, job)| !is_dear(&job.work))
        .map(|(path, _)| path);
    for path in others {
        match tasks.try_recv() {
            Ok(newer) => return Ended::Replaced(newer),
            Err(TryRecvError::Disconnected) => return Ended::Over,
            Err(TryRecvError::Empty) => {}
        }
        state.build.output_in_time(path);
        if !is_told && began.elapsed() > PATIENCE {
            is_told = true;
            tell(state, calls, false);
        }
    }
    tell(state, calls, true);
    Ended::Done
}

fn tell(state: &State, calls: &Sender<Call>, complete: bool) {
    let located = guarded("the checks of the whole site", || judge(&state.build));
    let located = located.unwrap_or_else(|fault| report::locate(&[fault], &*state.build));
    // Nobody hears it only when the preview ends.
    let _ = calls.send(Call::Judged {
        generation: state.generation,
        located,
        complete,
    });
}

/// What is wrong, as far as it was rendered.
fn judge(build: &Build) -> Vec<Located> {
    let rendered = build
        .jobs()
        .iter()
        .filter_map(|(path, job)| Some((path, job.cell.get().or(job.late.get())?)));
    let outcomes: Vec<Outcome> = rendered
        .map(|(path, rendered)| Outcome::of(path, rendered))
        .collect();
    report::locate(&build.everything(&outcomes), build)
}
