//! The functions and filters that Milepost adds to the engine's own.
//!
//! They may hold tables of the engine's sources, never the site, so that the engine's digest covers
//! them.

use super::growth;
use crate::date::Date;
use crate::diagnostic::nearest;
use crate::font;
use std::collections::BTreeMap;
use tera::{Error, Kwargs, State, Tera, TeraResult};

/// Adds all functions and filters.
pub(super) fn register(tera: &mut Tera, assets: &BTreeMap<String, String>) {
    growth::register(tera);
    let assets = assets.clone();
    tera.register_function("asset", move |arguments: Kwargs, _: &State<'_>| {
        asset(&assets, &arguments)
    });
    tera.autoescape_on([".html", ".htm", ".xml", ".svg"]);
    tera.register_filter("lines", |text: &str, arguments: Kwargs, _: &State<'_>| {
        break_lines(text, &arguments)
    });
    tera.register_filter("date", |date: &str, arguments: Kwargs, _: &State<'_>| {
        format_date(date, &arguments)
    });
}

fn asset(assets: &BTreeMap<String, String>, arguments: &Kwargs) -> TeraResult<String> {
    let path: &str = arguments.must_get("path")?;
    assets.get(path).cloned().ok_or_else(|| {
        let near = nearest(path, assets.keys().map(String::as_str));
        let advice = near.map_or_else(String::new, |near| format!(", did you mean `{near}`?"));
        Error::message(format!("there is no asset `{path}`{advice}"))
    })
}

fn break_lines(text: &str, arguments: &Kwargs) -> TeraResult<Vec<String>> {
    let (size, width): (f64, f64) = (arguments.must_get("size")?, arguments.must_get("width")?);
    Ok(font::break_lines(text, size as f32, width as f32))
}

fn format_date(date: &str, arguments: &Kwargs) -> TeraResult<String> {
    let format: &str = arguments.get("format")?.unwrap_or("%-d %B %Y");
    let date = Date::parse(date)
        .ok_or_else(|| Error::message(format!("`{date}` is no date such as 2026-11-23")))?;
    jiff::fmt::strtime::format(format, date.civil()).map_err(|error| {
        Error::message(format!(
            "`{format}` is no format of a date such as %-d %B %Y: {error}"
        ))
    })
}
