//! Paths of sources and paths of outputs.
//!
//! Both are text with `/` between the parts, relative, without `.` or `..`, on every system. They
//! are two types, so that the code cannot look up a source where it means an output.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use std::cmp::Ordering;
use std::fmt;
use std::sync::Arc;
use unicode_normalization::UnicodeNormalization;

/// The path of a source file, relative to the site's folder: `content/benefits/_index.md`.
///
/// Files of the embedded theme have paths of the same form (`themes/stride/templates/base.html`).
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct SourcePath(Arc<str>);

/// The path of an output, relative to the output folder: `benefits/pain-relief/index.html`. It is
/// never percent-encoded.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct OutputPath(Arc<str>);

/// The reason why a text is not a [`SourcePath`] or an [`OutputPath`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PathError {
    /// The text is empty.
    Empty,
    /// The path is absolute, or has an empty part, `.` or `..`.
    Escapes,
    /// The path has a control character or a backslash, which some systems forbid in names.
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
        /// Paths that share their text are equal without a look at it: builds compare ten thousand
        /// paths with those of the build before.
        impl Ord for $name {
            fn cmp(&self, other: &Self) -> Ordering {
                match Arc::ptr_eq(&self.0, &other.0) {
                    true => Ordering::Equal,
                    false => self.0.cmp(&other.0),
                }
            }
        }

        impl PartialOrd for $name {
            fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
                Some(self.cmp(other))
            }
        }

        impl $name {
            /// Checks and takes a relative path with `/` between its parts.
            ///
            /// # Errors
            /// If it is empty or absolute, or has a part `.` or `..`, a control character or a
            /// backslash.
            pub fn new(text: &str) -> Result<Self, PathError> {
                checked(text).map(Self)
            }

            /// Returns the path as text.
            pub fn as_str(&self) -> &str {
                &self.0
            }

            /// Returns the last part: the file's name with its extension.
            pub fn file_name(&self) -> &str {
                split(&self.0).1
            }

            /// Returns everything before the last part, without a slash at the end; empty at the
            /// top.
            pub fn folder(&self) -> &str {
                parent(&self.0)
            }

            /// Returns the last part without its extension.
            pub fn stem(&self) -> &str {
                let name = self.file_name();
                name.rsplit_once('.').map_or(name, |(stem, _)| stem)
            }

            /// Returns the extension without its dot; empty if the name has none.
            pub fn extension(&self) -> &str {
                self.file_name()
                    .rsplit_once('.')
                    .filter(|(stem, _)| !stem.is_empty())
                    .map_or("", |(_, extension)| extension)
            }

            /// Returns the path relative to `folder`, or `None` if it lies elsewhere.
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

/// The longest name of a file, in bytes, that common file systems take.
pub const LONGEST_NAME: usize = 255;

/// The name of a site's configuration file, which lies at the top of the site's folder.
pub const SITE_FILE: &str = "site.yaml";

impl SourcePath {
    /// Returns the path of the site's configuration file.
    pub fn site_file() -> Self {
        Self(SITE_FILE.into())
    }
}

impl OutputPath {
    /// Returns a form of the path in which names that differ only in case or Unicode form are
    /// equal, as they are on macOS and Windows.
    pub fn folded(&self) -> String {
        match self.as_str().is_ascii() {
            true => self.as_str().to_ascii_lowercase(),
            false => self
                .as_str()
                .nfc()
                .flat_map(char::to_lowercase)
                .nfc()
                .collect(),
        }
    }
}

/// Splits a path into its folder and its last part: `a/b/c.md` into `a/b` and `c.md`. At the top
/// the folder is empty.
pub fn split(path: &str) -> (&str, &str) {
    path.rsplit_once('/').unwrap_or(("", path))
}

/// Returns the folder that a file or a folder lies in; empty at the top.
pub fn parent(path: &str) -> &str {
    split(path).0
}

/// Resolves `relative` (`../pain-relief.md`) as seen from `folder`, without looking at the disk.
///
/// Returns `None` if the path leads above the top.
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

/// The characters of a path that are percent-encoded in a URL. Slashes are kept.
///
/// Source: RFC 3986, section 3.3. Most sub-delimiters are encoded too, because HTML and shells
/// give them a meaning.
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

/// The characters of a part of a URL that are percent-encoded: all but the unreserved ones.
///
/// Source: RFC 3986, section 2.3.
const RESERVED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// Percent-encodes a text as one part of a URL: a segment, or a value of a query.
pub fn encode_part(text: &str) -> String {
    utf8_percent_encode(text, RESERVED).to_string()
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
