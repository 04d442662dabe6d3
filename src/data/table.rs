//! Tables in CSV: a list of maps, whose keys are the names in the first line.

use crate::diagnostic::{Checked, Diagnostic, Place};
use crate::path::SourcePath;
use crate::value::{Map, Value};
use csv::{ReaderBuilder, StringRecord, Trim};
use std::sync::Arc;

/// The number of faulty rows that are reported.
const MOST_FAULTS: usize = 20;

/// Reads a table. Each value is a text, as it is written: a postal code keeps its zero.
pub(super) fn read(file: &SourcePath, text: &str) -> Checked<Value> {
    let start = if text.starts_with('\u{feff}') {
        '\u{feff}'.len_utf8()
    } else {
        0
    };
    let written = &text[start..];
    let first = written.lines().next().unwrap_or_default();
    // Spreadsheets of many countries separate by semicolons, since a comma stands in numbers.
    let delimiter = match first.contains(',') || !first.contains(';') {
        true => b',',
        false => b';',
    };
    let mut reader = ReaderBuilder::new()
        .delimiter(delimiter)
        .trim(Trim::All)
        .flexible(true)
        .has_headers(false)
        .from_reader(written.as_bytes());
    let mut faults = Faults {
        file,
        text,
        found: Vec::new(),
    };
    let mut names: Option<Vec<Arc<str>>> = None;
    let mut rows = Vec::new();
    for record in reader.records() {
        // Every text that was decoded is UTF-8, so there are no other errors.
        let Ok(record) = record else { continue };
        let at = record.position().map_or(0, |position| position.byte());
        let at = start + usize::try_from(at).unwrap_or_default();
        match &names {
            None => names = Some(faults.names(&record, at)),
            Some(names) => {
                faults.count(names.len(), &record, at);
                let values = record.iter().map(|value| Value::Text(value.into()));
                let row: Map = names.iter().cloned().zip(values).collect();
                rows.push(Value::Map(row));
            }
        }
    }
    Checked {
        value: Value::List(rows.into_iter().collect()),
        diagnostics: faults.found,
    }
}

struct Faults<'a> {
    file: &'a SourcePath,
    text: &'a str,
    found: Vec<Diagnostic>,
}

impl Faults<'_> {
    /// Returns the names of the columns. Reports those that are empty or there twice.
    fn names(&mut self, record: &StringRecord, at: usize) -> Vec<Arc<str>> {
        let names: Vec<Arc<str>> = record.iter().map(Arc::from).collect();
        for (number, name) in names.iter().enumerate() {
            let column = number + 1;
            if name.is_empty() {
                let message =
                    format!("column {column} of this table has no name in the first line");
                self.report(message, "write a name for each column", at);
            } else if names[..number].contains(name) {
                let message = format!("two columns of this table are named `{name}`");
                self.report(message, "give each column a name of its own", at);
            }
        }
        names
    }

    fn count(&mut self, columns: usize, record: &StringRecord, at: usize) {
        let values = record.len();
        if values != columns {
            let message = format!("this row has {values} values, and the table {columns} columns");
            let advice =
                "write a comma between values, and quotes around one that has a comma in it";
            self.report(message, advice, at);
        }
    }

    fn report(&mut self, message: String, advice: &str, at: usize) {
        if self.found.len() >= MOST_FAULTS {
            return;
        }
        let end = self.text[at..]
            .find(['\r', '\n'])
            .map_or(self.text.len(), |end| at + end);
        let place = Place::Span {
            file: self.file.clone(),
            span: at..end,
        };
        self.found
            .push(Diagnostic::error("data", message).at(place).advise(advice));
    }
}
