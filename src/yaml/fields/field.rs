//! A value together with its name and its location.

use crate::diagnostic::{Diagnostic, Place, nearest};
use crate::line;
use crate::value::{Map, Value};
use crate::yaml::block::{Block, Format};
use crate::yaml::fields::toml_advice;
use crate::yaml::outline::{Location, Outline, ROOT, Step};
use crate::yaml::{mistake, recover};
use std::cell::RefCell;
use std::collections::HashSet;
use std::ops::Range;

/// A block that has been read into a map, with its outline and its diagnostics.
pub struct Parsed<'a> {
    block: Block<'a>,
    outline: Outline<'a>,
    value: Value,
    diagnostics: RefCell<Vec<Diagnostic>>,
}

impl<'a> Parsed<'a> {
    /// Reads a block of `key: value` lines. If it cannot be read as a whole, reads it entry by
    /// entry.
    pub fn new(block: Block<'a>) -> Self {
        let outline = Outline::new(block.content());
        let (map, mut diagnostics) = recover::entries(&block, &outline);
        let line_of = |diagnostic: &Diagnostic| line_start(block.text, diagnostic);
        let reported: HashSet<usize> = diagnostics.iter().filter_map(line_of).collect();
        // A line that stops the reading may have a silent mistake too. One diagnostic is enough.
        diagnostics.extend(
            mistake::silent(&block, &outline)
                .into_iter()
                .take(recover::MOST_BROKEN)
                .filter(|silent| line_of(silent).is_none_or(|line| !reported.contains(&line))),
        );
        Parsed {
            block,
            outline,
            value: Value::Map(map),
            diagnostics: RefCell::new(diagnostics),
        }
    }

    /// Takes a block that another reader has read into a map, with the outline of its keys.
    pub fn of(
        block: Block<'a>,
        outline: Outline<'a>,
        map: Map,
        diagnostics: Vec<Diagnostic>,
    ) -> Self {
        Parsed {
            block,
            outline,
            value: Value::Map(map),
            diagnostics: RefCell::new(diagnostics),
        }
    }

    /// Returns the map as a whole.
    pub fn root(&self) -> Field<'_> {
        Field {
            value: &self.value,
            node: ROOT,
            exact: true,
            name: String::new(),
            parsed: self,
        }
    }

    /// Returns all diagnostics in the order of the text: those of the reading, and those that were
    /// reported about fields.
    pub fn into_diagnostics(self) -> Vec<Diagnostic> {
        let mut diagnostics = self.diagnostics.into_inner();
        diagnostics.sort_by_key(|diagnostic| match &diagnostic.place {
            Some(Place::Span { span, .. }) => span.start,
            _ => 0,
        });
        diagnostics
    }
}

/// Returns the start of the line that a diagnostic is about.
fn line_start(text: &str, diagnostic: &Diagnostic) -> Option<usize> {
    let Some(Place::Span { span, .. }) = &diagnostic.place else {
        return None;
    };
    Some(line::around(text, span.start).start)
}

/// One value of a block, with its name and its location.
#[derive(Clone)]
pub struct Field<'a> {
    value: &'a Value,
    /// The node of the outline: its own, or the nearest on the way to it.
    node: usize,
    /// True if the node is its own.
    exact: bool,
    name: String,
    parsed: &'a Parsed<'a>,
}

