//! Warnings on templates that show the texts of all pages on many pages: each of these is made
//! of every text of the site, so that time and memory grow with the square of the site.

use super::planning::Planning;
use crate::diagnostic::{Diagnostic, Place};
use std::collections::BTreeMap;

/// The roots that show all pages.
const OF_ALL_PAGES: [(&str, &str); 3] = [
    ("pages", "`pages`"),
    ("sections", "`sections`"),
    ("pages_by_path", "`page(path)`"),
];

/// The roots that bring what is made of bodies to cards.
const OF_BODIES: [(&str, &str); 2] = [("card.summary", "summary"), ("card.words", "words")];

/// The number of texts, of all pages with a template together, from which on they cost much.
const MANY: usize = 1_000_000;

/// Returns the warnings.
pub fn costly_templates(planning: &Planning<'_>) -> Vec<Diagnostic> {
    if !OF_BODIES.iter().any(|(root, _)| planning.is_read(root)) {
        return Vec::new();
    }
    let site = &planning.inputs.site;
    let all = site.in_reading_order().len();
    let mut pages: BTreeMap<(&str, &str, &str), usize> = BTreeMap::new();
    for page in &site.pages {
        let roots = planning.roots(page);
        let is_read = |root: &&(&str, &str)| roots.contains(root.0);
        let field = OF_BODIES.iter().find(is_read);
        if let Some((field, root)) = field.zip(OF_ALL_PAGES.iter().find(is_read)) {
            let template = planning.template(page);
            *pages.entry((template, field.1, root.1)).or_default() += 1;
        }
    }
    let costly = pages.into_iter();
    let costly = costly.filter(|(_, count)| count.saturating_mul(all) > MANY);
    let warning = |((template, field, root), count): ((&str, &str, &str), usize)| {
        let message = format!(
            "`{template}` shows `{field}` of cards and names {root}: each of its {count} pages is \
             made of the texts of all {all}"
        );
        let warning = Diagnostic::warning("costly-template", message).advise(
            "take the cards from `paginator.items`, `children` or `siblings`; or name all pages \
             in a template of few pages",
        );
        match planning.inputs.engine.source(template) {
            Some(file) => warning.at(Place::File(file.clone())),
            None => warning,
        }
    };
    costly.map(warning).collect()
}
