//! Warnings on terms whose names make one address, such as `C` and `C++`: one of them gets a
//! number, and may get another one when a page is added.

use super::similar_terms::place;
use super::term_groups::{Group, TermDocument};
use super::term_pages::{TermGroup, term_route};
use crate::diagnostic::{Diagnostic, Place};
use crate::path::OutputPath;
use crate::yaml;
use std::collections::HashMap;

/// Returns the warnings on the terms of a taxonomy. `terms` are those of `groups`.
pub(super) fn diagnostics(
    taxonomy: &str,
    groups: &[&Group<'_>],
    terms: &[TermGroup],
    documents: &[TermDocument<'_>],
) -> Vec<Diagnostic> {
    let outputs = terms.iter().map(|term| &term.page.route.output);
    let by_output: HashMap<&OutputPath, usize> = outputs.zip(0..).collect();
    let mut diagnostics = Vec::new();
    for (group, term) in groups.iter().zip(terms) {
        let Some(name) = group.name().filter(|_| term.page.document.is_none()) else {
            continue;
        };
        let wanted = term_route(taxonomy, &group.slug());
        if wanted.output == term.page.route.output {
            continue;
        }
        let Some(other) = by_output.get(&wanted.output).copied() else {
            continue;
        };
        let other_place = match (groups[other].name(), terms[other].page.document) {
            (Some(name), _) => Some(place(taxonomy, name, documents)),
            (None, text) => text.map(|text| Place::File(documents[text].source.clone())),
        };
        let message = format!(
            "the term `{}` of `{taxonomy}` is at `{}`, since `{}` is at `{}`",
            term.page.title, term.page.route.url, terms[other].page.title, wanted.url
        );
        let advice = format!(
            "to choose its address, write `content/{taxonomy}/another-name.md` with `title: {}`",
            yaml::scalar(name.text)
        );
        let warning = Diagnostic::warning("numbered-term", message)
            .at(place(taxonomy, name, documents))
            .advise(advice);
        let warning = match other_place {
            Some(place) => warning.through("the other one", place),
            None => warning,
        };
        diagnostics.push(warning);
    }
    diagnostics
}
