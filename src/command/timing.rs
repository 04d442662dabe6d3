//! The messages of a build about time: pages that it held back, pages that will expire, and the day
//! on which to build again.

use crate::build::Build;
use crate::date::Date;
use crate::path::SourcePath;
use crate::site::{HeldBack, Reason};
use serde::Serialize;

/// Returns one sentence for each page that is held back or will expire, in the order of files.
pub(super) fn sentences(build: &Build) -> Vec<String> {
    let today = build.today();
    let held_back = build
        .held_back()
        .iter()
        .map(|page| held_back_sentence(page, today));
    let expiring = build
        .expiring()
        .into_iter()
        .map(|(file, day)| expiring_sentence(file, day, today));
    held_back.chain(expiring).collect()
}

fn held_back_sentence(HeldBack { source, reason }: &HeldBack, today: Date) -> String {
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

fn expiring_sentence(file: &SourcePath, day: Date, today: Date) -> String {
    format!(
        "{file} goes on {}: build on or after that day.",
        day.spoken(today)
    )
}

/// The messages about time, for programs.
#[derive(Serialize)]
pub(super) struct Report {
    held_back: Vec<TimedPage>,
    expiring: Vec<TimedPage>,
    /// The next day on which a build makes another site of the same sources.
    build_again: Option<Date>,
}

/// A page that is held back, or that will expire.
#[derive(Serialize)]
struct TimedPage {
    file: String,
    reason: &'static str,
    date: Option<Date>,
    message: String,
}

/// Returns the messages about time, for programs.
pub(super) fn report(build: &Build) -> Report {
    let today = build.today();
    let held_back_entry = |page: &HeldBack| {
        let (reason, date) = match page.reason {
            Reason::Draft => ("draft", None),
            Reason::Scheduled(day) => ("scheduled", Some(day)),
            Reason::Expired(day) => ("expired", Some(day)),
        };
        TimedPage {
            file: page.source.to_string(),
            reason,
            date,
            message: held_back_sentence(page, today),
        }
    };
    let expiring_entry = |(file, day): (&SourcePath, Date)| TimedPage {
        file: file.to_string(),
        reason: "expires",
        date: Some(day),
        message: expiring_sentence(file, day, today),
    };
    let held_back: Vec<TimedPage> = build.held_back().iter().map(held_back_entry).collect();
    let expiring: Vec<TimedPage> = build.expiring().into_iter().map(expiring_entry).collect();
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
