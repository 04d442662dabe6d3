//! The two kinds of path that Milepost speaks of: where a source lies and where an output goes.
//!
//! Both are text with `/` between the parts, relative, without `.` or `..`, on every system. They
//! are apart because a source must never be looked up where an output is meant.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use std::fmt;
use std::sync::Arc;

/// Where a source file lies: relative to the site's folder, `content/benefits/_index.md`.
///
/// Files of the theme inside the binary have paths of the same form
/// (`themes/stride/templates/base.html`).
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SourcePath(Arc<str>);

/// Where an output lies below the output folder: `benefits/pain-relief/index.html`, never
/// percent-encoded.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct OutputPath(Arc<str>);

/// Why a text is no path of ours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PathError {
    /// Nothing is left of it.
    Empty,
    /// It is absolute, or has an empty part, `.` or `..`.
    Escapes,
    /// It has a character that no file name may have everywhere: a NUL, another control character
    /// or a backslash.
    Character,
}

impl fmt::Display for PathError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            PathError::Empty => "the path is empty",
            PathError::Escapes => "the path has an empty part, `.` or `..`",
            PathError::Character => "the path has a control character or a backslash",
        })
    }
}

impl std::error::Error for PathError {}

fn checked(text: &str) -> Result<Arc<str>, PathError> {
    if text.is_empty() {
        return Err(PathError::Empty);
    }
    if text.chars().any(|c| c.is_control() || c == '\\') {
        return Err(PathError::Character);
    }
    if text.split('/').any(|part| matches!(part, "" | "." | "..")) {
        return Err(PathError::Escapes);
    }
    Ok(text.into())
}

macro_rules! relative_path {
    ($name:ident) => {
        impl $name {
            /// Takes a relative path with `/` between its parts.
            ///
            /// # Errors
            /// When it is empty, absolute, has a part `.` or `..`, a control character or a
            /// backslash.
            pub fn new(text: &str) -> Result<Self, PathError> {
                checked(text).map(Self)
            }

            /// The path as text.
            pub fn as_str(&self) -> &str {
                &self.0
            }

            /// The last part: the file's name with its extension.
            pub fn file_name(&self) -> &str {
                self.0.rsplit_once('/').map_or(&self.0, |(_, name)| name)
            }

            /// Everything before the last part, without a trailing slash; empty at the top.
            pub fn folder(&self) -> &str {
                self.0.rsplit_once('/').map_or("", |(folder, _)| folder)
            }

            /// The extension without its dot, empty if there is none.
            pub fn extension(&self) -> &str {
                self.file_name()
                    .rsplit_once('.')
                    .filter(|(stem, _)| !stem.is_empty())
                    .map_or("", |(_, extension)| extension)
            }

            /// What is left below `folder`, or nothing if the path lies elsewhere.
            pub fn below(&self, folder: &str) -> Option<&str> {
                self.0.strip_prefix(folder)?.strip_prefix('/')
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{:?}", &self.0)
            }
        }

        impl std::borrow::Borrow<str> for $name {
            fn borrow(&self) -> &str {
                &self.0
            }
        }
    };
}

relative_path!(SourcePath);
relative_path!(OutputPath);

/// Resolves `relative` (`../pain-relief.md`) as seen from `folder`, by text alone.
///
/// Returns nothing if it climbs out of the top.
pub fn join(folder: &str, relative: &str) -> Option<String> {
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in relative.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

/// What may stand in a path of a URL as it is. Source: RFC 3986, section 3.3, without the
/// sub-delimiters that HTML or shells trip over.
const SEGMENT: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~')
    .remove(b'/')
    .remove(b'@')
    .remove(b'+');

/// Percent-encodes a path for a URL, keeping its slashes.
pub fn encode_url(path: &str) -> String {
    utf8_percent_encode(path, SEGMENT).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn refuses_what_leaves_the_folder() {
        for text in [
            "", "/etc", "a//b", "../a", "a/..", "a\\b", "a\0", "./a", "a/",
        ] {
            assert!(SourcePath::new(text).is_err(), "{text:?}");
        }
        assert!(SourcePath::new("content/größe.md").is_ok());
    }

    #[test]
    fn joins_by_text_and_stops_at_the_top() {
        assert_eq!(
            join("content/a", "../b/c.md").as_deref(),
            Some("content/b/c.md")
        );
        assert_eq!(join("content", "../../x"), None);
    }
}
