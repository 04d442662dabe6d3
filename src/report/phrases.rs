//! The phrases that text and HTML share.

use super::located::{Correction, Located, Location, Target};
use std::collections::BTreeSet;

/// The number of other locations that are named. The rest is counted.
const MOST_NAMED: usize = 3;

/// Returns the line for the diagnostics that are not shown.
pub(super) fn rest(number: usize) -> String {
    format!(
        "and {} more (see `milepost check --format json`)",
        grouped(number)
    )
}

/// Returns the other locations: `and on 9,999 more pages: …`, or `places` if a file is among them
/// twice.
pub(super) fn elsewhere(located: &Located) -> Option<String> {
    let locations: Vec<&Location> = located
        .outermost()
        .into_iter()
        .chain(&located.also)
        .collect();
    let files: BTreeSet<&Target> = locations.iter().map(|location| &location.target).collect();
    let named = named(&located.also);
    match located.also.len() {
        0 => None,
        others if files.len() == locations.len() => {
            Some(format!("and on {}: {named}", counted(others, "more page")))
        }
        others => Some(format!("and at {}: {named}", counted(others, "more place"))),
    }
}

/// Returns the line above a correction.
pub(super) fn introduction(correction: &Correction) -> &'static str {
    match (correction.safe, correction.lines.len()) {
        (true, 1) => "the line should be (`milepost check --fix` writes it):",
        (true, _) => "the lines should be (`milepost check --fix` writes them):",
        (false, 1) => "the line should be:",
        (false, _) => "the lines should be:",
    }
}

fn named(locations: &[Location]) -> String {
    let mut names: Vec<String> = locations
        .iter()
        .take(MOST_NAMED)
        .map(ToString::to_string)
        .collect();
    if locations.len() > MOST_NAMED {
        names.push("…".to_owned());
    }
    names.join(", ")
}

/// Returns a number with its noun: `1 error`, `2 errors`.
pub(super) fn counted(number: usize, name: &str) -> String {
    format!(
        "{} {name}{}",
        grouped(number),
        if number == 1 { "" } else { "s" }
    )
}

/// Returns a number with commas between its thousands.
fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}
