//! The terminal log of the preview: new diagnostics, and the message that all of them are fixed.

use crate::diagnostic::Severity;
use crate::report::{Located, Summary, Target, summary};
use std::collections::BTreeSet;

/// A message for the terminal.
#[derive(Debug)]
pub enum TerminalMessage {
    /// A sentence.
    Notice(String),
    /// A change of the diagnostics of the site.
    Diagnostics {
        /// The diagnostics that were not reported before.
        new: Vec<Located>,
        /// The numbers for the whole site; none until all of it has been rendered.
        summary: Option<Summary>,
    },
}

/// The diagnostics that the terminal shows already.
#[derive(Debug, Default)]
pub(crate) struct TerminalLog(BTreeSet<Reported>);

/// The code, message and file of a diagnostic. Its line is left out: a line that is added above it
/// does not make it new.
type Reported = (&'static str, String, Option<Target>);

impl TerminalLog {
    /// Returns the message for the diagnostics of a build; none if they contain nothing new.
    ///
    /// `complete` is true if all of the build has been rendered, so that a diagnostic which is no
    /// longer among them is fixed.
    pub(crate) fn update(
        &mut self,
        located: &[Located],
        complete: bool,
    ) -> Option<TerminalMessage> {
        // Notes on how a page is written appear in its status. They would fill the terminal.
        let located: Vec<Located> = located
            .iter()
            .filter(|located| located.severity != Severity::Note)
            .cloned()
            .collect();
        let new: Vec<Located> = located
            .iter()
            .filter(|located| !self.0.contains(&reported(located)))
            .cloned()
            .collect();
        let now: BTreeSet<Reported> = located.iter().map(reported).collect();
        let is_any_fixed = complete && !self.0.is_subset(&now);
        if complete {
            self.0 = now;
        } else {
            self.0.extend(now);
        }
        (is_any_fixed || !new.is_empty()).then(|| TerminalMessage::Diagnostics {
            new,
            summary: complete.then(|| summary(&located)),
        })
    }
}

fn reported(located: &Located) -> Reported {
    let target = located
        .location
        .as_ref()
        .map(|location| location.target.clone());
    (located.code, located.message.clone(), target)
}
