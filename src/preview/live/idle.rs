//! The idle thread: renders all pages of a new build, so that all of its diagnostics become known
//! and the next click finds its page. A newer build cancels this between two pages.

use super::state::State;
use crate::build::{Outcome, Scope};
use crate::memo::guarded;
use crate::output::Role;
use crate::path::OutputPath;
use crate::preview::timing::{FIRST_DIAGNOSTICS, HEAD_START};
use crate::preview::watch::BuildMessage;
use crate::report::{self, Located};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, TryRecvError};
use std::time::Instant;

/// A state to render.
pub(crate) struct IdleTask {
    pub state: Arc<State>,
    /// The outputs that browsers have open. They are rendered first.
    pub open_outputs: Vec<OutputPath>,
}

/// The end of a task.
enum Ended {
    Done,
    Replaced(IdleTask),
    Disconnected,
}

/// Renders one state after another until the build thread ends.
pub(crate) fn run(tasks: &Receiver<IdleTask>, build_messages: &Sender<BuildMessage>) {
    let mut next = tasks.recv().ok();
    while let Some(task) = next {
        next = match render(&task, tasks, build_messages) {
            Ended::Done => tasks.recv().ok(),
            Ended::Replaced(newer) => Some(newer),
            Ended::Disconnected => None,
        };
    }
}

fn render(
    task: &IdleTask,
    tasks: &Receiver<IdleTask>,
    build_messages: &Sender<BuildMessage>,
) -> Ended {
    let state = &task.state;
    for path in &task.open_outputs {
        state.output(path);
    }
    // Browsers fetch and patch the open pages first, with the machine to themselves.
    match tasks.recv_timeout(HEAD_START) {
        Ok(newer) => return Ended::Replaced(newer),
        Err(RecvTimeoutError::Disconnected) => return Ended::Disconnected,
        Err(RecvTimeoutError::Timeout) => {}
    }
    let began = Instant::now();
    let mut has_reported = false;
    for (path, job) in state.build.jobs().iter() {
        if job.output.role() == Role::OnRequest {
            continue;
        }
        match tasks.try_recv() {
            Ok(newer) => return Ended::Replaced(newer),
            Err(TryRecvError::Disconnected) => return Ended::Disconnected,
            Err(TryRecvError::Empty) => {}
        }
        state.output(path);
        if !has_reported && began.elapsed() > FIRST_DIAGNOSTICS {
            has_reported = true;
            report_diagnostics(state, build_messages, false);
        }
    }
    report_diagnostics(state, build_messages, true);
    Ended::Done
}

/// Sends the diagnostics of a state to the build thread.
fn report_diagnostics(state: &State, build_messages: &Sender<BuildMessage>, complete: bool) {
    let located = guarded("the checks of the whole site", || diagnostics(state));
    let located = located.unwrap_or_else(|fault| report::locate(&[fault], &*state.build));
    // Sending fails only when the preview ends.
    let _ = build_messages.send(BuildMessage::Checked {
        generation: state.generation,
        located,
        complete,
    });
}

/// Returns the diagnostics of the site, as far as it has been rendered.
fn diagnostics(state: &State) -> Vec<Located> {
    let build = &*state.build;
    let outcomes: Vec<Outcome> = build
        .jobs()
        .iter()
        .filter_map(|(path, job)| Some(Outcome::of(path, &*state.output_so_far(job)?)))
        .collect();
    report::locate(&build.diagnostics(Scope::Checked(&outcomes)), build)
}
