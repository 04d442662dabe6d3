//! The filters that Milepost adds to the engine's own, and those that it puts in their places.

use super::added::Added;
use super::sources::Sources;
use super::{date_names, replace_regex, sort};
use crate::date::Date;
use crate::{font, html, path, slug};
use std::sync::Arc;
use tera::value::Key;
use tera::{Error, Kwargs, Map, State, StringInput, Tera, TeraResult, Value};

/// Adds all filters.
pub(super) fn register(tera: &mut Tera, sources: &Sources, added: &Added) {
    tera.register_filter("lines", |text: &str, given: Kwargs, _: &State<'_>| {
        break_lines(text, &given)
    });
    let language = sources.language.clone();
    tera.register_filter("date", move |date: Value, given: Kwargs, _: &State<'_>| {
        format_date(&date, &given, &language)
    });
    tera.register_filter("sort", |values: &[Value], given: Kwargs, _: &State<'_>| {
        sort::sort(values, &given)
    });
    tera.register_filter(
        "replace_regex",
        |text: StringInput<'_>, given: Kwargs, _: &State<'_>| {
            replace_regex::replace(text.as_str(), &given)
        },
    );
    tera.register_filter(
        "group_by",
        |items: &[Value], given: Kwargs, _: &State<'_>| group_by(items, &given),
    );
    tera.register_filter("slugify", |text: &str, _: Kwargs, _: &State<'_>| {
        slug::slug(text)
    });
    tera.register_filter("striptags", |text: &str, _: Kwargs, _: &State<'_>| {
        strip_tags(text)
    });
    // What is escaped is not escaped a second time.
    for name in ["escape_html", "escape_xml"] {
        tera.register_filter(name, |text: &str, _: Kwargs, _: &State<'_>| {
            Value::safe_string(&html::escape(text))
        });
    }
    tera.register_filter("urlencode", |text: &str, _: Kwargs, _: &State<'_>| {
        path::encode_part(text)
    });
    tera.register_filter(
        "json_encode",
        |value: Value, given: Kwargs, _: &State<'_>| json(&value, &given),
    );
    let (make, options, strings) = (
        added.markdown,
        sources.markdown,
        Arc::clone(&sources.strings),
    );
    tera.register_filter(
        "markdown",
        move |text: StringInput<'_>, given: Kwargs, _: &State<'_>| {
            let make = make.ok_or_else(|| Error::message("pictures have no Markdown"))?;
            let made = make(text.as_str(), options, &strings);
            markdown(made, &given)
        },
    );
}

fn break_lines(text: &str, given: &Kwargs) -> TeraResult<Vec<String>> {
    let (size, width): (f64, f64) = (given.must_get("size")?, given.must_get("width")?);
    Ok(font::break_lines(text, size as f32, width as f32))
}

fn format_date(value: &Value, given: &Kwargs, language: &str) -> TeraResult<String> {
    let format: &str = given.get("format")?.unwrap_or("%-d %B %Y");
    if value.is_none() {
        let message = "this date is `none`: put `{% if … %}` with it around this, as in `{% if \
            page.date %}{{ page.date | date }}{% endif %}`";
        return Err(Error::message(message));
    }
    let date = value.as_str().and_then(Date::parse);
    let date =
        date.ok_or_else(|| Error::message(format!("`{value}` is no date such as 2026-11-23")))?;
    let language = match given.get::<&str>("locale")? {
        Some(tag) if !date_names::is_known(tag) => return Err(unknown_language(tag)),
        Some(tag) => tag,
        None => language,
    };
    let named = date_names::with_names(format, date, language);
    jiff::fmt::strtime::format(&named, date.civil()).map_err(|error| {
        Error::message(format!(
            "`{format}` is no format of a date such as %-d %B %Y: {error}"
        ))
    })
}

fn unknown_language(tag: &str) -> Error {
    let known: Vec<String> = date_names::languages()
        .map(|language| format!("`{language}`"))
        .collect();
    let known = known.join(", ");
    Error::message(format!(
        "dates are not written in `{tag}` yet; there are {known}"
    ))
}

/// Groups items by an attribute, in the order in which its values come first. The engine's own
/// filter has no order.
fn group_by(items: &[Value], given: &Kwargs) -> TeraResult<Value> {
    let attribute: &str = given.must_get("attribute")?;
    let mut groups: Vec<(Key<'static>, Vec<Value>)> = Vec::new();
    let mut places: std::collections::HashMap<Key<'static>, usize> = Default::default();
    for (number, item) in items.iter().enumerate() {
        let Some(value) = item.get_from_path(attribute) else {
            let name = item.name();
            return Err(Error::message(format!(
                "item {} of this list, a {name}, has no attribute `{attribute}`",
                number + 1
            )));
        };
        let values = value.as_array().unwrap_or(std::slice::from_ref(value));
        for value in values.iter().filter(|value| !value.is_none()) {
            let key = key(value, attribute)?;
            let place = *places.entry(key.clone()).or_insert_with(|| {
                groups.push((key, Vec::new()));
                groups.len() - 1
            });
            groups[place].1.push(item.clone());
        }
    }
    let groups = groups.into_iter().map(|(key, items)| (key, items.into()));
    Ok(groups.collect::<Map>().into())
}

fn key(value: &Value, attribute: &str) -> TeraResult<Key<'static>> {
    match (value.as_str(), value.as_bool(), value.as_i128()) {
        (Some(text), ..) => Ok(Key::from(text.to_owned())),
        (_, Some(flag), _) => Ok(Key::Bool(flag)),
        (.., Some(number)) => Ok(Key::from(number)),
        _ => Err(Error::message(format!(
            "`{attribute}` is a {}, by which nothing can be grouped",
            value.name()
        ))),
    }
}

fn strip_tags(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    html::read_text(text, |part| plain.push_str(part));
    plain.trim().to_owned()
}

/// Writes JSON that may also stand in a script: no text in it can end the script.
fn json(value: &Value, given: &Kwargs) -> TeraResult<String> {
    let is_pretty = given.get("pretty")?.unwrap_or(false);
    let written = match is_pretty {
        true => serde_json::to_string_pretty(value),
        false => serde_json::to_string(value),
    };
    let written = written.map_err(|error| Error::message(format!("this is no JSON: {error}")))?;
    Ok(written.replace('<', "\\u003c"))
}

fn markdown(made: Result<String, String>, given: &Kwargs) -> TeraResult<Value> {
    let made = made.map_err(|problem| Error::message(format!("in this text, {problem}")))?;
    let is_inline = given.get("inline")?.unwrap_or(false);
    let inner = made.trim_end().strip_prefix("<p>");
    let inner = inner.and_then(|made| made.strip_suffix("</p>"));
    Ok(Value::safe_string(match inner {
        Some(inner) if is_inline && !inner.contains("<p>") => inner,
        _ => &made,
    }))
}
