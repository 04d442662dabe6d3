//! Where the keys of a YAML text stand, found by its indentation.
//!
//! The library gives places only with errors. This looks at block style alone, in one pass, and
//! never fails: inside braces and brackets the nearest key outside answers. It works on broken text
//! too, which is when places are needed most.

mod entry;
mod scan;

pub(super) use entry::{colon, quoted_length, split_entry, value_length};

use super::Block;
use std::collections::HashMap;
use std::fmt;
use std::ops::Range;
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
    /// Reads a dotted path: `menus.main[2].url`.
    pub fn path(text: &'a str) -> Vec<Step<'a>> {
        let mut steps = Vec::new();
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
pub(super) enum OwnedStep {
    Key(Arc<str>),
    Index(usize),
}

impl OwnedStep {
    pub(super) fn as_step(&self) -> Step<'_> {
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

/// Where a key and its value stand, in bytes from the start of the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spot {
    /// The key as it is written, or the dash of a list's item.
    pub key: Range<usize>,
    /// The value, without comments around it; empty if there is none.
    pub value: Range<usize>,
    /// Whether the whole path was found; else this is the nearest key on the way.
    pub exact: bool,
}

impl Spot {
    /// What to point at when the value is meant: the value, or the key if there is none or it is
    /// not known exactly.
    pub fn point(&self) -> Range<usize> {
        if self.exact && !self.value.is_empty() {
            self.value.clone()
        } else {
            self.key.clone()
        }
    }
}

/// The places of all keys of a text.
#[derive(Debug)]
pub struct Outline<'a> {
    nodes: Vec<Node>,
    children: HashMap<(usize, Step<'a>), usize>,
}

#[derive(Debug)]
struct Node {
    key: Range<usize>,
    value: Range<usize>,
    /// The line of the key, without its line break.
    line: Range<usize>,
    items: usize,
}

/// The number of the text as a whole among an outline's nodes.
pub(super) const ROOT: usize = 0;

/// Where the value at a path stands in `text`, or the nearest key on the way to it; nothing if not
/// even the first step is there.
pub fn locate(text: &str, path: &[Step<'_>]) -> Option<Spot> {
    Outline::new(text)
        .find(path.iter().copied())
        .filter(|spot| spot.exact || !spot.key.is_empty())
}

impl<'a> Outline<'a> {
    /// Looks at every line of `text` once.
    pub fn new(text: &'a str) -> Self {
        scan::scan(text)
    }

    /// The outline of a block's YAML.
    pub fn of(block: &Block<'a>) -> Self {
        Outline::new(block.yaml())
    }

    /// Goes along a path as far as it can.
    pub fn find<'b>(&self, path: impl IntoIterator<Item = Step<'b>>) -> Option<Spot> {
        let mut node = ROOT;
        let mut exact = true;
        for step in path {
            match self.child(node, step) {
                Some(child) if exact => node = child,
                _ => exact = false,
            }
        }
        (exact || node != ROOT).then(|| self.spot(node, exact))
    }

    pub(super) fn child(&self, node: usize, step: Step<'_>) -> Option<usize> {
        // A shorter-lived key may look into the map: the map is covariant in its keys.
        let children: &HashMap<(usize, Step<'_>), usize> = &self.children;
        children.get(&(node, step)).copied()
    }

    pub(super) fn spot(&self, node: usize, exact: bool) -> Spot {
        let Node { key, value, .. } = &self.nodes[node];
        Spot {
            key: key.clone(),
            value: value.clone(),
            exact,
        }
    }

    /// Every key and item, in the order of the text.
    pub(super) fn leaves(&self) -> impl Iterator<Item = Leaf> {
        let leaf = |node: &Node| Leaf {
            key: node.key.clone(),
            value: node.value.clone(),
            line: node.line.clone(),
            childless: node.items == 0,
        };
        self.nodes.iter().skip(1).map(leaf)
    }
}

/// A key or an item, to be looked at for itself.
pub(super) struct Leaf {
    /// The key as it is written, or the dash.
    pub key: Range<usize>,
    /// The value, empty if there is none.
    pub value: Range<usize>,
    /// The line of the key, without its line break.
    pub line: Range<usize>,
    /// Whether no keys or items stand below it.
    pub childless: bool,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str, path: &str) -> Option<(String, String, bool)> {
        let spot = locate(text, &Step::path(path))?;
        Some((
            text[spot.key.clone()].to_owned(),
            text[spot.value.clone()].to_owned(),
            spot.exact,
        ))
    }

    const SITE: &str = "# a comment\ntitle: Guide # short\nmenus:\n  main:\n  - title: Benefits\n    page: b/_index.md\n  -   url: https://example.org/a#b\n      \"title\": \"Out # there\"\nnotes: |\n  title: no\n  main:\n\ndeep:\n  - - a\n    - b\nflow: {a: [1, 2]}\n";

    #[test]
    fn finds_keys_by_indentation() {
        let found = |path: &str| shown(SITE, path).map(|(key, value, _)| (key, value));
        let pair = |key: &str, value: &str| Some((key.to_owned(), value.to_owned()));
        assert_eq!(found("title"), pair("title", "Guide"));
        assert_eq!(found("menus.main[0].page"), pair("page", "b/_index.md"));
        assert_eq!(
            found("menus.main[1].url"),
            pair("url", "https://example.org/a#b")
        );
        assert_eq!(
            found("menus.main[1].title"),
            pair("\"title\"", "\"Out # there\"")
        );
        assert_eq!(found("notes"), pair("notes", "|\n  title: no\n  main:"));
        assert_eq!(found("deep[0][1]"), pair("-", "b"));
        assert_eq!(found("main"), None);
    }

    #[test]
    fn the_nearest_key_answers_where_there_is_no_line() {
        let (key, _, exact) = shown(SITE, "flow.a[1]").expect("its key is there");
        assert_eq!((key.as_str(), exact), ("flow", false));
        let (key, _, exact) = shown(SITE, "menus.main[7].url").expect("its key is there");
        assert_eq!((key.as_str(), exact), ("main", false));
    }
}
