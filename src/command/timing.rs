//! What a build says of time: pages that it held back, pages that will go, and when to build again.

use crate::build::Build;
use crate::date::Date;
use crate::path::SourcePath;
use crate::site::{HeldBack, Reason};
use serde::Serialize;

/// One sentence for each page that is held back or will go, in the order of their files.
pub(super) fn sentences(build: &Build) -> Vec<String> {
    let held = build
        .held_back()
        .iter()
        .map(|held| held_back(held, build.today()));
    held.chain(
        build
            .expiring()
            .into_iter()
            .map(|(file, day)| going(file, day, build.today())),
    )
    .collect()
}

fn held_back(HeldBack { source, reason }: &HeldBack, today: Date) -> String {
    match reason {
        Reason::Draft => format!("{source} is a draft and was not published."),
        Reason::Scheduled(day) => format!(
            "{source} appears on {}: build on or after that day.",
            day.spoken(today)
        ),
        Reason::Expired(day) => format!(
            "{source} expired on {} and was not published.",
            day.spoken(today)
        ),
    }
}

fn going(file: &SourcePath, day: Date, today: Date) -> String {
    format!(
        "{file} goes on {}: build on or after that day.",
        day.spoken(today)
    )
}

/// What a program learns of it.
#[derive(Serialize)]
pub(super) struct Report {
    held_back: Vec<Entry>,
    expiring: Vec<Entry>,
    /// The next day on which a build makes another site of the same sources.
    build_again: Option<Date>,
}

/// A page that is held back, or that will go.
#[derive(Serialize)]
struct Entry {
    file: String,
    reason: &'static str,
    date: Option<Date>,
    message: String,
}

/// The same for programs.
pub(super) fn report(build: &Build) -> Report {
    let today = build.today();
    let held = |held: &HeldBack| {
        let (reason, date) = match held.reason {
            Reason::Draft => ("draft", None),
            Reason::Scheduled(day) => ("scheduled", Some(day)),
            Reason::Expired(day) => ("expired", Some(day)),
        };
        Entry {
            file: held.source.to_string(),
            reason,
            date,
            message: held_back(held, today),
        }
    };
    let goes = |(file, day): (&SourcePath, Date)| Entry {
        file: file.to_string(),
        reason: "expires",
        date: Some(day),
        message: going(file, day, today),
    };
    let held_back: Vec<Entry> = build.held_back().iter().map(held).collect();
    let expiring: Vec<Entry> = build.expiring().into_iter().map(goes).collect();
    let days = held_back
        .iter()
        .filter(|entry| entry.reason == "scheduled")
        .chain(&expiring)
        .filter_map(|entry| entry.date);
    let build_again = days.min();
    Report {
        held_back,
        expiring,
        build_again,
    }
}
