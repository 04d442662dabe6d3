//! Languages and time zones.

use crate::diagnostic::Diagnostic;
use crate::yaml::Field;
use jiff::tz::TimeZoneDatabase;

/// Reads a language tag of the form that BCP 47 defines: `en`, `pt-BR`, `zh-Hant-TW`.
pub(super) fn language(field: &Field<'_>) -> Option<String> {
    let tag = field.filled()?;
    if is_tag(&tag) {
        return Some(tag);
    }
    let message = format!("`language` has to be a language tag, and `{tag}` is none");
    let error = Diagnostic::error("wrong-type", message);
    let dashed = tag.replace('_', "-");
    field.report(match is_tag(&dashed) {
        true => field.with_value(error.advise(format!("write `{dashed}`")), &dashed, true),
        false => {
            error.advise("write two or three letters, with a region if it matters: `en`, `pt-BR`")
        }
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

/// Languages that are written from right to left, if their tags name no script.
///
/// Source: the `characterOrder` of the locales of Unicode CLDR 47.
const RIGHT_TO_LEFT: [&str; 12] = [
    "ar", "arc", "ckb", "dv", "fa", "he", "ks", "ps", "sd", "ug", "ur", "yi",
];

/// Scripts that are written from right to left.
const RIGHT_TO_LEFT_SCRIPTS: [&str; 6] = ["arab", "hebr", "syrc", "thaa", "nkoo", "rohg"];

/// Returns the direction of the script of a language, as the attribute `dir` of HTML says it.
pub fn direction(tag: &str) -> &'static str {
    let tag = tag.to_ascii_lowercase();
    let mut parts = tag.split('-');
    let language = parts.next().unwrap_or_default();
    // Only a script has four letters.
    let script =
        parts.find(|part| part.len() == 4 && part.bytes().all(|byte| byte.is_ascii_alphabetic()));
    let is_right_to_left = match script {
        Some(script) => RIGHT_TO_LEFT_SCRIPTS.contains(&script),
        None => RIGHT_TO_LEFT.contains(&language),
    };
    match is_right_to_left {
        true => "rtl",
        false => "ltr",
    }
}

/// Reads the name of a time zone, and returns it in the spelling of the bundled database.
pub(super) fn timezone(field: &Field<'_>) -> Option<String> {
    let name = field.filled()?;
    // Only the bundled database: a build must not depend on the zones of the machine.
    let database = TimeZoneDatabase::bundled();
    let known: Vec<String> = database.available().map(|name| name.to_string()).collect();
    if let Some(known) = known.iter().find(|known| known.eq_ignore_ascii_case(&name)) {
        return Some(known.clone());
    }
    let error = Diagnostic::error("wrong-type", format!("there is no time zone `{name}`"));
    let city = known
        .iter()
        .map(|known| (known.rsplit('/').next().unwrap_or(known), known));
    let near = field
        .suggestion(&name, known.iter().map(String::as_str))
        .or_else(|| {
            let written = name.replace(' ', "_");
            city.clone()
                .find(|(city, _)| city.eq_ignore_ascii_case(&written))
                .map(|(_, known)| known.as_str())
        });
    field.report(match near {
        Some(near) => {
            field.with_value(error.advise(format!("did you mean `{near}`?")), near, false)
        }
        None => error.advise("write a region and a city: `America/New_York`"),
    });
    None
}
