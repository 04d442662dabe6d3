//! The depth of templates, judged before the engine loads them: it calls itself for each template
//! that another extends or includes, for each block in another, and for each `elif`.
//!
//! The engine bounds expressions, tags in each other, and components that call components.

use super::sources::Sources;
use crate::diagnostic::{Diagnostic, Place};
use std::collections::BTreeMap;

/// The most templates and blocks that are rendered within each other.
const DEEPEST: usize = 32;

/// The most `elif` of one `if`.
const MOST_BRANCHES: usize = 256;

/// Returns the templates that are too deep. One is reported for all that include it.
pub(super) fn too_deep(sources: &Sources) -> Vec<(String, Option<Diagnostic>)> {
    let templates = sources.templates.iter();
    let outlines: BTreeMap<&str, Outline> = templates
        .map(|(name, (_, text))| (name.as_str(), Outline::of(text)))
        .collect();
    let depths = Depths::of(&outlines, sources);
    let problem = |name: &str, outline: &Outline| {
        let (path, _) = &sources.templates[name];
        let file = path.clone();
        if let Some(at) = outline.branch_too_many {
            let message = format!("this `if` has more than {MOST_BRANCHES} `elif`");
            let place = Place::Span {
                file,
                span: at..at + 1,
            };
            return Some(Some(Diagnostic::error("template", message).at(place)));
        }
        let is_deep = depths.of.get(name).is_some_and(|depth| *depth > DEEPEST);
        let is_first = depths.below(outline, sources) <= DEEPEST;
        let message = format!(
            "the templates that it extends and includes, and their blocks, stand more than \
             {DEEPEST} deep in each other"
        );
        let problem = Diagnostic::error("template", message).at(Place::File(file));
        is_deep.then(|| is_first.then_some(problem))
    };
    let outlines = outlines.iter();
    outlines
        .filter_map(|(name, outline)| Some(((*name).to_owned(), problem(name, outline)?)))
        .collect()
}

/// The parts of a template that make it deep.
#[derive(Debug, Default, PartialEq, Eq)]
struct Outline {
    /// The most blocks in each other.
    blocks: usize,
    /// The names of the templates that it extends and includes.
    templates: Vec<String>,
    /// The byte of an `elif` that is one too many.
    branch_too_many: Option<usize>,
}

impl Outline {
    fn of(text: &str) -> Self {
        let mut outline = Outline::default();
        let mut blocks = 0_usize;
        let mut branches: Vec<usize> = Vec::new();
        let mut at = 0;
        while let Some(start) = text[at..].find("{%").map(|found| at + found) {
            at = start + 2;
            let tag = text[at..].trim_start_matches('-').trim_start();
            let end = tag.find(|letter: char| !letter.is_ascii_alphabetic());
            match &tag[..end.unwrap_or(tag.len())] {
                "block" => {
                    blocks += 1;
                    outline.blocks = outline.blocks.max(blocks);
                }
                "endblock" => blocks = blocks.saturating_sub(1),
                "if" => branches.push(0),
                "endif" => _ = branches.pop(),
                "elif" => {
                    if let Some(branches) = branches.last_mut() {
                        *branches += 1;
                        if *branches > MOST_BRANCHES {
                            outline.branch_too_many.get_or_insert(start);
                        }
                    }
                }
                "extends" | "include" => outline.templates.extend(quoted(tag)),
                _ => {}
            }
        }
        outline
    }
}

/// Returns the first text in quotes of a tag.
fn quoted(tag: &str) -> Option<String> {
    let tag = &tag[..tag.find("%}").unwrap_or(tag.len())];
    let start = tag.find(['"', '\'', '`'])?;
    let (quote, rest) = tag[start..].split_at(1);
    rest.split_once(quote).map(|(name, _)| name.to_owned())
}

/// The depth of each template with all that it extends and includes.
struct Depths<'a> {
    of: BTreeMap<&'a str, usize>,
}

impl<'a> Depths<'a> {
    /// Walks down with a list in place of calls. The engine reports templates in a circle.
    fn of(outlines: &BTreeMap<&'a str, Outline>, sources: &'a Sources) -> Self {
        let mut depths = Depths {
            of: BTreeMap::new(),
        };
        let mut waiting: Vec<(&str, bool)> = outlines.keys().map(|name| (*name, false)).collect();
        while let Some((name, is_left)) = waiting.pop() {
            let Some(outline) = outlines.get(name) else {
                continue;
            };
            if is_left {
                let depth = 1 + outline.blocks + depths.below(outline, sources);
                depths.of.insert(name, depth);
            } else if !depths.of.contains_key(name) {
                depths.of.insert(name, 0);
                waiting.push((name, true));
                let named = outline.templates.iter();
                let named = named.filter_map(|name| meant(name, sources));
                waiting.extend(named.map(|name| (name, false)));
            }
        }
        depths
    }

    /// Returns the depth of the deepest template that a template extends or includes.
    fn below(&self, outline: &Outline, sources: &Sources) -> usize {
        let named = outline.templates.iter();
        let depths = named.filter_map(|name| self.of.get(meant(name, sources)?));
        depths.max().copied().unwrap_or_default()
    }
}

/// Returns the whole name of a template that another one names: the site's own, else the theme's.
fn meant<'a>(name: &str, sources: &'a Sources) -> Option<&'a str> {
    let theirs = format!("{}/{name}", sources.theme);
    let found = sources.templates.get_key_value(name);
    let found = found.or_else(|| sources.templates.get_key_value(&theirs));
    found.map(|(name, _)| name.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::path::SourcePath;

    fn sources(templates: impl Iterator<Item = (String, String)>) -> Sources {
        let templates = templates.map(|(name, text)| {
            let path = SourcePath::new(&format!("templates/{name}")).expect("a path");
            (name, (path, text.into()))
        });
        Sources {
            theme: "theme".to_owned(),
            templates: templates.collect(),
            assets: BTreeMap::new(),
            strings: crate::strings::Strings::of("en", &BTreeMap::new()),
            markdown: crate::config::Markdown::default(),
            language: String::new(),
            roots: &[],
        }
    }

    #[test]
    fn a_chain_of_templates_is_reported_where_it_gets_too_deep() {
        for tag in ["include", "extends"] {
            let link = |number: usize| {
                let text = match number {
                    40 => "end".to_owned(),
                    _ => format!("{{%- {tag} 't{:02}.html' -%}}", number + 1),
                };
                (format!("t{number:02}.html"), text)
            };
            let found = too_deep(&sources((0..41).map(link)));
            let names: Vec<&str> = found.iter().map(|(name, _)| name.as_str()).collect();
            assert_eq!(names.first(), Some(&"t00.html"));
            assert_eq!(names.last(), Some(&"t08.html"));
            let reported = found
                .iter()
                .filter(|(_, problem)| problem.is_some())
                .count();
            assert_eq!(reported, 1, "{found:?}");
        }
    }

    #[test]
    fn circles_are_left_to_the_engine_and_many_branches_are_not() {
        let text = "{% include 'a' %}{% include 'b' %}".to_owned();
        let circle = [("a".to_owned(), text.clone()), ("b".to_owned(), text)];
        assert_eq!(too_deep(&sources(circle.into_iter())), []);
        let branches = |count| {
            let text = format!("{{% if a %}}{}{{% endif %}}", "{% elif b %}".repeat(count));
            too_deep(&sources([("a".to_owned(), text)].into_iter())).len()
        };
        assert_eq!((branches(256), branches(257)), (0, 1));
    }
}
