//! Reading typed fields out of a value, with a complaint at the right line for everything that is not as it should be.
//!
//! Apart from the configuration and the front matter because both are read the same way: strictly, to the end, all faults at once.

use super::outline::{Outline, ROOT, Spot, Step};
use super::{Block, Key, names, recover, slip};
use crate::diagnostic::{Diagnostic, Place, nearest};
use crate::value::{Map, Value};
use std::cell::RefCell;
use std::collections::BTreeMap;
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
        diagnostics.extend(slip::quiet(&block, &outline));
        Reading { block, outline, value: Value::Map(map), diagnostics: RefCell::new(diagnostics) }
    }

    /// The map as a whole.
    pub fn root(&self) -> Reader<'_> {
        Reader { value: &self.value, node: ROOT, exact: true, name: String::new(), reading: self }
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
        self.reading.diagnostics.borrow_mut().push(diagnostic.at(place));
    }

    /// Complains that the value is of another kind than is wanted.
    pub fn wrong_type(&self, wanted: &str) -> Diagnostic {
        let message = format!("`{}` has to be {wanted}, and this is {}", self.name, self.value.kind());
        Diagnostic::error("wrong-type", message)
    }

    /// The line with `span` replaced, for a fix; nothing where the place is not known exactly or has several lines.
    pub fn line_with(&self, span: Range<usize>, text: &str) -> Option<String> {
        let yaml = self.reading.block.yaml();
        if !self.exact || yaml[span.clone()].contains('\n') {
            return None;
        }
        let start = yaml[..span.start].rfind('\n').map_or(0, |newline| newline + 1);
        let end = yaml[span.end..].find('\n').map_or(yaml.len(), |newline| span.end + newline);
        Some(format!("{}{text}{}", &yaml[start..span.start], yaml[span.end..end].trim_end()))
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
        let child = self.reading.outline.child(self.node, step).filter(|_| self.exact);
        let name = match step {
            Step::Key(key) if self.name.is_empty() => key.to_owned(),
            Step::Key(key) => format!("{}.{key}", self.name),
            Step::Index(index) => format!("{}[{index}]", self.name),
        };
        Reader { value, node: child.unwrap_or(self.node), exact: child.is_some(), name, reading: self.reading }
    }

    /// The entries of a map; nothing, and a complaint, if it is none.
    pub fn entries(&self) -> Option<Vec<(&'a str, Reader<'a>)>> {
        let Some(map) = self.value.as_map() else {
            self.complain(self.wrong_type("a map").advise("write `key: value` lines below it, indented"));
            return None;
        };
        Some(map.iter().map(|(key, value)| (key, self.below(Step::Key(key), value))).collect())
    }

    /// A map as free data; nothing, and a complaint, if it is none.
    pub fn map(&self) -> Option<Map> {
        self.entries()?;
        self.value.as_map().cloned()
    }

    /// The items of a list. Anything else is a list of one.
    pub fn items(&self) -> Vec<Reader<'a>> {
        match self.value.as_list() {
            Some(list) => list.iter().enumerate().map(|(index, value)| self.below(Step::Index(index), value)).collect(),
            None => vec![self.clone()],
        }
    }

    /// A text. Numbers, `true` and `false` are taken as they are written.
    pub fn text(&self) -> Option<String> {
        let text = match self.value {
            Value::Text(text) => text.to_string(),
            Value::Integer(number) => self.written().unwrap_or_else(|| number.to_string()),
            Value::Float(number) => self.written().unwrap_or_else(|| number.0.to_string()),
            Value::Bool(flag) => self.written().unwrap_or_else(|| flag.to_string()),
            Value::Null | Value::List(_) | Value::Map(_) => {
                let advice = "put it in quotes if it is meant as text";
                let bracketed = matches!(self.value, Value::List(_) | Value::Map(_)) && self.exact;
                let span = self.spot().value;
                let written = self.reading.block.yaml()[span].to_owned();
                let complaint = self.wrong_type("a text").advise(advice);
                self.complain(match bracketed && written.starts_with(['[', '{']) {
                    true => self.with_value(complaint, &super::quoted(&written), false),
                    false => complaint,
                });
                return None;
            }
        };
        Some(text.trim().to_owned())
    }

    /// A text that is not empty; an empty one is as good as none.
    pub fn filled(&self) -> Option<String> {
        self.text().filter(|text| !text.is_empty())
    }

    /// How a plain value is written, so that `1.10` keeps its zero.
    fn written(&self) -> Option<String> {
        let span = self.spot().value;
        let text = self.reading.block.yaml()[span].trim();
        let plain = !text.is_empty() && !text.contains('\n') && !text.starts_with(['"', '\'', '[', '{', '&', '*', '!', '|', '>']);
        (self.exact && plain).then(|| text.to_owned())
    }

    /// A list of texts; a text alone is a list of one, empty ones are left out.
    pub fn texts(&self) -> Vec<String> {
        if matches!(self.value, Value::Map(_)) {
            self.complain(self.wrong_type("a list of texts").advise("write `- ` before each, one on a line"));
            return Vec::new();
        }
        let items = self.items();
        items.iter().filter(|item| *item.value != Value::Null).filter_map(Reader::filled).collect()
    }

    /// `true` or `false`. The words that YAML once had for them are understood, and said to be wrong.
    pub fn flag(&self) -> Option<bool> {
        let text = match self.value {
            Value::Bool(flag) => return Some(*flag),
            Value::Text(text) => text.trim().to_ascii_lowercase(),
            _ => String::new(),
        };
        let meant = match text.as_str() {
            "yes" | "on" | "y" | "true" => Some(true),
            "no" | "off" | "n" | "false" => Some(false),
            _ => None,
        };
        let complaint = match (meant, self.value) {
            (Some(meant), Value::Text(written)) => {
                let message = format!("`{}` has to be true or false, and this is the text `{written}`", self.name);
                let complaint = Diagnostic::error("wrong-type", message).advise(format!("write `{meant}`"));
                self.with_value(complaint, &meant.to_string(), true)
            }
            _ => self.wrong_type("true or false"),
        };
        self.complain(complaint);
        meant
    }

    /// A whole number.
    pub fn integer(&self) -> Option<i64> {
        match self.value {
            Value::Integer(number) => Some(*number),
            Value::Text(text) if text.trim().parse::<i64>().is_ok() => {
                let number = text.trim().parse::<i64>().ok()?;
                let complaint = self.wrong_type("a whole number").advise("leave the quotes out");
                self.complain(self.with_value(complaint, &number.to_string(), true));
                Some(number)
            }
            _ => {
                self.complain(self.wrong_type("a whole number"));
                None
            }
        }
    }

    /// A whole number from `least` to `most`.
    pub fn count(&self, least: i64, most: i64) -> Option<i64> {
        let number = self.integer()?;
        if (least..=most).contains(&number) {
            return Some(number);
        }
        let message = format!("`{}` is {number}, and has to be from {least} to {most}", self.name);
        self.complain(Diagnostic::error("wrong-type", message));
        None
    }

    /// One of a few words; nothing, and a complaint that lists them, if it is none.
    pub fn choice<T: Copy>(&self, choices: &[(&'static str, T)]) -> Option<T> {
        let written = match self.value {
            Value::Text(_) | Value::Bool(_) | Value::Integer(_) | Value::Float(_) => self.text()?,
            _ => String::new(),
        };
        if let Some((_, choice)) = choices.iter().find(|(word, _)| *word == written) {
            return Some(*choice);
        }
        let words: Vec<String> = choices.iter().map(|(word, _)| format!("`{word}`")).collect();
        let wanted = format!("one of {}", words.join(", "));
        let complaint = match written.is_empty() {
            true => self.wrong_type(&wanted),
            false => Diagnostic::error("wrong-type", format!("`{}` has to be {wanted}, and this is `{written}`", self.name)),
        };
        self.complain(match nearest(&written, choices.iter().map(|(word, _)| *word)) {
            Some(word) => self.with_value(complaint.advise(format!("did you mean `{word}`?")), word, false),
            None => complaint,
        });
        None
    }

    /// The fields of a map by the names in `keys`. `owner` names the map in messages: "front matter", "site.yaml".
    pub fn fields(&self, keys: &'static [Key], owner: &str) -> Option<Fields<'a>> {
        self.fields_or(keys.iter(), |name, reader| {
            reader.unknown(name, owner, names(keys));
            None
        })
    }

    /// The fields of a map by the names of `keys`. A key that is none of them is handed to `other`, which complains or gives
    /// it back as one that is good. A key without a value is as good as none.
    pub fn fields_or(
        &self,
        keys: impl Iterator<Item = &'static Key> + Clone,
        other: impl Fn(&'a str, Reader<'a>) -> Option<Reader<'a>>,
    ) -> Option<Fields<'a>> {
        let mut fields = Fields { known: BTreeMap::new(), others: Vec::new() };
        let mut written: BTreeMap<&'static str, &'a str> = BTreeMap::new();
        for (name, reader) in self.entries()? {
            match keys.clone().find(|key| key.is_named(name)) {
                Some(key) if written.contains_key(key.name) => reader.two_names(name, written[key.name]),
                Some(key) => {
                    written.insert(key.name, name);
                    fields.known.insert(key.name, reader);
                }
                None => fields.others.extend(other(name, reader).map(|reader| (name, reader))),
            }
        }
        fields.known.retain(|_, reader| *reader.value != Value::Null);
        fields.others.retain(|(_, reader)| *reader.value != Value::Null);
        Some(fields)
    }

    /// Complains that a key stands for the same as an earlier one.
    pub fn two_names(&self, name: &str, first: &str) {
        let message = format!("`{first}` and `{name}` are two names for one thing");
        self.complain_of_key(Diagnostic::error("duplicate-key", message).advise("keep one of them; only the first is read"));
    }

    /// Complains about a key that nobody knows.
    pub fn unknown<'n>(&self, name: &str, owner: &str, known: impl Iterator<Item = &'n str>) {
        let complaint = Diagnostic::error("unknown-key", format!("{owner} has no key `{name}`"));
        let complaint = match nearest(name, known) {
            Some(near) => {
                let complaint = complaint.advise(format!("did you mean `{near}`?"));
                match self.line_with(self.spot().key, near) {
                    Some(line) => complaint.fix(line, false),
                    None => complaint,
                }
            }
            None => complaint,
        };
        self.complain_of_key(complaint);
    }
}

/// The fields of a map, by their one name.
pub struct Fields<'a> {
    known: BTreeMap<&'static str, Reader<'a>>,
    /// Keys that the caller allowed beside the known ones.
    pub others: Vec<(&'a str, Reader<'a>)>,
}

impl<'a> Fields<'a> {
    /// A field that has a value.
    pub fn get(&self, name: &'static str) -> Option<&Reader<'a>> {
        self.known.get(name)
    }

    /// The names of all fields that have a value.
    pub fn given(&self) -> impl Iterator<Item = &'static str> {
        self.known.keys().copied()
    }
}
