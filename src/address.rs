//! URLs of the site, written from the root of the site or from the file that contains them.
//!
//! Apart because pages and styles both write them. All other rooms use URLs from the root alone.

use crate::path;
use std::borrow::Cow;
use std::iter::repeat_n;

/// The form of the site's URLs in published files.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Addresses {
    /// `/benefits/#part`, behind the path of the base URL, for a web host.
    Rooted,
    /// `../benefits/index.html#part`, for a folder that is opened without a web server.
    Relative,
}

/// The file that a web host serves for the URL of a folder.
const INDEX: &str = "index.html";

/// Writes a URL of the site, `/benefits/#part`, for a file in `folder`:
/// `../benefits/index.html#part`. A relative URL stays relative. The folder is percent-encoded and
/// without slashes around it: `routine/before`.
///
/// Character references of HTML stay as they are.
pub fn relative(url: &str, folder: &str) -> String {
    let (path, rest) = split(url);
    let path = without_dots(path);
    let Some(rooted) = path.strip_prefix('/') else {
        return format!("{}{rest}", completed(&path));
    };
    let (above, name) = path::split(rooted);
    let above: Vec<&str> = if rooted.contains('/') {
        above.split('/').collect()
    } else {
        Vec::new()
    };
    let from: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    let common = above.iter().zip(&from).take_while(|(a, b)| a == b).count();
    let up = repeat_n("..", from.len() - common);
    let name = if name.is_empty() { INDEX } else { name };
    let steps: Vec<&str> = up
        .chain(above[common..].iter().copied())
        .chain([name])
        .collect();
    let path = steps.join("/");
    // A slash at the start would lead to the root, and a colon in the first part would be read as
    // the end of a scheme.
    let is_plain = !path.starts_with('/')
        && !path
            .split('/')
            .next()
            .is_some_and(|first| first.contains(':'));
    format!("{}{path}{rest}", if is_plain { "" } else { "./" })
}

/// True if [`relative`] changes a URL: one from the root, or one of a folder.
pub fn is_completed(url: &str) -> bool {
    let (path, _) = split(url);
    is_rooted(url) || is_folder(path) && !path.contains(':') && !path.starts_with(['/', '\\'])
}

/// True if a URL begins at the root of the site.
pub fn is_rooted(url: &str) -> bool {
    url.starts_with('/') && !url[1..].starts_with(['/', '\\'])
}

fn is_folder(path: &str) -> bool {
    path.ends_with('/') || path.rsplit('/').next().is_some_and(is_dots)
}

fn completed(path: &str) -> String {
    match (is_folder(path), path.ends_with('/')) {
        (false, _) => path.to_owned(),
        (true, true) => format!("{path}{INDEX}"),
        (true, false) => format!("{path}/{INDEX}"),
    }
}

/// Splits a URL into its path, and its query with its fragment. A `#` behind `&` begins no
/// fragment, since it belongs to a character reference of HTML: `&#39;`.
fn split(url: &str) -> (&str, &str) {
    let begins =
        |(at, found): (usize, &str)| (found == "?" || !url[..at].ends_with('&')).then_some(at);
    url.split_at(
        url.match_indices(['?', '#'])
            .find_map(begins)
            .unwrap_or(url.len()),
    )
}

fn is_dots(part: &str) -> bool {
    let part = part.replace("%2e", ".").replace("%2E", ".");
    part == "." || part == ".."
}

/// Resolves a path from the root as browsers do: a backslash is a slash, `.` and `..` are followed,
/// and `..` at the root stays there.
fn without_dots(path: &str) -> Cow<'_, str> {
    let path: Cow<'_, str> = if path.contains('\\') {
        path.replace('\\', "/").into()
    } else {
        path.into()
    };
    if !path.starts_with('/') || !path.split('/').any(is_dots) {
        return path;
    }
    let mut parts: Vec<&str> = Vec::new();
    for part in path[1..].split('/') {
        match is_dots(part) {
            false => parts.push(part),
            true if part.len() == 1 || part.eq_ignore_ascii_case("%2e") => {}
            true => drop(parts.pop()),
        }
    }
    let slash = if path.rsplit('/').next().is_some_and(is_dots) && !parts.is_empty() {
        "/"
    } else {
        ""
    };
    format!("/{}{slash}", parts.join("/")).into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn leads_from_a_file_to_a_file() {
        for (url, folder, expected) in [
            (
                "/benefits/pain-relief/#z",
                "benefits/sleep",
                "../pain-relief/index.html#z",
            ),
            ("/", "", "index.html"),
            ("/", "a/b", "../../index.html"),
            ("/a/?q=/#x", "", "a/index.html?q=/#x"),
            ("/a/b/", "a/b", "index.html"),
            ("/assets/main.css", "a", "../assets/main.css"),
            (
                "/gr%C3%B6%C3%9Fe%20%26%20co/",
                "gr%C3%B6%C3%9Fe%20%26%20co/x",
                "../index.html",
            ),
            ("/it&#39;s/#&#35;", "", "it&#39;s/index.html#&#35;"),
            ("/a:b/", "", "./a:b/index.html"),
            ("/a//b", "a", ".//b"),
            ("/../a/./b/..", "", "a/index.html"),
            ("../", "a", "../index.html"),
            ("..", "a", "../index.html"),
            ("photo.jpg", "a", "photo.jpg"),
        ] {
            assert_eq!(relative(url, folder), expected, "{url} in {folder}");
        }
    }

    #[test]
    fn knows_what_is_to_be_written_anew() {
        for (url, expected) in [
            ("/", true),
            ("/a", true),
            ("../", true),
            (".", true),
            ("//host/", false),
            ("/\\host/", false),
            ("https://x.org/", false),
            ("mailto:a/", false),
            ("#a/", false),
            ("", false),
            ("a.jpg", false),
            ("?a=/", false),
        ] {
            assert_eq!(is_completed(url), expected, "{url}");
        }
    }

    /// A URL as browsers resolve it. Source: RFC 3986, section 5.2.
    fn resolved(base: &str, url: &str) -> String {
        let (path, rest) = split(url);
        let merged = match path {
            "" => base.to_owned(),
            rooted if rooted.starts_with('/') => rooted.to_owned(),
            path => format!("{}/{path}", base.rsplit_once('/').expect("a rooted base").0),
        };
        format!("{}{rest}", without_dots(&merged))
    }

    proptest! {
        #[test]
        fn a_relative_url_leads_where_the_rooted_one_does(
            page in "([a-z:.]{1,2}/|%C3%B6/|a/|b/){0,4}",
            target in "([a-z:.]{1,2}/|%C3%B6/|/|a/|b/){0,4}([ab:]|a\\.b)?",
            rest in "(\\?[a/]{0,2})?(#[a/]{0,2})?",
        ) {
            let from = without_dots(&format!("/{page}{INDEX}")).into_owned();
            let url = format!("/{target}{rest}");
            prop_assume!(is_rooted(&url));
            let folder = path::parent(&from[1..]);
            let (path, rest) = split(&url);
            let path = without_dots(path);
            let index = if path.ends_with('/') { INDEX } else { "" };
            let found = relative(&url, folder);
            prop_assert!(!found.starts_with('/'));
            prop_assert!(!found.split(['/', '?', '#']).next().unwrap_or_default().contains(':'));
            prop_assert_eq!(resolved(&from, &found), format!("{}{}{}", path, index, rest));
        }
    }
}
