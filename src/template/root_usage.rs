//! The roots that each template reads, so that a page is made of those and of no others.
//!
//! The engine knows the variables of a template and of those that it extends and includes, but not
//! the roots that the components it calls declare. A template therefore also gets the roots of
//! every component whose name is anywhere in its text, or in a text that its own text names. The
//! set is conservative: it may contain roots that are not used, which costs an extra rendering. It
//! never misses one, because a component cannot be called without its name.

use super::card_fields;
use super::picture_names;
use super::sources::Sources;
use std::collections::{BTreeMap, BTreeSet};
use tera::{ComponentInfo, Tera};

/// The roots of every template and component.
#[derive(Debug, Default)]
pub(super) struct RootUsage {
    templates: BTreeMap<String, BTreeSet<String>>,
    components: BTreeMap<String, BTreeSet<String>>,
    theme: String,
}

impl RootUsage {
    pub(super) fn new(
        tera: &Tera,
        sources: &Sources,
        components: &BTreeMap<String, ComponentInfo>,
    ) -> Self {
        let mentions = mentions(sources, components);
        let names = names_in_texts(sources, components);
        let implicit = |info: &ComponentInfo| -> BTreeSet<String> {
            info.args()
                .iter()
                .filter(|argument| argument.is_implicit())
                .map(|argument| argument.name().to_owned())
                .collect()
        };
        let called = |from: &str| -> BTreeSet<String> {
            let reached = reached(from, &mentions);
            let called = components
                .iter()
                .filter(|(name, _)| reached.contains(name.as_str()))
                .flat_map(|(_, info)| implicit(info));
            let texts = reached.iter().chain([&from]);
            let named = texts.filter_map(|name| names.get(name)).flatten();
            called.chain(named.cloned()).collect()
        };
        let of_template = |name: &String| {
            let own = tera.get_template_variables(name).unwrap_or_default();
            own.into_iter()
                .map(str::to_owned)
                .chain(called(name))
                .collect()
        };
        RootUsage {
            templates: sources
                .templates
                .keys()
                .map(|name| (name.clone(), of_template(name)))
                .collect(),
            components: components
                .iter()
                .map(|(name, info)| {
                    (
                        name.clone(),
                        implicit(info).into_iter().chain(called(name)).collect(),
                    )
                })
                .collect(),
            theme: sources.theme.clone(),
        }
    }

    pub(super) fn of_template(&self, name: &str) -> BTreeSet<String> {
        let own = self
            .templates
            .get(name)
            .or_else(|| self.templates.get(&format!("{}/{name}", self.theme)));
        own.cloned().unwrap_or_default()
    }

    pub(super) fn of_component(&self, name: &str) -> BTreeSet<String> {
        self.components.get(name).cloned().unwrap_or_default()
    }
}

/// Returns the fields of cards and the pictures that each file names, and that the files name which
/// may declare a component.
fn names_in_texts<'a>(
    sources: &'a Sources,
    components: &'a BTreeMap<String, ComponentInfo>,
) -> BTreeMap<&'a str, BTreeSet<String>> {
    let texts = sources.templates.iter();
    let page_is_own = !texts
        .clone()
        .any(|(_, (_, text))| card_fields::renames_page(text));
    let mut fields: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    for (file, (_, text)) in texts {
        let mut named = card_fields::of_text(text, page_is_own);
        named.extend(picture_names::of_text(text));
        if named.is_empty() {
            continue;
        }
        let declared = components.keys().filter(|name| declares(text, name));
        for name in declared.chain([file]) {
            fields
                .entry(name)
                .or_default()
                .extend(named.iter().cloned());
        }
    }
    fields
}

/// Returns for each template and each component the templates and components whose names are in
/// its text.
fn mentions<'a>(
    sources: &'a Sources,
    components: &'a BTreeMap<String, ComponentInfo>,
) -> BTreeMap<&'a str, BTreeSet<&'a str>> {
    let prefix = format!("{}/", sources.theme);
    let mut mentions: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for (name, (_, text)) in &sources.templates {
        // A name without the theme's prefix means the site's own file, or the theme's if the site
        // has none.
        let meant = |other: &str| match other.strip_prefix(prefix.as_str()) {
            Some(short) if !sources.templates.contains_key(short) => text.contains(short),
            _ => text.contains(other),
        };
        let named = sources
            .templates
            .keys()
            .map(String::as_str)
            .filter(|other| meant(other));
        let called = components
            .keys()
            .map(String::as_str)
            .filter(|component| text.contains(component));
        let all: BTreeSet<&str> = named.chain(called).collect();
        for component in components
            .keys()
            .filter(|component| declares(text, component))
        {
            mentions
                .entry(component)
                .or_default()
                .extend(all.iter().copied());
        }
        mentions.insert(name, all);
    }
    mentions
}

/// True if a text may declare a component: it has the word `component` and the name.
fn declares(text: &str, component: &str) -> bool {
    text.contains("component") && text.contains(component)
}

/// Returns all names that can be reached from a text.
fn reached<'a>(from: &str, mentions: &BTreeMap<&'a str, BTreeSet<&'a str>>) -> BTreeSet<&'a str> {
    let mut reached = BTreeSet::new();
    let mut waiting: Vec<&str> = mentions.get(from).into_iter().flatten().copied().collect();
    while let Some(name) = waiting.pop() {
        if reached.insert(name) {
            waiting.extend(mentions.get(name).into_iter().flatten().copied());
        }
    }
    reached
}
