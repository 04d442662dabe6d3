//! Languages and time zones: names that have to exist.

use crate::diagnostic::Diagnostic;
use crate::yaml::Reader;
use jiff::tz::TimeZoneDatabase;

/// A language tag of the shape that BCP 47 gives: `en`, `pt-BR`, `zh-Hant-TW`.
pub(super) fn language(reader: &Reader<'_>) -> Option<String> {
    let tag = reader.filled()?;
    if is_tag(&tag) {
        return Some(tag);
    }
    let message = format!("`language` has to be a language tag, and `{tag}` is none");
    let complaint = Diagnostic::error("wrong-type", message);
    let dashed = tag.replace('_', "-");
    reader.complain(match is_tag(&dashed) {
        true => reader.with_value(complaint.advise(format!("write `{dashed}`")), &dashed, true),
        false => complaint
            .advise("write two or three letters, with a region if it matters: `en`, `pt-BR`"),
    });
    None
}

fn is_tag(tag: &str) -> bool {
    let mut parts = tag.split('-');
    let first = parts.next().is_some_and(|part| {
        (2..=3).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphabetic())
    });
    first
        && parts.all(|part| {
            (1..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric())
        })
}

/// The name of a time zone that the bundled database has, in the database's own spelling.
pub(super) fn timezone(reader: &Reader<'_>) -> Option<String> {
    let name = reader.filled()?;
    // The bundled database alone: the machine's zones must never count.
    let database = TimeZoneDatabase::bundled();
    let known: Vec<String> = database.available().map(|name| name.to_string()).collect();
    if let Some(known) = known.iter().find(|known| known.eq_ignore_ascii_case(&name)) {
        return Some(known.clone());
    }
    let complaint = Diagnostic::error("wrong-type", format!("there is no time zone `{name}`"));
    let city = known
        .iter()
        .map(|known| (known.rsplit('/').next().unwrap_or(known), known));
    let near = reader
        .suggestion(&name, known.iter().map(String::as_str))
        .or_else(|| {
            let written = name.replace(' ', "_");
            city.clone()
                .find(|(city, _)| city.eq_ignore_ascii_case(&written))
                .map(|(_, known)| known.as_str())
        });
    reader.complain(match near {
        Some(near) => reader.with_value(
            complaint.advise(format!("did you mean `{near}`?")),
            near,
            false,
        ),
        None => complaint.advise("write a region and a city: `America/New_York`"),
    });
    None
}
