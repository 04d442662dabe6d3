//! The one pass over the lines that finds the keys.

use super::entry::{split_entry, value_length};
use super::{Node, Outline, ROOT, Step};
use std::collections::HashMap;
use std::ops::Range;

/// Looks at every line of `text` once.
pub(super) fn scan(text: &str) -> Outline<'_> {
    let root = Node {
        key: 0..0,
        value: 0..0,
        line: 0..0,
        items: 0,
    };
    let outline = Outline {
        nodes: vec![root],
        children: HashMap::new(),
    };
    let mut scan = Scan {
        text,
        outline,
        open: Vec::new(),
        line: 0..0,
    };
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        scan.line(at, line.trim_end());
        at += line.len();
    }
    scan.outline
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
    line: Range<usize>,
}

impl<'a> Scan<'a> {
    fn line(&mut self, start: usize, line: &'a str) {
        let content = line.trim_start_matches(' ');
        let mut column = line.len() - content.len();
        let mut at = start + column;
        if content.is_empty()
            || content.starts_with('#')
                && !self
                    .open
                    .last()
                    .is_some_and(|open| open.leaf && open.column < column)
        {
            return;
        }
        let end = start + line.len();
        self.line = start..end;
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

    /// Closes what a line at this column cannot belong to. An item may stand right below its list's
    /// key.
    fn close(&mut self, column: usize, dash: bool) {
        while self.open.last().is_some_and(|open| {
            open.column > column || open.column == column && !(open.is_key && dash && !open.leaf)
        }) {
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
        self.outline
            .children
            .entry((parent, step))
            .or_insert(number);
        self.outline.nodes.push(node);
        number
    }

    fn item(&mut self, at: usize, column: usize) {
        let node = self.add(
            None,
            Node {
                key: at..at + 1,
                value: at + 1..at + 1,
                line: self.line.clone(),
                items: 0,
            },
        );
        self.open.push(Open {
            node,
            column,
            is_key: false,
            leaf: false,
        });
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
        let node = Node {
            key,
            value: value.clone(),
            line: self.line.clone(),
            items: 0,
        };
        let node = self.add(Some(Step::Key(entry.name)), node);
        self.open.push(Open {
            node,
            column,
            is_key: true,
            leaf,
        });
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

/// An anchor or a tag alone, behind which the value stands on the next lines.
fn is_property(value: &str) -> bool {
    value.starts_with(['&', '!']) && !value.contains(' ')
}
