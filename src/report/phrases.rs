//! The sentences that text and HTML share.

use super::located::{Correction, Located, Spot, Target};
use std::collections::BTreeSet;

/// Other places that are named; the rest is counted.
const PLACES_NAMED: usize = 3;

/// The line that stands for those that are not shown.
pub(super) fn rest(number: usize) -> String {
    format!(
        "and {} more (see `milepost check --format json`)",
        grouped(number)
    )
}

/// Where else it was found: `and on 9,999 more pages: …`, or `places` where a file is among them
/// twice.
pub(super) fn elsewhere(located: &Located) -> Option<String> {
    let spots: Vec<&Spot> = located.met().into_iter().chain(&located.also).collect();
    let files: BTreeSet<&Target> = spots.iter().map(|spot| &spot.target).collect();
    let named = named_places(&located.also);
    match located.also.len() {
        0 => None,
        others if files.len() == spots.len() => {
            Some(format!("and on {}: {named}", counted(others, "more page")))
        }
        others => Some(format!("and at {}: {named}", counted(others, "more place"))),
    }
}

/// What stands before the lines as they should be.
pub(super) fn introduction(correction: &Correction) -> &'static str {
    match (correction.safe, correction.lines.len()) {
        (true, 1) => "the line should be (`milepost check --fix` writes it):",
        (true, _) => "the lines should be (`milepost check --fix` writes them):",
        (false, 1) => "the line should be:",
        (false, _) => "the lines should be:",
    }
}

fn named_places(spots: &[Spot]) -> String {
    let mut named: Vec<String> = spots
        .iter()
        .take(PLACES_NAMED)
        .map(ToString::to_string)
        .collect();
    if spots.len() > PLACES_NAMED {
        named.push("…".to_owned());
    }
    named.join(", ")
}

/// `1 error`, `2 errors`.
pub(super) fn counted(number: usize, name: &str) -> String {
    format!(
        "{} {name}{}",
        grouped(number),
        if number == 1 { "" } else { "s" }
    )
}

/// A number with commas between its thousands.
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
