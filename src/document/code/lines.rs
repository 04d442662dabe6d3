//! Numbers of lines, as `1,3-5`.

use std::ops::RangeInclusive;

/// The most ranges of one attribute.
const MOST_RANGES: usize = 1_000;

/// Lines by their numbers, from 1.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(in crate::document) struct Lines(Vec<RangeInclusive<usize>>);

impl Lines {
    /// Adds `3` or `3-5`. Returns false if it is neither.
    pub fn add(&mut self, written: &str) -> bool {
        let (first, last) = written.split_once('-').unwrap_or((written, written));
        let [first, last] = [first, last].map(|number| number.trim().parse::<usize>());
        match (first, last) {
            (Ok(first), Ok(last)) if 0 < first && first <= last && self.0.len() < MOST_RANGES => {
                self.0.push(first..=last);
                true
            }
            _ => false,
        }
    }

    /// Returns true if there is no line.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Returns the last line.
    pub fn last(&self) -> Option<usize> {
        self.0.iter().map(|range| *range.end()).max()
    }

    /// Returns for each of so many lines true if it is one of these.
    pub fn among(&self, count: usize) -> Vec<bool> {
        let mut steps = vec![0_i32; count + 2];
        for range in &self.0 {
            steps[(*range.start()).min(count + 1)] += 1;
            steps[(*range.end()).min(count) + 1] -= 1;
        }
        let mut open = 0;
        let open_at = |step: &i32| {
            open += step;
            open > 0
        };
        steps.iter().skip(1).take(count).map(open_at).collect()
    }
}
