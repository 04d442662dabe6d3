//! Looking up a path in the outline.

use super::scan::{Node, ROOT, Tree, scan};
use super::step::Step;
use std::collections::HashMap;
use std::ops::Range;

/// The bytes of a key and of its value, counted from the start of the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Location {
    /// The key as it is written, or the dash of a list's item.
    pub key: Range<usize>,
    /// The value, without comments around it; empty for a key without a value.
    pub value: Range<usize>,
    /// True if the whole path was found. Otherwise this is the nearest key on the way to it.
    pub exact: bool,
}

impl Location {
    /// Returns the bytes to underline in a message about the value: those of the value, or those of
    /// the key if there is no value or it was not found exactly.
    pub fn highlight(&self) -> Range<usize> {
        if self.exact && !self.value.is_empty() {
            self.value.clone()
        } else {
            self.key.clone()
        }
    }
}

/// The locations of all keys of a text.
#[derive(Debug)]
pub struct Outline<'a> {
    tree: Tree<'a>,
}

/// Returns the location of the value at a path, or of the nearest key on the way to it. `None` if
/// the first step already leads nowhere.
pub fn locate(text: &str, path: &[Step<'_>]) -> Option<Location> {
    Outline::new(text)
        .find(path.iter().copied())
        .filter(|location| location.exact || !location.key.is_empty())
}

impl Default for Outline<'_> {
    fn default() -> Self {
        Self::empty()
    }
}

impl<'a> Outline<'a> {
    /// Finds all keys of a text.
    pub fn new(text: &'a str) -> Self {
        Outline { tree: scan(text) }
    }

    /// The number of the node that is the text as a whole.
    pub const ROOT: usize = ROOT;

    /// Begins an outline whose keys another reader finds.
    pub fn empty() -> Self {
        Outline { tree: scan("") }
    }

    /// Adds a key or an item below a node. Returns its number.
    pub fn add(&mut self, parent: usize, step: Step<'a>, location: Location) -> usize {
        let number = self.tree.nodes.len();
        let Location { key, value, .. } = location;
        let line = key.start..value.end;
        self.tree.nodes[parent].children += 1;
        self.tree.children.entry((parent, step)).or_insert(number);
        self.tree.nodes.push(Node {
            key,
            value,
            line,
            children: 0,
        });
        number
    }

    /// Goes along a path as far as it exists.
    pub fn find<'b>(&self, path: impl IntoIterator<Item = Step<'b>>) -> Option<Location> {
        let mut node = ROOT;
        let mut exact = true;
        for step in path {
            match self.child(node, step) {
                Some(child) if exact => node = child,
                _ => exact = false,
            }
        }
        (exact || node != ROOT).then(|| self.location(node, exact))
    }

    /// Returns the number of the node that one step leads to.
    pub(in crate::yaml) fn child(&self, node: usize, step: Step<'_>) -> Option<usize> {
        // A key with a shorter life may be looked up: the map is covariant in its keys.
        let children: &HashMap<(usize, Step<'_>), usize> = &self.tree.children;
        children.get(&(node, step)).copied()
    }

    pub(in crate::yaml) fn location(&self, node: usize, exact: bool) -> Location {
        let Node { key, value, .. } = &self.tree.nodes[node];
        Location {
            key: key.clone(),
            value: value.clone(),
            exact,
        }
    }

    /// Yields every key and every item, in the order of the text.
    pub(in crate::yaml) fn nodes(&self) -> impl Iterator<Item = &Node> {
        self.tree.nodes.iter().skip(1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str, path: &str) -> Option<(String, String, bool)> {
        let location = locate(text, &Step::path(path))?;
        Some((
            text[location.key.clone()].to_owned(),
            text[location.value.clone()].to_owned(),
            location.exact,
        ))
    }

    const SITE: &str = "\
# a comment
title: Guide # short
menus:
  main:
  - title: Benefits
    page: b/_index.md
  -   url: https://example.org/a#b
      \"title\": \"Out # there\"
notes: |
  title: no
  main:

deep:
  - - a
    - b
flow: {a: [1, 2]}
";

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
