//! The functions that Milepost adds to the engine's own, and the registration of its filters.
//!
//! They may hold tables of the engine's sources, never the site, so that the engine's digest covers
//! them. Pages reach a function as an argument, which [`super::guarded`] inserts.

use super::added::Added;
use super::guarded::ROOT;
use super::missing::missing;
use super::sources::Sources;
use super::{filters, growth, picture};
use crate::strings::{self, Strings, WORDS};
use crate::text_format::TextFormat;
use std::collections::BTreeMap;
use std::sync::Arc;
use tera::value::Key;
use tera::{Kwargs, Map, State, Tera, TeraResult, Value};

/// Adds all functions and filters.
pub(super) fn register(tera: &mut Tera, sources: &Sources, added: &Added) {
    growth::register(tera);
    filters::register(tera, sources, added);
    let assets = sources.assets.clone();
    tera.register_function("asset", move |given: Kwargs, _: &State<'_>| {
        asset(&assets, &given)
    });
    let strings = Arc::clone(&sources.strings);
    tera.register_function("word", move |given: Kwargs, _: &State<'_>| {
        word(&strings, &given)
    });
    tera.register_function("page", |given: Kwargs, _: &State<'_>| page(&given));
    tera.register_function("section", |given: Kwargs, _: &State<'_>| section(&given));
    tera.register_function("picture", |given: Kwargs, _: &State<'_>| {
        picture::picture(&given)
    });
    tera.autoescape_on(TextFormat::escaped_endings());
}

fn asset(assets: &BTreeMap<String, String>, given: &Kwargs) -> TeraResult<String> {
    let path: &str = given.must_get("path")?;
    let names = assets.keys().map(String::as_str);
    let found = assets.get(path).cloned();
    found.ok_or_else(|| missing(&format!("there is no asset `{path}`"), path, names))
}

/// Returns a word of the site. Numbers may be given as numbers.
fn word(strings: &Strings, given: &Kwargs) -> TeraResult<String> {
    let name: &str = given.must_get("name")?;
    let Some(word) = strings.find(name) else {
        let names = WORDS.iter().map(|word| word.name);
        return Err(missing(&format!("there is no word `{name}`"), name, names));
    };
    let mut values = Vec::new();
    for name in ["count", "number", "value"] {
        if let Some(value) = given.get::<Value>(name)? {
            values.push((name, value.to_string()));
        }
    }
    let values: Vec<(&str, &str)> = values
        .iter()
        .map(|(name, value)| (*name, &**value))
        .collect();
    Ok(strings::fill(word, &values))
}

fn page(given: &Kwargs) -> TeraResult<Value> {
    let written: &str = given.must_get("path")?;
    let path = written.trim_start_matches("@/").trim_start_matches('/');
    let path = path.strip_prefix("content/").unwrap_or(path);
    let pages: &Map = given.must_get(ROOT)?;
    let found = pages.get(&Key::Str(path)).cloned();
    let message = format!("there is no page `content/{path}`, or it is not published now");
    found.ok_or_else(|| missing(&message, path, keys(pages)))
}

fn section(given: &Kwargs) -> TeraResult<Value> {
    let written: &str = given.must_get("path")?;
    let path = written.trim_start_matches("@/").trim_matches('/');
    let path = path.strip_prefix("content/").unwrap_or(path);
    let path = path.strip_suffix("_index.md").unwrap_or(path);
    let path = path.trim_end_matches('/');
    let sections: &Map = given.must_get(ROOT)?;
    let found = sections.get(&Key::Str(path)).cloned();
    let message = format!("there is no section `{path}`");
    found.ok_or_else(|| missing(&message, path, keys(sections)))
}

fn keys(map: &Map) -> impl Iterator<Item = &str> {
    map.keys().filter_map(Key::as_str)
}