impl<'a> Field<'a> {
    /// Returns the value as it was read.
    pub fn value(&self) -> &'a Value {
        self.value
    }

    /// Returns the name with the path to it: `menus.main[2].url`.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Returns the location in the block.
    pub fn location(&self) -> Location {
        self.parsed.outline.location(self.node, self.exact)
    }

    /// Returns the block that the field is in.
    pub(super) fn block(&self) -> &'a Block<'a> {
        &self.parsed.block
    }

    /// True if the block is TOML.
    pub(super) fn is_toml(&self) -> bool {
        self.block().format == Format::Toml
    }

    /// Reports a diagnostic about the value.
    pub fn report(&self, diagnostic: Diagnostic) {
        self.push(diagnostic, self.location().highlight());
    }

    /// Reports a diagnostic about the key.
    pub fn report_key(&self, diagnostic: Diagnostic) {
        self.push(diagnostic, self.location().key);
    }

    fn push(&self, diagnostic: Diagnostic, span: Range<usize>) {
        let place = self.block().place(span);
        let diagnostic = match self.is_toml() {
            true => toml_advice::of(diagnostic),
            false => diagnostic,
        };
        let diagnostics = &self.parsed.diagnostics;
        diagnostics.borrow_mut().push(diagnostic.at(place));
    }

    /// Returns the error that the value has another type than `wanted`.
    pub fn wrong_type(&self, wanted: &str) -> Diagnostic {
        let message = format!(
            "`{}` has to be {wanted}, and this is {}",
            self.name,
            self.value.kind()
        );
        Diagnostic::error("wrong-type", message)
    }

    /// Returns the known name that was probably meant. Very long names are not compared, and
    /// neither is anything after a hundred diagnostics, so that nonsense costs little time.
    pub fn suggestion<'n>(
        &self,
        name: &str,
        known: impl Iterator<Item = &'n str>,
    ) -> Option<&'n str> {
        let few = self.parsed.diagnostics.borrow().len() < 100;
        (few && name.len() <= 64).then(|| nearest(name, known))?
    }

    /// Returns the line with `span` replaced, for a fix. `None` if the location is not exact or has
    /// several lines.
    pub(super) fn line_with(&self, span: Range<usize>, text: &str) -> Option<String> {
        let yaml = self.block().content();
        if !self.exact || yaml[span.clone()].contains(line::is_break) {
            return None;
        }
        let start = line::around(yaml, span.start).start;
        let end = line::around(yaml, span.end).end;
        Some(format!(
            "{}{text}{}",
            &yaml[start..span.start],
            yaml[span.end..end].trim_end()
        ))
    }

    /// Adds to a diagnostic the line with another value, as its fix.
    pub fn with_value(&self, diagnostic: Diagnostic, value: &str, safe: bool) -> Diagnostic {
        let location = self.location();
        // A text stays a text in TOML, which has no texts without quotes.
        let written = &self.block().content()[location.value.clone()];
        let is_text = self.is_toml() && written.starts_with(['"', '\'']);
        let is_bare = |value: &str| {
            matches!(value, "true" | "false")
                || value.parse::<f64>().is_ok()
                || value.starts_with(['"', '\''])
                || crate::date::Date::parse(value).is_some()
        };
        let value = match is_text && !is_bare(value) {
            true => &*format!("\"{value}\""),
            false => value,
        };
        match self.line_with(location.value.clone(), value) {
            Some(line) if !location.value.is_empty() => diagnostic.fix(line, safe),
            _ => diagnostic,
        }
    }

    fn below(&self, step: Step<'_>, value: &'a Value) -> Field<'a> {
        let child = self
            .parsed
            .outline
            .child(self.node, step)
            .filter(|_| self.exact);
        let name = match step {
            Step::Key(key) if self.name.is_empty() => key.to_owned(),
            Step::Key(key) => format!("{}.{key}", self.name),
            Step::Index(index) => format!("{}[{index}]", self.name),
        };
        Field {
            value,
            node: child.unwrap_or(self.node),
            exact: child.is_some(),
            name,
            parsed: self.parsed,
        }
    }

    /// Returns the entries of a map. Reports anything else.
    pub fn entries(&self) -> Option<Vec<(&'a str, Field<'a>)>> {
        let Some(map) = self.value.as_map() else {
            self.report(
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

    /// Returns a map as free data. Reports anything else.
    pub fn map(&self) -> Option<Map> {
        self.entries()?;
        self.value.as_map().cloned()
    }

    /// Returns the items of a list. Anything else is a list of one.
    pub fn items(&self) -> Vec<Field<'a>> {
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
