//! The order of lists.

use super::page::PageData;
use crate::collation::Collation;
use crate::date::Date;
use crate::document::front_matter::{SortField, SortKey};
use crate::path::SourcePath;
use crate::value::{Map, Value};
use std::cmp::Reverse;

/// Sorts the items of a list by the values of their pages. The order is total: the path of the
/// source, or the URL where there is none, decides between pages that are equal otherwise.
pub(super) fn sort<'a, T: Copy>(
    items: &mut [T],
    keys: &[SortKey],
    page: impl Fn(T) -> &'a PageData,
) {
    items.sort_by_cached_key(|item| {
        let page = page(*item);
        let ranks: Vec<Rank> = keys.iter().map(|key| rank(key, page)).collect();
        let url = page.card.url.as_str();
        (ranks, page.source.as_ref(), url) as (Vec<Rank>, Option<&SourcePath>, &str)
    });
}

/// The place of a page by one value.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Rank {
    Up(Comparable),
    Down(Reverse<Comparable>),
    /// Pages without a value come last, in both directions.
    Missing,
}

/// A value that has an order.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Comparable {
    Number(i64),
    Date(Date),
    Text(Collation),
}

fn rank(key: &SortKey, page: &PageData) -> Rank {
    let card = &page.card;
    let value = match &key.field {
        SortField::Weight => card.weight.map(Comparable::Number),
        SortField::Date => card.date.map(Comparable::Date),
        SortField::Updated => card.updated.or(card.date).map(Comparable::Date),
        SortField::Title => Some(Comparable::Text(Collation::of(&card.title))),
        SortField::Extra(keys) => extra(&card.extra, keys),
    };
    let newest_first = matches!(key.field, SortField::Date | SortField::Updated);
    match value {
        None => Rank::Missing,
        Some(value) if newest_first != key.reversed => Rank::Down(Reverse(value)),
        Some(value) => Rank::Up(value),
    }
}

fn extra(map: &Map, keys: &str) -> Option<Comparable> {
    let mut keys = keys.split('.');
    let first = map.get(keys.next()?)?;
    let value = keys.try_fold(first, |value, key| value.as_map()?.get(key))?;
    Some(match value {
        Value::Bool(flag) => Comparable::Number(i64::from(*flag)),
        Value::Integer(number) => Comparable::Number(ordered(*number as f64)),
        Value::Float(number) => Comparable::Number(ordered(number.0)),
        Value::Text(value) => Comparable::Text(Collation::of(value)),
        Value::Null | Value::List(_) | Value::Map(_) => return None,
    })
}

/// Returns a whole number that is larger for a larger number, as IEEE 754 orders all of them.
fn ordered(number: f64) -> i64 {
    let bits = number.to_bits() as i64;
    bits ^ (((bits >> 63) as u64) >> 1) as i64
}
