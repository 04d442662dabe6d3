//! What the terminal is told: what is new since it was told last, and when all is well again.

use crate::diagnostic::Severity;
use crate::report::{Located, Summary, Target, summary};
use std::collections::BTreeSet;

/// Something to tell in the terminal.
#[derive(Debug)]
pub enum News {
    /// A sentence.
    Notice(String),
    /// What is wrong with the site has changed.
    Diagnostics {
        /// What was not told before.
        new: Vec<Located>,
        /// How many there are now, if that is known already.
        summary: Option<Summary>,
    },
}

/// What was told.
#[derive(Debug, Default)]
pub(crate) struct Told(BTreeSet<Said>);

/// What is said of a fault except the line that it stands in: a line added above it is no news.
type Said = (&'static str, String, Option<Target>);

impl Told {
    /// What is new in a judgement; `complete` if it is about the whole build, so that what is
    /// missing in it was mended.
    pub(crate) fn news(&mut self, located: &[Located], complete: bool) -> Option<News> {
        let said = |located: &Located| {
            let target = located.spot.as_ref().map(|spot| spot.target.clone());
            (located.code, located.message.clone(), target)
        };
        // Remarks on how a page is written stand in its status; the terminal would fill with them.
        let located: Vec<Located> = located
            .iter()
            .filter(|located| located.severity != Severity::Note)
            .cloned()
            .collect();
        let new: Vec<Located> = located
            .iter()
            .filter(|located| !self.0.contains(&said(located)))
            .cloned()
            .collect();
        let now: BTreeSet<Said> = located.iter().map(said).collect();
        let mended = complete && self.0.difference(&now).next().is_some();
        if complete {
            self.0 = now
        } else {
            self.0.extend(now)
        }
        (mended || !new.is_empty()).then(|| News::Diagnostics {
            new,
            summary: complete.then(|| summary(&located)),
        })
    }
}
