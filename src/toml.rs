//! TOML: from text to values with the places of their keys, so that front matter in TOML is read
//! by the same fields as YAML, with messages that are as good. The one room that names the library.

use crate::diagnostic::{Checked, Diagnostic};
use crate::line;
use crate::value::{Float, Map, Value};
use crate::yaml::{Block, DEPTH_LIMIT, Location, Outline, Parsed, Step, too_long};
use std::ops::Range;
use std::sync::Arc;
use toml::Spanned;
use toml::de::{DeString, DeTable, DeValue, Error};

/// The number of errors of one block that are reported. A block with more was not meant as TOML.
const MOST_ERRORS: usize = 20;

/// Reads a block of `key = value` lines. After an error, reads the other lines.
pub fn parsed(block: Block<'_>) -> Parsed<'_> {
    let (value, outline, diagnostics) = match too_long(&block) {
        Some(diagnostic) => (Map::default(), Outline::empty(), vec![diagnostic]),
        None => entries(&block),
    };
    Parsed::of(block, outline, value, diagnostics)
}

/// Reads a whole file. A file that cannot be read is `Null`, with one diagnostic.
pub fn parse(block: &Block<'_>) -> Checked<Value> {
    let broken = |diagnostic| Checked {
        value: Value::Null,
        diagnostics: vec![diagnostic],
    };
    if let Some(diagnostic) = too_long(block) {
        return broken(diagnostic);
    }
    let table = match DeTable::parse(block.content()) {
        Ok(table) => table,
        Err(error) => return broken(fault(block, &error)),
    };
    let mut reading = Reading::new(block.content());
    let value = reading.map(table.get_ref(), Outline::ROOT, 0);
    match reading.depth_fault(block) {
        Some(fault) => broken(fault),
        None => Checked::clean(Value::Map(value)),
    }
}

/// Returns the location of the value at a path, or of the nearest key on the way to it.
pub fn locate(text: &str, path: &[Step<'_>]) -> Option<Location> {
    let mut reading = Reading::new(text);
    recovering(
        text,
        |table| _ = reading.map(table, Outline::ROOT, 0),
        |_| {},
    );
    let found = reading.outline.find(path.iter().copied());
    found.filter(|location| location.exact || !location.key.is_empty())
}

fn entries<'a>(block: &Block<'a>) -> (Map, Outline<'a>, Vec<Diagnostic>) {
    let mut reading = Reading::new(block.content());
    let mut diagnostics = Vec::new();
    let mut value = Map::default();
    recovering(
        block.content(),
        |table| value = reading.map(table, Outline::ROOT, 0),
        |error| diagnostics.push(fault(block, error)),
    );
    diagnostics.extend(reading.depth_fault(block));
    (value, reading.outline, diagnostics)
}

/// Reads a text and hands its table to `take`. A line with an error is reported and read as an
/// empty one, so that all others count.
fn recovering(text: &str, take: impl FnOnce(&DeTable<'_>), mut report: impl FnMut(&Error)) {
    let mut left = text.to_owned();
    let mut last_line: Option<Range<usize>> = None;
    for _ in 0..MOST_ERRORS {
        let error = match DeTable::parse(&left) {
            Ok(table) => return take(table.get_ref()),
            Err(error) => error,
        };
        let at = error.span().map_or(0, |span| span.start.min(text.len()));
        let mut line = line::around(text, at);
        if last_line == Some(line.clone()) || left[line.clone()].trim().is_empty() {
            // The error is at the end of what began in a line above.
            line = 0..line.end;
        }
        // The rest of a broken value says nothing new.
        let is_below = last_line.is_some_and(|last| last.end + 2 >= line.start && line.start > 0);
        if !is_below || is_entry(&text[line.clone()]) {
            report(&error);
        }
        let blank: String = text[line.clone()].chars().map(blank).collect();
        left.replace_range(line.clone(), &blank);
        last_line = Some(line);
    }
}

/// Returns white space of as many bytes as a character has. Line breaks stay.
fn blank(character: char) -> String {
    match character {
        '\n' | '\r' => String::from(character),
        _ => " ".repeat(character.len_utf8()),
    }
}

/// The way through a table, in which the outline grows.
struct Reading<'a> {
    text: &'a str,
    outline: Outline<'a>,
    /// The place of what is nested too deeply. It is read as none.
    too_deep: Option<Range<usize>>,
}

impl<'a> Reading<'a> {
    fn new(text: &'a str) -> Self {
        Reading {
            text,
            outline: Outline::empty(),
            too_deep: None,
        }
    }

    fn depth_fault(&self, block: &Block<'_>) -> Option<Diagnostic> {
        let span = self.too_deep.clone()?;
        let message =
            format!("lists and tables are nested more than {DEPTH_LIMIT} deep in each other");
        Some(Diagnostic::error(block.code, message).at(block.place(span)))
    }

    fn map(&mut self, table: &DeTable<'_>, node: usize, depth: usize) -> Map {
        let mut entries: Vec<_> = table.iter().collect();
        // The order of the text: the library sorts by name.
        entries.sort_by_key(|(key, _)| key.span().start);
        let entry = |(key, value): (&Spanned<DeString<'_>>, &Spanned<DeValue<'_>>)| {
            let name = key.get_ref();
            // A key with an escape in it is found by the key above it alone.
            let written = self.text[key.span()].trim_matches(['"', '\'']);
            let below = match written == name.as_ref() {
                true => {
                    let location = location(key.span(), value);
                    self.outline.add(node, Step::Key(written), location)
                }
                false => node,
            };
            let value = self.value(value, below, depth + 1);
            (Arc::from(name.as_ref()), value)
        };
        entries.into_iter().map(entry).collect()
    }

    fn value(&mut self, spanned: &Spanned<DeValue<'_>>, node: usize, depth: usize) -> Value {
        if depth > DEPTH_LIMIT {
            self.too_deep.get_or_insert(spanned.span());
            return Value::Null;
        }
        match spanned.get_ref() {
            DeValue::String(text) => Value::Text(Arc::from(text.as_ref())),
            DeValue::Integer(number) => {
                let read = i64::from_str_radix(number.as_str(), number.radix());
                // Such large numbers are account numbers and the like, so every digit is kept.
                read.map_or_else(|_| Value::Text(number.as_str().into()), Value::Integer)
            }
            DeValue::Float(number) => match number.as_str().parse() {
                Ok(number) => Value::Float(Float(number)),
                Err(_) => Value::Text(number.as_str().into()),
            },
            DeValue::Boolean(flag) => Value::Bool(*flag),
            DeValue::Datetime(_) => Value::Text(self.text[spanned.span()].into()),
            DeValue::Table(table) => Value::Map(self.map(table, node, depth)),
            DeValue::Array(items) => {
                let item = |(index, item): (usize, &Spanned<DeValue<'_>>)| {
                    let step = Step::Index(index);
                    let below = self.outline.add(node, step, location(item.span(), item));
                    self.value(item, below, depth + 1)
                };
                Value::List(items.iter().enumerate().map(item).collect())
            }
        }
    }
}

/// Returns the location of a key with its value. A table of lines below a header has no value of
/// its own.
fn location(key: Range<usize>, value: &Spanned<DeValue<'_>>) -> Location {
    let span = value.span();
    let is_header = value.get_ref().is_table() && span.start <= key.start;
    Location {
        value: if is_header { key.end..key.end } else { span },
        key,
        exact: true,
    }
}

/// Returns an error of the library in our words, with the corrected line where it is known.
fn fault(block: &Block<'_>, error: &Error) -> Diagnostic {
    let text = block.content();
    let at = error.span().unwrap_or(0..0);
    let at = at.start.min(text.len())..at.end.min(text.len());
    let around = line::around(text, at.start);
    let line = text[around.clone()].trim_end();
    let problem =
        |message: &str| Diagnostic::error(block.code, message).at(block.place(at.clone()));
    if let Some(fixed) = with_equals(line) {
        return problem("TOML has `=` between a key and its value")
            .advise("write `=` in place of the colon")
            .fix(fixed, true);
    }
    if let Some(fixed) = with_quotes(line) {
        return problem("a text in TOML stands in quotes")
            .advise("put it in quotes")
            .fix(fixed, false);
    }
    let message = error.message();
    if message.contains("duplicate key") {
        return Diagnostic::error("duplicate-key", "this key is there twice")
            .at(block.place(at))
            .advise("keep one of them; only the first is read");
    }
    problem(&format!("this is no TOML: {message}"))
        .advise("lines of TOML are `key = \"value\"`, `[table]` and `# comment`")
}

/// True if a line begins with a key, or is the header of a table.
fn is_entry(line: &str) -> bool {
    let key = line.split([':', '=']).next().unwrap_or_default().trim_end();
    let is_key = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.');
    let has_value = key.len() < line.trim_end().len() && !key.is_empty();
    has_value && key.chars().all(is_key) || line.starts_with('[')
}

/// Returns a line whose value is a text without quotes, with quotes.
fn with_quotes(line: &str) -> Option<String> {
    let (key, value) = line.split_once('=').filter(|_| is_entry(line))?;
    let value = value.trim();
    let is_word = matches!(value, "true" | "false" | "inf" | "nan");
    let is_text = !is_word && value.starts_with(char::is_alphabetic) && !value.contains(['"', '#']);
    is_text.then(|| format!("{key}= {}", crate::yaml::quoted(value)))
}

/// Returns a line that is written as in YAML, `title: Massage`, as TOML has it.
fn with_equals(line: &str) -> Option<String> {
    let (key, value) = line.split_once(':')?;
    let is_key = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-');
    if key.is_empty() || !key.chars().all(is_key) {
        return None;
    }
    let value = value.trim();
    let is_value = value.starts_with(['"', '\'', '[', '{'])
        || value.parse::<f64>().is_ok()
        || matches!(value, "true" | "false")
        || crate::date::Date::parse(value).is_some();
    let value = match is_value {
        true => value.to_owned(),
        false => crate::yaml::quoted(value),
    };
    Some(format!("{key} = {value}"))
}
