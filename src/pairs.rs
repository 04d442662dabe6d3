//! Two ordered collections side by side.
//!
//! Comparing ten thousand files with those of a moment ago by looking each up costs ten times what
//! walking both at once does.

use std::cmp::Ordering;
use std::iter::Peekable;

/// Walks two sequences that are ordered by the same keys, and yields each key once with what either
/// has under it.
pub fn side_by_side<'a, K: Ord + 'a, L, R>(
    left: impl Iterator<Item = (&'a K, L)>,
    right: impl Iterator<Item = (&'a K, R)>,
) -> impl Iterator<Item = (&'a K, Option<L>, Option<R>)> {
    let (mut left, mut right) = (left.peekable(), right.peekable());
    std::iter::from_fn(move || match order(&mut left, &mut right)? {
        Ordering::Less => left.next().map(|(key, value)| (key, Some(value), None)),
        Ordering::Greater => right.next().map(|(key, value)| (key, None, Some(value))),
        Ordering::Equal => left
            .next()
            .zip(right.next())
            .map(|((key, left), (_, right))| (key, Some(left), Some(right))),
    })
}

/// Which of the two has the next key; nothing at the end of both.
fn order<'a, K: Ord + 'a, L, R>(
    left: &mut Peekable<impl Iterator<Item = (&'a K, L)>>,
    right: &mut Peekable<impl Iterator<Item = (&'a K, R)>>,
) -> Option<Ordering> {
    match (left.peek(), right.peek()) {
        (Some((left, _)), Some((right, _))) => Some(left.cmp(right)),
        (Some(_), None) => Some(Ordering::Less),
        (None, Some(_)) => Some(Ordering::Greater),
        (None, None) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::side_by_side;
    use std::collections::BTreeMap;

    #[test]
    fn each_key_comes_once_and_in_order() {
        let left = BTreeMap::from([(1, 'a'), (2, 'b'), (5, 'c')]);
        let right = BTreeMap::from([(2, 'x'), (3, 'y'), (5, 'z'), (6, 'w')]);
        let pairs: Vec<_> = side_by_side(left.iter(), right.iter())
            .map(|(key, left, right)| (*key, left.copied(), right.copied()))
            .collect();
        let expected = [
            (1, Some('a'), None),
            (2, Some('b'), Some('x')),
            (3, None, Some('y')),
            (5, Some('c'), Some('z')),
            (6, None, Some('w')),
        ];
        assert_eq!(pairs, expected);
    }
}
