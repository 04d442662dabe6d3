//! The error of a function for a name that does not exist.

use crate::diagnostic::nearest;
use tera::Error;

/// Returns the error for a name that does not exist, with those that do.
pub(super) fn missing<'a>(
    message: &str,
    name: &str,
    known: impl Iterator<Item = &'a str>,
) -> Error {
    let known: Vec<&str> = known.filter(|name| !name.is_empty()).collect();
    let advice = match nearest(name, known.iter().copied()) {
        Some(near) => format!(", did you mean `{near}`?"),
        None if known.is_empty() => String::new(),
        None => {
            let first: Vec<String> = known
                .iter()
                .take(12)
                .map(|name| format!("`{name}`"))
                .collect();
            format!("; there are {}", first.join(", "))
        }
    };
    Error::message(format!("{message}{advice}"))
}
