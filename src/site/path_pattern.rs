//! Patterns of paths: `news/:year/:month/:slug`, of which each page makes a path of its own.

use crate::date::Date;
use crate::document::Head;
use crate::document::front_matter::PLACEHOLDERS;
use crate::slug::slug;

/// The values of a page for a pattern.
pub(super) struct Values<'a> {
    pub head: &'a Head,
    /// The last part of its URL without a pattern.
    pub slug: String,
    /// The path of its folder.
    pub section: String,
}

/// A placeholder for which a page has no value.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Missing(pub &'static str);

/// Returns the path that a pattern makes for a page.
///
/// # Errors
/// The placeholder for which the page has no value.
pub(super) fn filled(pattern: &str, values: &Values<'_>) -> Result<String, Missing> {
    let mut path = String::with_capacity(pattern.len());
    let mut rest = pattern;
    while let Some((before, behind)) = rest.split_once(':') {
        path.push_str(before);
        let name = PLACEHOLDERS.iter().find(|name| behind.starts_with(**name));
        match name {
            Some(name) => {
                path.push_str(&value(name, values)?);
                rest = &behind[name.len()..];
            }
            None => {
                path.push(':');
                rest = behind;
            }
        }
    }
    path.push_str(rest);
    // A page at the top has no section.
    let parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
    Ok(parts.join("/"))
}

fn value(name: &'static str, values: &Values<'_>) -> Result<String, Missing> {
    let date = || values.head.front_matter.date.ok_or(Missing(name));
    let number = |part: fn(Date) -> i8| Ok(format!("{:02}", part(date()?)));
    match name {
        "year" => Ok(format!("{:04}", date()?.year())),
        "month" => number(Date::month),
        "day" => number(Date::day),
        "slug" => Ok(values.slug.clone()),
        "title" => match slug(&values.head.title) {
            title if title.is_empty() => Ok(values.slug.clone()),
            title => Ok(title),
        },
        _ => Ok(values.section.clone()),
    }
}
