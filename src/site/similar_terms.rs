//! Warnings on terms that are probably meant to be one: `Rust` and `rust`, `shoe` and `shoes`.

use super::term_groups::{Group, Groups, Spelling, TermDocument};
use crate::diagnostic::{Diagnostic, Item, Place};
use std::collections::BTreeMap;

/// Returns the warnings on the terms of a taxonomy. Each names both places.
pub(super) fn diagnostics(
    taxonomy: &str,
    groups: &Groups<'_>,
    documents: &[TermDocument<'_>],
) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    let mut by_stem: BTreeMap<String, &Group<'_>> = BTreeMap::new();
    for (key, group) in groups {
        let Some(name) = group.name() else { continue };
        let others = group.spellings.iter();
        let others = others.filter(|other| other.text != name.text);
        diagnostics.extend(others.map(|other| {
            let message = format!(
                "`{}` and `{}` are spellings of one term of `{taxonomy}`",
                other.text, name.text
            );
            warning(message, taxonomy, [other, name], documents)
        }));
        let Some(known) = by_stem.insert(stem(key), group) else {
            continue;
        };
        // The one that fewer pages have is probably the slip.
        let (rarer, more) = match known.pages.len() < group.pages.len() {
            true => (known, group),
            false => (group, known),
        };
        if let (Some(rarer), Some(more)) = (rarer.name(), more.name()) {
            let message = format!(
                "`{}` and `{}` are two terms of `{taxonomy}`, each with a page of its own",
                rarer.text, more.text
            );
            diagnostics.push(warning(message, taxonomy, [rarer, more], documents));
        }
    }
    diagnostics
}

/// Returns a form that terms of one meaning mostly have in common: without hyphens, dots and
/// apostrophes, and without an `s` at the end.
fn stem(key: &str) -> String {
    let joiners = ['-', '.', '\'', '’'];
    let letters: String = key.chars().filter(|c| !joiners.contains(c)).collect();
    let is_plural = letters.chars().count() > 4 && !letters.ends_with("ss");
    match letters.strip_suffix('s').filter(|_| is_plural) {
        Some(singular) => singular.to_owned(),
        None => letters,
    }
}

fn warning(
    message: String,
    taxonomy: &str,
    [written, better]: [&Spelling<'_>; 2],
    documents: &[TermDocument<'_>],
) -> Diagnostic {
    Diagnostic::warning("similar-terms", message)
        .at(place(taxonomy, written, documents))
        .through("the other one", place(taxonomy, better, documents))
        .advise(format!(
            "if they mean the same, write `{}` on every page",
            better.text
        ))
}

/// Returns the place of a spelling in the front matter of the first page that has it.
pub(super) fn place(
    taxonomy: &str,
    spelling: &Spelling<'_>,
    documents: &[TermDocument<'_>],
) -> Place {
    let document = &documents[spelling.document];
    let front_matter = &document.head.front_matter;
    let key = front_matter.term_keys.get(taxonomy);
    let key = key.map_or(taxonomy, String::as_str);
    let terms = front_matter.taxonomies.get(taxonomy);
    let item = match terms.is_some_and(|terms| terms.len() > 1) {
        true => format!("{key}[{}]", spelling.place),
        false => key.to_owned(),
    };
    Place::Item {
        file: document.source.clone(),
        item: Item::Key(item),
    }
}
