//! Where the keys of a YAML text stand, found by its indentation.
//!
//! The library gives places only with errors. This looks at block style alone, in one pass, and never fails: inside braces and
//! brackets the nearest key outside answers. It works on broken text too, which is when places are needed most.

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
            let indices = rest.split('[').filter_map(|index| index.strip_suffix(']')?.parse().ok());
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
    /// What to point at when the value is meant: the value, or the key if there is none or it is not known exactly.
    pub fn point(&self) -> Range<usize> {
        if self.exact && !self.value.is_empty() { self.value.clone() } else { self.key.clone() }
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
    items: usize,
}

/// The number of the text as a whole among an outline's nodes.
pub(super) const ROOT: usize = 0;

/// Where the value at a path stands in `text`, or the nearest key on the way to it; nothing if not even the first step is there.
pub fn locate(text: &str, path: &[Step<'_>]) -> Option<Spot> {
    Outline::new(text).find(path.iter().copied()).filter(|spot| spot.exact || !spot.key.is_empty())
}

impl<'a> Outline<'a> {
    /// Looks at every line of `text` once.
    pub fn new(text: &'a str) -> Self {
        let root = Node { key: 0..0, value: 0..0, items: 0 };
        let outline = Outline { nodes: vec![root], children: HashMap::new() };
        let mut scan = Scan { text, outline, open: Vec::new() };
        let mut at = 0;
        for line in text.split_inclusive('\n') {
            scan.line(at, line.trim_end());
            at += line.len();
        }
        scan.outline
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
        Spot { key: key.clone(), value: value.clone(), exact }
    }

    /// Every key and item, in the order of the text.
    pub(super) fn leaves(&self) -> impl Iterator<Item = Leaf> {
        let leaf = |node: &Node| Leaf { key: node.key.clone(), value: node.value.clone(), childless: node.items == 0 };
        self.nodes.iter().skip(1).map(leaf)
    }
}

/// A key or an item, to be looked at for itself.
pub(super) struct Leaf {
    /// The key as it is written, or the dash.
    pub key: Range<usize>,
    /// The value, empty if there is none.
    pub value: Range<usize>,
    /// Whether no keys or items stand below it.
    pub childless: bool,
}

/// A key or an item whose lines may still follow.
struct Open {
    node: usize,
    column: usize,
    is_key: bool,
    /// Its value is a text that may go on: deeper lines belong to it and are not looked into.
    leaf: bool,
}

struct Scan<'a> {
    text: &'a str,
    outline: Outline<'a>,
    open: Vec<Open>,
}

impl<'a> Scan<'a> {
    fn line(&mut self, start: usize, line: &'a str) {
        let content = line.trim_start_matches(' ');
        let mut column = line.len() - content.len();
        let mut at = start + column;
        if content.is_empty()
            || content.starts_with('#') && !self.open.last().is_some_and(|open| open.leaf && open.column < column)
        {
            return;
        }
        let end = start + line.len();
        loop {
            let content = &self.text[at..end];
            let dash = content == "-" || content.starts_with("- ");
            self.close(column, dash);
            if self.open.last().is_some_and(|open| open.leaf) {
                return self.extend(end);
            }
            if !dash {
                break;
            }
            self.item(at, column);
            let rest = content[1..].trim_start();
            if rest.is_empty() {
                return;
            }
            column += content.len() - rest.len();
            at = end - rest.len();
        }
        self.entry(at, end, column);
    }

    /// Closes what a line at this column cannot belong to. An item may stand right below its list's key.
    fn close(&mut self, column: usize, dash: bool) {
        while self
            .open
            .last()
            .is_some_and(|open| open.column > column || open.column == column && !(open.is_key && dash && !open.leaf))
        {
            self.open.pop();
        }
    }

    fn parent(&self) -> usize {
        self.open.last().map_or(ROOT, |open| open.node)
    }

    fn add(&mut self, step: Option<Step<'a>>, node: Node) -> usize {
        let parent = self.parent();
        let number = self.outline.nodes.len();
        let step = step.unwrap_or(Step::Index(self.outline.nodes[parent].items));
        self.outline.nodes[parent].items += 1;
        self.outline.children.entry((parent, step)).or_insert(number);
        self.outline.nodes.push(node);
        number
    }

    fn item(&mut self, at: usize, column: usize) {
        let node = self.add(None, Node { key: at..at + 1, value: at + 1..at + 1, items: 0 });
        self.open.push(Open { node, column, is_key: false, leaf: false });
    }

