//! The type of an output, by its name.

use crate::path::OutputPath;

/// The value of `Content-Type`. All text of a site is UTF-8.
pub(crate) fn content_type(path: &OutputPath) -> String {
    let guess = mime_guess::from_path(path.as_str())
        .first_raw()
        .unwrap_or("application/octet-stream");
    let is_text =
        guess.starts_with("text/") || matches!(guess, "application/javascript" | "application/xml");
    if is_text {
        format!("{guess}; charset=utf-8")
    } else {
        guess.to_owned()
    }
}

/// Whether a browser shows it as a page.
pub(crate) fn is_html(path: &OutputPath) -> bool {
    matches!(path.extension(), "html" | "htm")
}
