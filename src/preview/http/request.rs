//! Reads header fields of requests.

use axum::http::header::{HeaderMap, HeaderName};

/// Returns the value of a field that occurs exactly once.
pub(super) fn single_value<'a>(headers: &'a HeaderMap, name: &HeaderName) -> Option<&'a str> {
    let mut values = headers.get_all(name).iter();
    let value = values.next()?.to_str().ok()?;
    values.next().is_none().then_some(value)
}

/// Returns the items of a field that is a list, from all of its lines.
pub(super) fn list<'a>(
    headers: &'a HeaderMap,
    name: &HeaderName,
    separator: char,
) -> impl Iterator<Item = &'a str> {
    let lines = headers.get_all(name).iter();
    lines
        .filter_map(|line| line.to_str().ok())
        .flat_map(move |line| line.split(separator))
        .map(str::trim)
}
