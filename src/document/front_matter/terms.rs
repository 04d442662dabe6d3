//! The terms of a page: the groups that it belongs to, by taxonomy.

use crate::diagnostic::Diagnostic;
use crate::yaml::{self, Field, Fields};
use std::collections::BTreeMap;

/// The terms of a taxonomy, with the key that names them.
pub(super) struct Terms {
    names: Vec<String>,
    key: String,
}

impl Terms {
    fn of(field: &Field<'_>) -> Self {
        Terms {
            names: term_list(field),
            key: field.name().to_owned(),
        }
    }
}

/// Returns the names of the terms by taxonomy.
pub(super) fn names(terms: BTreeMap<String, Terms>) -> BTreeMap<String, Vec<String>> {
    let terms = terms.into_iter();
    terms
        .map(|(taxonomy, terms)| (taxonomy, terms.names))
        .collect()
}

/// Returns the keys of those taxonomies that have another key than their name.
pub(super) fn other_keys(terms: &BTreeMap<String, Terms>) -> BTreeMap<String, String> {
    let others = terms
        .iter()
        .filter(|(taxonomy, terms)| **taxonomy != terms.key);
    others
        .map(|(taxonomy, terms)| (taxonomy.clone(), terms.key.clone()))
        .collect()
}

/// Reads the terms. The `authors` of a page are terms where the site groups pages by them.
pub(super) fn read(
    fields: &Fields<'_>,
    configured: &[String],
    authors: &[String],
) -> BTreeMap<String, Terms> {
    let is_configured = |name: &str| configured.iter().any(|taxonomy| taxonomy == name);
    let mut terms = BTreeMap::new();
    for name in ["tags", "categories"] {
        if let Some(field) = fields.get(name) {
            if name != "tags" && !is_configured(name) {
                field.report_key(unread(name));
            }
            terms.insert(name.to_owned(), Terms::of(field));
        }
    }
    if let Some(field) = fields.get("authors").filter(|_| is_configured("authors")) {
        let (names, key) = (authors.to_vec(), field.name().to_owned());
        terms.insert("authors".to_owned(), Terms { names, key });
    }
    for (name, field) in &fields.others {
        terms.insert((*name).to_owned(), Terms::of(field));
    }
    for (name, field) in fields
        .get("taxonomies")
        .and_then(Field::entries)
        .unwrap_or_default()
    {
        if !matches!(name, "tags" | "categories") && !is_configured(name) {
            field.report_unknown(
                name,
                "the list of taxonomies",
                ["tags", "categories"]
                    .into_iter()
                    .chain(configured.iter().map(String::as_str)),
            );
        } else if terms.contains_key(name) {
            field.report_second_name(field.name(), name);
        } else {
            terms.insert(name.to_owned(), Terms::of(&field));
        }
    }
    terms
}

/// Returns the warning on terms of a taxonomy that the site does not have.
fn unread(taxonomy: &str) -> Diagnostic {
    let message = format!("`{taxonomy}` has no effect: site.yaml lists no such taxonomy");
    Diagnostic::warning("unread-terms", message).advise(format!(
        "write `taxonomies: [tags, {taxonomy}]` into site.yaml, or `tags` here"
    ))
}

/// Returns the terms of a taxonomy. A text with commas is read as a list, with a warning.
fn term_list(field: &Field<'_>) -> Vec<String> {
    let Some(text) = field.value().as_text().filter(|text| text.contains(',')) else {
        return field.texts();
    };
    let terms: Vec<String> = text
        .split(',')
        .map(str::trim)
        .filter(|term| !term.is_empty())
        .map(str::to_owned)
        .collect();
    let list: Vec<String> = terms.iter().map(|term| yaml::scalar(term)).collect();
    let warning = Diagnostic::warning(
        "wrong-type",
        format!(
            "`{}` is a text with commas, and was read as a list",
            field.name()
        ),
    );
    let warning = warning.advise("write it as a list, in brackets");
    field.report(field.with_value(warning, &format!("[{}]", list.join(", ")), false));
    terms
}
