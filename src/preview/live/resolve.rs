//! From the path of a request to an output of the build. No path is ever joined to a folder: what
//! the build does not have under exactly this name does not exist.

use crate::path::encode_url;
use crate::pipeline::Build;
use crate::plan::Job;
use crate::render::Rendered;
use percent_encoding::percent_decode_str;
use std::sync::Arc;

/// Why a path of a request is no address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct NoAddress;

/// What stands at an address.
pub(crate) enum Found<'a> {
    /// An output.
    Job(&'a Arc<Job<Rendered>>),
    /// Nothing, but at this URL there is a page: the slash at the end is missing.
    Elsewhere(String),
    /// Nothing.
    Nothing,
}

/// The path of a request as text: percent-decoded once, without the slash at its start.
///
/// # Errors
/// When it is not absolute or not UTF-8, or has a broken escape, an escaped slash, a backslash, a
/// control character, or a part `.` or `..`.
pub(crate) fn decode(path: &str) -> Result<String, NoAddress> {
    let path = path.strip_prefix('/').ok_or(NoAddress)?;
    if !escapes_are_whole(path) {
        return Err(NoAddress);
    }
    let text = percent_decode_str(path)
        .decode_utf8()
        .map_err(|_| NoAddress)?;
    let slashes = |text: &str| text.bytes().filter(|byte| *byte == b'/').count();
    let has_odd_part = text.split('/').any(|part| matches!(part, "." | ".."));
    let has_odd_character = text
        .chars()
        .any(|character| character.is_control() || character == '\\');
    if has_odd_part || has_odd_character || slashes(&text) != slashes(path) {
        return Err(NoAddress);
    }
    Ok(text.into_owned())
}

/// The URL of a decoded path, percent-encoded in the one way that the site itself uses.
pub(crate) fn url(decoded: &str) -> String {
    format!("/{}", encode_url(decoded))
}

/// Looks a decoded path up.
pub(crate) fn find<'a>(build: &'a Build, decoded: &str) -> Found<'a> {
    let jobs = build.jobs();
    if decoded.is_empty() || decoded.ends_with('/') {
        return jobs
            .get(format!("{decoded}index.html").as_str())
            .map_or(Found::Nothing, Found::Job);
    }
    if let Some(job) = jobs.get(decoded) {
        return Found::Job(job);
    }
    match jobs.contains_key(format!("{decoded}/index.html").as_str()) {
        true => Found::Elsewhere(format!("{}/", url(decoded))),
        false => Found::Nothing,
    }
}

fn escapes_are_whole(path: &str) -> bool {
    let digits =
        |rest: &str| rest.len() >= 2 && rest.bytes().take(2).all(|byte| byte.is_ascii_hexdigit());
    path.split('%').skip(1).all(digits)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decodes_once_and_refuses_what_is_no_address() {
        for (path, expected) in [
            ("/", Some("")),
            ("/a/b.html", Some("a/b.html")),
            ("/gr%C3%B6%C3%9Fe/", Some("größe/")),
            ("/%252e%252e/x", Some("%2e%2e/x")),
            ("//x", Some("/x")),
            ("/a%2fb", None),
            ("/%2e%2E/x", None),
            ("/a/./b", None),
            ("/a%5cb", None),
            ("/a\\b", None),
            ("/a%00", None),
            ("/a%0d%0ab", None),
            ("/%ff", None),
            ("/%c0%ae%c0%ae/", None),
            ("/%", None),
            ("/%4", None),
            ("/%zz", None),
            ("x", None),
            ("*", None),
            ("", None),
        ] {
            assert_eq!(decode(path).ok().as_deref(), expected, "{path:?}");
        }
    }
}
