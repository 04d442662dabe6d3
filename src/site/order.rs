//! The order of a section's pages. It is total: what a section leaves open, the source's path
//! decides.

use super::Page;
use crate::document::front_matter::SortBy;
use std::cmp::{Ordering, Reverse};

/// Compares two children of a section that sorts by `sort_by`.
pub(super) fn compare(sort_by: Option<SortBy>, a: &Page, b: &Page) -> Ordering {
    let by = match sort_by.unwrap_or(SortBy::Weight) {
        // Pages without a weight come after those that have one.
        SortBy::Weight => {
            (a.card.weight.is_none(), a.card.weight).cmp(&(b.card.weight.is_none(), b.card.weight))
        }
        SortBy::Date => Reverse(a.card.date).cmp(&Reverse(b.card.date)),
        SortBy::Title => a
            .card
            .title
            .to_lowercase()
            .cmp(&b.card.title.to_lowercase()),
    };
    by.then_with(|| a.source.cmp(&b.source))
}
