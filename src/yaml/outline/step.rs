//! One step on the way from the root of a value to a part of it.

use std::fmt;
use std::sync::Arc;

/// One step into a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Step<'a> {
    /// Into a map, by a key.
    Key(&'a str),
    /// Into a list, counted from 0.
    Index(usize),
}

impl<'a> Step<'a> {
    /// Reads a dotted path: `menus.main[2].url`. A key with a point in it stands in brackets and
    /// quotes: `redirects["a.html"]`.
    pub fn path(text: &'a str) -> Vec<Step<'a>> {
        let mut steps = Vec::new();
        if let Some((map, key)) = text
            .strip_suffix("\"]")
            .and_then(|text| text.split_once("[\""))
        {
            steps.extend(Self::path(map));
            steps.push(Step::Key(key));
            return steps;
        }
        for part in text.split('.') {
            let (key, rest) = part.split_at(part.find('[').unwrap_or(part.len()));
            if !key.is_empty() {
                steps.push(Step::Key(key));
            }
            let indices = rest
                .split('[')
                .filter_map(|index| index.strip_suffix(']')?.parse().ok());
            steps.extend(indices.map(Step::Index));
        }
        steps
    }
}

/// A step that outlives its text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::yaml) enum OwnedStep {
    Key(Arc<str>),
    Index(usize),
}

impl OwnedStep {
    pub(in crate::yaml) fn as_step(&self) -> Step<'_> {
        match self {
            OwnedStep::Key(key) => Step::Key(key),
            OwnedStep::Index(index) => Step::Index(*index),
        }
    }
}

impl fmt::Display for OwnedStep {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            OwnedStep::Key(key) => f.write_str(key),
            OwnedStep::Index(index) => write!(f, "[{index}]"),
        }
    }
}
