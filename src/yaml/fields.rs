//! Reading typed fields out of a value, with a complaint at the right line for everything that is
//! not as it should be.
//!
//! Apart from the configuration and the front matter because both are read the same way: strictly,
//! to the end, all faults at once.

mod keys;
mod typed;

pub use keys::Fields;

use super::outline::{Outline, ROOT, Spot, Step};
use super::{Block, recover, slip};
use crate::diagnostic::{Diagnostic, Place};
use crate::value::{Map, Value};
use std::cell::RefCell;
use std::collections::HashSet;
use std::ops::Range;

/// A block that has been read into a map, its outline, and what there is to say about it.
pub struct Reading<'a> {
    block: Block<'a>,
    outline: Outline<'a>,
    value: Value,
    diagnostics: RefCell<Vec<Diagnostic>>,
}

impl<'a> Reading<'a> {
    /// Reads a block of `key: value` lines, entry by entry where it cannot be read as a whole.
    pub fn new(block: Block<'a>) -> Self {
        let outline = Outline::of(&block);
        let (map, mut diagnostics) = recover::entries(&block, &outline);
        let told: HashSet<usize> = diagnostics
            .iter()
            .filter_map(|told| line_start(&block, told))
            .collect();
        let quiet = slip::quiet(&block, &outline).into_iter();
        // One slip, one diagnostic: what stops YAML may also be something that it would read
        // wrongly.
        diagnostics.extend(
            quiet
                .take(recover::MOST)
                .filter(|quiet| line_start(&block, quiet).is_none_or(|line| !told.contains(&line))),
        );
        Reading {
            block,
            outline,
            value: Value::Map(map),
            diagnostics: RefCell::new(diagnostics),
        }
    }

    /// The map as a whole.
    pub fn root(&self) -> Reader<'_> {
        Reader {
            value: &self.value,
            node: ROOT,
            exact: true,
            name: String::new(),
            reading: self,
        }
    }

    /// Everything that was noticed, in the order of the text.
    pub fn finish(self) -> Vec<Diagnostic> {
        let mut diagnostics = self.diagnostics.into_inner();
        diagnostics.sort_by_key(|diagnostic| match &diagnostic.place {
            Some(Place::Span { span, .. }) => span.start,
            _ => 0,
        });
        diagnostics
    }
}

/// Where the line of a diagnostic begins.
fn line_start(block: &Block<'_>, diagnostic: &Diagnostic) -> Option<usize> {
    let Some(Place::Span { span, .. }) = &diagnostic.place else {
        return None;
    };
    Some(
        block.text[..span.start]
            .rfind('\n')
            .map_or(0, |newline| newline + 1),
    )
}

/// One value, its name, and where it stands.
#[derive(Clone)]
pub struct Reader<'a> {
    value: &'a Value,
    node: usize,
    exact: bool,
    name: String,
    reading: &'a Reading<'a>,
}

impl<'a> Reader<'a> {
    /// The value as it was read.
    pub fn value(&self) -> &'a Value {
        self.value
    }

    /// Its name with the way to it: `menus.main[2].url`.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Where it stands in the block.
    pub fn spot(&self) -> Spot {
        self.reading.outline.spot(self.node, self.exact)
    }

    /// Complains about the value.
    pub fn complain(&self, diagnostic: Diagnostic) {
        self.push(diagnostic, self.spot().point());
    }

    /// Complains about the key.
    pub fn complain_of_key(&self, diagnostic: Diagnostic) {
        self.push(diagnostic, self.spot().key);
    }

    fn push(&self, diagnostic: Diagnostic, span: Range<usize>) {
        let place = self.reading.block.place(span);
        self.reading
            .diagnostics
            .borrow_mut()
            .push(diagnostic.at(place));
    }

    /// Complains that the value is of another kind than is wanted.
    pub fn wrong_type(&self, wanted: &str) -> Diagnostic {
        let message = format!(
            "`{}` has to be {wanted}, and this is {}",
            self.name,
            self.value.kind()
        );
        Diagnostic::error("wrong-type", message)
    }

    /// The line with `span` replaced, for a fix; nothing where the place is not known exactly or
    /// has several lines.
    pub fn line_with(&self, span: Range<usize>, text: &str) -> Option<String> {
        let yaml = self.reading.block.yaml();
        if !self.exact || yaml[span.clone()].contains('\n') {
            return None;
        }
        let start = yaml[..span.start]
            .rfind('\n')
            .map_or(0, |newline| newline + 1);
        let end = yaml[span.end..]
            .find('\n')
            .map_or(yaml.len(), |newline| span.end + newline);
        Some(format!(
            "{}{text}{}",
            &yaml[start..span.start],
            yaml[span.end..end].trim_end()
        ))
    }

    /// The diagnostic with a corrected line in which the value is replaced.
    pub fn with_value(&self, diagnostic: Diagnostic, value: &str, safe: bool) -> Diagnostic {
        let spot = self.spot();
        match self.line_with(spot.value.clone(), value) {
            Some(line) if !spot.value.is_empty() => diagnostic.fix(line, safe),
            _ => diagnostic,
        }
    }

    fn below(&self, step: Step<'_>, value: &'a Value) -> Reader<'a> {
        let child = self
            .reading
            .outline
            .child(self.node, step)
            .filter(|_| self.exact);
        let name = match step {
            Step::Key(key) if self.name.is_empty() => key.to_owned(),
            Step::Key(key) => format!("{}.{key}", self.name),
            Step::Index(index) => format!("{}[{index}]", self.name),
        };
        Reader {
            value,
            node: child.unwrap_or(self.node),
            exact: child.is_some(),
            name,
            reading: self.reading,
        }
    }

    /// The entries of a map; nothing, and a complaint, if it is none.
    pub fn entries(&self) -> Option<Vec<(&'a str, Reader<'a>)>> {
        let Some(map) = self.value.as_map() else {
            self.complain(
                self.wrong_type("a map")
                    .advise("write `key: value` lines below it, indented"),
            );
            return None;
        };
        Some(
            map.iter()
                .map(|(key, value)| (key, self.below(Step::Key(key), value)))
                .collect(),
        )
    }

    /// A map as free data; nothing, and a complaint, if it is none.
    pub fn map(&self) -> Option<Map> {
        self.entries()?;
        self.value.as_map().cloned()
    }

    /// The items of a list. Anything else is a list of one.
    pub fn items(&self) -> Vec<Reader<'a>> {
        match self.value.as_list() {
            Some(list) => list
                .iter()
                .enumerate()
                .map(|(index, value)| self.below(Step::Index(index), value))
                .collect(),
            None => vec![self.clone()],
        }
    }
}
