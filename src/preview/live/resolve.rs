//! Resolves the path of a request to an output of the build.
//!
//! No path is ever joined to a folder. A path that the build does not have under exactly this name
//! does not exist.

use crate::build::Build;
use crate::path::encode_url;
use crate::plan::Job;
use percent_encoding::percent_decode_str;
use std::sync::Arc;

/// The path of a request: percent-decoded once, without the slash at its start.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct RequestPath(String);

/// The error for a path that no URL of a site has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct InvalidPath;

/// The target of a path in one build.
pub(crate) enum Resolved<'a> {
    Output(&'a Arc<Job>),
    /// A page whose URL differs by the slash at its end.
    Redirect(String),
    NotFound,
}

impl RequestPath {
    /// Decodes the path of a request.
    ///
    /// # Errors
    /// If the path is not absolute or not UTF-8, or has a broken escape, an escaped slash, a
    /// backslash, a control character, or a part `.` or `..`.
    pub(crate) fn decode(path: &str) -> Result<Self, InvalidPath> {
        let path = path.strip_prefix('/').ok_or(InvalidPath)?;
        if !has_whole_escapes(path) {
            return Err(InvalidPath);
        }
        let text = percent_decode_str(path)
            .decode_utf8()
            .map_err(|_| InvalidPath)?;
        let slashes = |text: &str| text.bytes().filter(|byte| *byte == b'/').count();
        let has_dot_part = text.split('/').any(|part| matches!(part, "." | ".."));
        let has_invalid_character = text
            .chars()
            .any(|character| character.is_control() || character == '\\');
        if has_dot_part || has_invalid_character || slashes(&text) != slashes(path) {
            return Err(InvalidPath);
        }
        Ok(RequestPath(text.into_owned()))
    }

    /// Returns the URL, percent-encoded in the one way that the site itself uses.
    pub(crate) fn url(&self) -> String {
        format!("/{}", encode_url(&self.0))
    }

    /// Resolves the path in a build.
    pub(crate) fn resolve<'a>(&self, build: &'a Build) -> Resolved<'a> {
        let jobs = build.jobs();
        if self.0.is_empty() || self.0.ends_with('/') {
            return jobs
                .get(format!("{}index.html", self.0).as_str())
                .map_or(Resolved::NotFound, Resolved::Output);
        }
        if let Some(job) = jobs.get(self.0.as_str()) {
            return Resolved::Output(job);
        }
        match jobs.contains_key(format!("{}/index.html", self.0).as_str()) {
            true => Resolved::Redirect(format!("{}/", self.url())),
            false => Resolved::NotFound,
        }
    }

    /// Returns the folders that contain this path, the nearest first, without the root.
    pub(super) fn parents(&self) -> impl Iterator<Item = RequestPath> {
        let mut rest = self.0.trim_end_matches('/');
        std::iter::from_fn(move || {
            (rest, _) = rest.rsplit_once('/')?;
            Some(RequestPath(format!("{rest}/")))
        })
    }
}

impl<'a> Resolved<'a> {
    /// Returns the job of the output, if the path leads to one.
    pub(crate) fn job(&self) -> Option<&'a Arc<Job>> {
        match self {
            Resolved::Output(job) => Some(job),
            Resolved::Redirect(_) | Resolved::NotFound => None,
        }
    }
}

fn has_whole_escapes(path: &str) -> bool {
    let starts_with_hex =
        |rest: &str| rest.len() >= 2 && rest.bytes().take(2).all(|byte| byte.is_ascii_hexdigit());
    path.split('%').skip(1).all(starts_with_hex)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decodes_once_and_refuses_invalid_paths() {
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
            let decoded = RequestPath::decode(path).ok();
            assert_eq!(
                decoded.as_ref().map(|path| path.0.as_str()),
                expected,
                "{path:?}"
            );
        }
    }
}