    fn entry(&mut self, at: usize, end: usize, column: usize) {
        let content = &self.text[at..end];
        let Some(entry) = split_entry(content) else {
            let value = value_length(content);
            self.begin_value(at..at + value);
            return;
        };
        let value = at + entry.value..at + entry.value + value_length(&content[entry.value..]);
        let leaf = !value.is_empty() && !is_property(&self.text[value.clone()]);
        let key = at..at + entry.written;
        let node = Node { key, value: value.clone(), items: 0 };
        let node = self.add(Some(Step::Key(entry.name)), node);
        self.open.push(Open { node, column, is_key: true, leaf });
    }

    /// A text that stands below its key or behind its dash.
    fn begin_value(&mut self, span: Range<usize>) {
        if let Some(open) = self.open.last_mut() {
            open.leaf = true;
            self.outline.nodes[open.node].value = span;
        }
    }

    fn extend(&mut self, end: usize) {
        let parent = self.parent();
        self.outline.nodes[parent].value.end = end;
    }
}

/// A line `key: value` taken apart.
pub(super) struct Entry<'a> {
    /// The key without its quotes.
    pub name: &'a str,
    /// How many bytes the key takes as it is written.
    pub written: usize,
    /// Where the value begins, or the end of the line.
    pub value: usize,
}

/// Takes `key: value` apart; nothing if the line is something else.
pub(super) fn split_entry(content: &str) -> Option<Entry<'_>> {
    let (name, written) = match content.chars().next()? {
        quote @ ('"' | '\'') => {
            let length = quoted_length(content, quote)?;
            (&content[1..length - 1], length)
        }
        '#' | '[' | ']' | '{' | '}' | ',' | '&' | '*' | '!' | '|' | '>' | '%' | '@' | '`' => return None,
        _ => {
            let colon = colon(content)?;
            let name = content[..colon].trim_end();
            (name, name.len())
        }
    };
    let rest = content[written..].trim_start().strip_prefix(':')?;
    let starts = rest.is_empty() || rest.starts_with([' ', '\t']);
    let value = content.len() - rest.trim_start().len();
    (starts && !name.is_empty() && !name.contains(" #")).then_some(Entry { name, written, value })
}

/// Where the first colon stands that ends a key.
pub(super) fn colon(content: &str) -> Option<usize> {
    let ends_key = |at: &usize| content[at + 1..].is_empty() || content[at + 1..].starts_with([' ', '\t']);
    content.match_indices(':').map(|(at, _)| at).find(ends_key)
}

/// The length of a quoted text with both its quotes, if it is closed.
pub(super) fn quoted_length(text: &str, quote: char) -> Option<usize> {
    let mut characters = text.char_indices().skip(1).peekable();
    while let Some((at, c)) = characters.next() {
        match c {
            '\\' if quote == '"' => {
                characters.next();
            }
            c if c == quote => match characters.peek() {
                Some((_, next)) if quote == '\'' && *next == '\'' => {
                    characters.next();
                }
                _ => return Some(at + c.len_utf8()),
            },
            _ => {}
        }
    }
    None
}

/// How much of the rest of a line is value and no comment.
pub(super) fn value_length(rest: &str) -> usize {
    if let Some(quote) = rest.chars().next().filter(|c| matches!(c, '"' | '\'')) {
        return quoted_length(rest, quote).unwrap_or(rest.len());
    }
    if rest.starts_with('#') {
        return 0;
    }
    let comment = rest.match_indices('#').map(|(at, _)| at).find(|at| rest[..*at].ends_with([' ', '\t']));
    rest[..comment.unwrap_or(rest.len())].trim_end().len()
}

/// An anchor or a tag alone, behind which the value stands on the next lines.
fn is_property(value: &str) -> bool {
    value.starts_with(['&', '!']) && !value.contains(' ')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str, path: &str) -> Option<(String, String, bool)> {
        let spot = locate(text, &Step::path(path))?;
        Some((text[spot.key.clone()].to_owned(), text[spot.value.clone()].to_owned(), spot.exact))
    }

    const SITE: &str = "# a comment\ntitle: Guide # short\nmenus:\n  main:\n  - title: Benefits\n    page: b/_index.md\n  -   url: https://example.org/a#b\n      \"title\": \"Out # there\"\nnotes: |\n  title: no\n  main:\n\ndeep:\n  - - a\n    - b\nflow: {a: [1, 2]}\n";

    #[test]
    fn finds_keys_by_indentation() {
        let found = |path: &str| shown(SITE, path).map(|(key, value, _)| (key, value));
        let pair = |key: &str, value: &str| Some((key.to_owned(), value.to_owned()));
        assert_eq!(found("title"), pair("title", "Guide"));
        assert_eq!(found("menus.main[0].page"), pair("page", "b/_index.md"));
        assert_eq!(found("menus.main[1].url"), pair("url", "https://example.org/a#b"));
        assert_eq!(found("menus.main[1].title"), pair("\"title\"", "\"Out # there\""));
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
