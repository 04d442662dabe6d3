//! The pass over the lines that finds the keys.

use super::entry::{split_entry, value_length};
use super::step::Step;
use crate::line::lines;
use std::collections::HashMap;
use std::ops::Range;

/// The keys and items of a text.
#[derive(Debug)]
pub(super) struct Tree<'a> {
    /// The text as a whole, then every key and item, in the order of the text.
    pub nodes: Vec<Node>,
    /// The numbers of nodes by the number of their parent and the step from it.
    pub children: HashMap<(usize, Step<'a>), usize>,
}

/// A key or an item of a list.
#[derive(Debug)]
pub(in crate::yaml) struct Node {
    /// The key as it is written, or the dash.
    pub key: Range<usize>,
    /// The value; empty for a key without one.
    pub value: Range<usize>,
    /// The line of the key, without its line break.
    pub line: Range<usize>,
    /// The number of keys and items directly below it.
    pub children: usize,
}

/// The number of the node that is the text as a whole.
pub(in crate::yaml) const ROOT: usize = 0;

/// Looks at every line of `text` once.
pub(super) fn scan(text: &str) -> Tree<'_> {
    let root = Node {
        key: 0..0,
        value: 0..0,
        line: 0..0,
        children: 0,
    };
    let tree = Tree {
        nodes: vec![root],
        children: HashMap::new(),
    };
    let mut scan = Scan {
        text,
        tree,
        open: Vec::new(),
        line: 0..0,
    };
    for line in lines(text, 0) {
        scan.line(line.start, line.content.trim_end());
    }
    scan.tree
}

/// A key or an item that the next lines may still belong to.
struct Open {
    node: usize,
    column: usize,
    is_key: bool,
    /// True if the value is a text that may go on. Deeper lines then belong to the text.
    is_text: bool,
}

/// The state of the pass.
struct Scan<'a> {
    text: &'a str,
    tree: Tree<'a>,
    open: Vec<Open>,
    line: Range<usize>,
}

impl<'a> Scan<'a> {
    /// Looks at the line that starts at byte `start`.
    fn line(&mut self, start: usize, line: &'a str) {
        let content = line.trim_start_matches(' ');
        let mut column = line.len() - content.len();
        let mut at = start + column;
        // A comment, unless it is a line of a longer text.
        let within_text = |open: &Open| open.is_text && open.column < column;
        if content.is_empty()
            || content.starts_with('#') && !self.open.last().is_some_and(within_text)
        {
            return;
        }
        let end = start + line.len();
        self.line = start..end;
        // Several dashes may precede the key: `- - key: value`.
        loop {
            let content = &self.text[at..end];
            let dash = content == "-" || content.starts_with("- ");
            self.close(column, dash);
            if self.open.last().is_some_and(|open| open.is_text) {
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

    /// Closes the keys and items that a line at this column cannot belong to. An item may be right
    /// below the key of its list.
    fn close(&mut self, column: usize, dash: bool) {
        while self.open.last().is_some_and(|open| {
            open.column > column || open.column == column && !(open.is_key && dash && !open.is_text)
        }) {
            self.open.pop();
        }
    }

    fn parent(&self) -> usize {
        self.open.last().map_or(ROOT, |open| open.node)
    }

    /// Adds a node below the innermost open one. Without a step it is the next item.
    fn add(&mut self, step: Option<Step<'a>>, node: Node) -> usize {
        let parent = self.parent();
        let number = self.tree.nodes.len();
        let step = step.unwrap_or(Step::Index(self.tree.nodes[parent].children));
        self.tree.nodes[parent].children += 1;
        self.tree.children.entry((parent, step)).or_insert(number);
        self.tree.nodes.push(node);
        number
    }

    fn item(&mut self, at: usize, column: usize) {
        let node = self.add(
            None,
            Node {
                key: at..at + 1,
                value: at + 1..at + 1,
                line: self.line.clone(),
                children: 0,
            },
        );
        self.open.push(Open {
            node,
            column,
            is_key: false,
            is_text: false,
        });
    }

    fn entry(&mut self, at: usize, end: usize, column: usize) {
        let content = &self.text[at..end];
        let Some(entry) = split_entry(content) else {
            let value = value_length(content);
            self.begin_text(at..at + value);
            return;
        };
        let value = at + entry.value..at + entry.value + value_length(&content[entry.value..]);
        let is_text = !value.is_empty() && !is_property(&self.text[value.clone()]);
        let node = Node {
            key: at..at + entry.written,
            value,
            line: self.line.clone(),
            children: 0,
        };
        let node = self.add(Some(Step::Key(entry.name)), node);
        self.open.push(Open {
            node,
            column,
            is_key: true,
            is_text,
        });
    }

    /// Takes a text that begins below its key or behind its dash.
    fn begin_text(&mut self, span: Range<usize>) {
        if let Some(open) = self.open.last_mut() {
            open.is_text = true;
            self.tree.nodes[open.node].value = span;
        }
    }

    fn extend(&mut self, end: usize) {
        let parent = self.parent();
        self.tree.nodes[parent].value.end = end;
    }
}

/// True for an anchor or a tag alone. The value then follows on the next lines.
fn is_property(value: &str) -> bool {
    value.starts_with(['&', '!']) && !value.contains(' ')
}
