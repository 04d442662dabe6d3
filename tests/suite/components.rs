//! Mistakes in component calls, case by case: `components/<case>.md` is a page and
//! `components/<case>.txt` what there is to complain of.
//!
//! `SNAPSHOTS=overwrite` writes the expected texts.

use crate::markdown::{cases, expect, published};

#[test]
fn mistakes_in_calls_are_told_where_they_stand() {
    let mut differing = Vec::new();
    for case in cases("components") {
        let (_, report) = published(&std::fs::read_to_string(&case).expect("a case"));
        expect(&case.with_extension("txt"), &report, &mut differing);
    }
    assert!(differing.is_empty(), "{}", differing.join("\n"));
}
