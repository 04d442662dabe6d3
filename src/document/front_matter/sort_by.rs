//! The order of lists: `sort_by: date`, or by several values, one after the other.

use crate::diagnostic::Diagnostic;
use crate::value::Value;
use crate::yaml::Field;

/// One of the values that a list is sorted by.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct SortKey {
    /// The value.
    pub field: SortField,
    /// True if the order is turned around: `-title`.
    pub reversed: bool,
}

/// A value of pages that lists are sorted by. Pages without it come last.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum SortField {
    /// The weight, the smallest first.
    Weight,
    /// The date, the newest first.
    Date,
    /// The day of the last change, or else the date, the newest first.
    Updated,
    /// The title, with numbers in it as numbers.
    Title,
    /// A value of `extra` by its keys, joined with dots.
    Extra(String),
}

const FIELDS: &[(&str, &SortField)] = &[
    ("weight", &SortField::Weight),
    ("date", &SortField::Date),
    ("title", &SortField::Title),
    ("updated", &SortField::Updated),
];

impl From<SortField> for SortKey {
    fn from(field: SortField) -> Self {
        SortKey {
            field,
            reversed: false,
        }
    }
}

/// Reads the name of a value that there is not. It may be one of another generator.
fn unknown(field: &Field<'_>, name: &str) -> Option<SortField> {
    let advice = match name.trim_start_matches('-') {
        "permalink" | "path" | "slug" | "file" => {
            "write `title`, or number the pages with `weight`; days in names of files are dates, \
             which `date` sorts by"
        }
        "update_date" | "lastmod" | "updated_at" => "write `updated`",
        "none" => "leave the key out: pages without a `weight` stand in the order of their files",
        "title_bytes" => "write `title`",
        "publish_date" | "pubDate" | "created" => "write `date`",
        _ => return field.choice(FIELDS).cloned(),
    };
    let message = format!("pages cannot be sorted by `{name}`");
    field.report(Diagnostic::error("wrong-type", message).advise(advice));
    None
}

/// Reads `sort_by`: one value or a list of them.
pub(super) fn read(field: &Field<'_>) -> Vec<SortKey> {
    field.items().iter().filter_map(key).collect()
}

fn key(field: &Field<'_>) -> Option<SortKey> {
    let text = match field.value() {
        Value::Text(text) => text.trim(),
        _ => "",
    };
    let (name, reversed) = match text.strip_prefix('-') {
        Some(name) => (name, true),
        None => (text, false),
    };
    let extra = name.strip_prefix("extra.").filter(|keys| !keys.is_empty());
    let known = FIELDS.iter().find(|(word, _)| *word == name);
    let value = match (extra, known) {
        (Some(keys), _) => SortField::Extra(keys.to_owned()),
        (None, Some((_, known))) => (*known).clone(),
        (None, None) => unknown(field, text)?,
    };
    Some(SortKey {
        field: value,
        reversed,
    })
}
