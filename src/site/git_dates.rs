//! The days of pages that git knows.

use crate::config::GitDates;
use crate::date::Date;
use crate::diagnostic::{Checked, Diagnostic, Item, Place};
use crate::digest::Digested;
use crate::history::{History, Problem};
use crate::path::SourcePath;
use std::collections::BTreeMap;

/// The days of documents that git knows, as far as the site asks for them.
pub type DatesOfDocuments = BTreeMap<SourcePath, PageDates>;

/// The days of a page that git knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct PageDates {
    /// The day of the first commit, if it is to be the day of the page.
    pub date: Option<Date>,
    /// The day of the last commit.
    pub updated: Date,
}

/// Everything that these days are made of: the history, the setting of site.yaml, the time zone.
pub type GitDateInputs = (Option<Digested<History>>, GitDates, String);

/// Returns the days of all documents; `None` if the site does not ask for them.
pub fn git_dates(
    (history, asked, timezone): &GitDateInputs,
) -> Checked<Option<Digested<DatesOfDocuments>>> {
    let history = history.as_ref().filter(|_| *asked != GitDates::None);
    let Some(history) = history else {
        return Checked::clean(None);
    };
    let days = history.files.iter().map(|(path, times)| {
        let day = |seconds: i64| Date::at(seconds, timezone);
        let dates = PageDates {
            date: (*asked == GitDates::All).then(|| day(times.first)),
            updated: day(times.last),
        };
        (path.clone(), dates)
    });
    Checked {
        value: Some(Digested::new(days.collect())),
        diagnostics: history.problem.iter().map(warning).collect(),
    }
}

fn warning(problem: &Problem) -> Diagnostic {
    let (reason, advice) = match problem {
        Problem::NoProgram => (
            "there is no program `git` here",
            "install git, or leave `git_dates` out",
        ),
        Problem::NoRepository => (
            "this folder is in no repository of git that has a commit",
            "run `git init` and commit the pages, or leave `git_dates` out",
        ),
        Problem::Shallow => (
            "this is a shallow clone, in which older pages would have the day of its first commit",
            "run `git fetch --unshallow`; in a workflow of GitHub, write `fetch-depth: 0` below \
             `actions/checkout`",
        ),
    };
    let message = format!("pages have no dates from git: {reason}");
    let place = Place::Item {
        file: SourcePath::site_file(),
        item: Item::Key("git_dates".to_owned()),
    };
    let warning = Diagnostic::warning("git-dates", message).at(place);
    warning.advise(advice)
}
