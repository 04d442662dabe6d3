//! Taxonomies: the ways in which pages are grouped. Their names are keys of front matter.

use super::keys::{PLANNED_TAXONOMY_KEYS, TAXONOMY_KEYS};
use crate::diagnostic::Diagnostic;
use crate::yaml::Field;

/// Reads the list `taxonomies`. Each name counts once.
pub(super) fn taxonomies(field: &Field<'_>) -> Vec<String> {
    let mut taxonomies: Vec<String> = Vec::new();
    for item in field.items() {
        let Some(taxonomy) = taxonomy(&item) else {
            continue;
        };
        if taxonomies.contains(&taxonomy) {
            item.report(Diagnostic::error(
                "duplicate-key",
                format!("the taxonomy `{taxonomy}` stands here twice"),
            ));
        } else {
            taxonomies.push(taxonomy);
        }
    }
    taxonomies
}

fn taxonomy(item: &Field<'_>) -> Option<String> {
    if item.value().as_map().is_none() {
        return checked_name(item);
    }
    let fields = item.fields_or_planned(TAXONOMY_KEYS, PLANNED_TAXONOMY_KEYS, "a taxonomy")?;
    let Some(name) = fields.get("name") else {
        item.report_key(Diagnostic::error(
            "wrong-type",
            format!("`{}` has no `name`", item.name()),
        ));
        return None;
    };
    checked_name(name)
}

fn checked_name(field: &Field<'_>) -> Option<String> {
    let name = field.text()?;
    let sound = !name.is_empty()
        && name
            .chars()
            .all(|c| c.is_alphanumeric() || matches!(c, '-' | '_'));
    if !sound {
        let message = format!("`{name}` cannot be the name of a taxonomy");
        field.report(
            Diagnostic::error("wrong-type", message)
                .advise("use letters, digits, `-` and `_`, as in URLs"),
        );
    }
    sound.then_some(name)
}
