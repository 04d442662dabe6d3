//! Mistakes in component calls. Each `components/<case>.md` is a page, and `components/<case>.txt`
//! has its diagnostics.
//!
//! `SNAPSHOTS=overwrite` writes the expected texts.

use crate::cases::{cases, expect};
use crate::markdown::published;

#[test]
fn mistakes_in_calls_are_reported_in_their_places() {
    let mut differing = Vec::new();
    for case in cases("components", "md") {
        let (_, report) = published(&std::fs::read_to_string(&case).expect("a case"));
        expect(&case.with_extension("txt"), &report, &mut differing);
    }
    assert!(differing.is_empty(), "{}", differing.join("\n"));
}
