//! The filter `sort`, which puts texts into the order that lists of pages have. The engine's own
//! filter compares their bytes.

use crate::collation::Collation;
use tera::{Error, Kwargs, TeraResult, Value};

/// Returns the values in order, by an attribute if one is given.
pub(super) fn sort(values: &[Value], given: &Kwargs) -> TeraResult<Vec<Value>> {
    let attribute = given.get::<&str>("attribute")?;
    let keys = values.iter().enumerate().map(|(number, value)| {
        let Some(attribute) = attribute else {
            return Ok(value);
        };
        value.get_from_path(attribute).ok_or_else(|| {
            Error::message(format!(
                "item {} of this list, a {}, has no attribute `{attribute}`",
                number + 1,
                value.name()
            ))
        })
    });
    let keys: Vec<&Value> = keys.collect::<TeraResult<_>>()?;
    let mut order: Vec<usize> = (0..values.len()).collect();
    if keys
        .iter()
        .all(|key| key.is_none() || key.as_str().is_some())
    {
        // Those without a value come last.
        let place = |key: &Value| (key.is_none(), key.as_str().map(Collation::of));
        order.sort_by_cached_key(|at| place(keys[*at]));
    } else {
        order.sort_by(|a, b| keys[*a].cmp(keys[*b]));
        let has_order = |pair: &[usize]| {
            let (a, b) = (keys[pair[0]], keys[pair[1]]);
            a.is_none() || b.is_none() || a.partial_cmp(b).is_some()
        };
        if !order.windows(2).all(has_order) {
            return Err(Error::message(
                "the values of this list are of several kinds, such as texts and numbers, and have \
                 no order",
            ));
        }
    }
    Ok(order.into_iter().map(|at| values[at].clone()).collect())
}
