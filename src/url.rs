//! URLs as browsers read them, and URLs as people write them into configuration and front matter.
//!
//! Apart from the rooms that use it because all of them must judge a URL alike: a link in Markdown,
//! an attribute of raw HTML, an entry of a menu.

/// The kind of target that a URL leads to, judged by its text alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum UrlKind {
    /// Another site, an e-mail address or a telephone number. It is written as it is.
    External,
    /// A file or a page of this site, or a heading of this page: `../a.md#b`, `/guide/`, `#b`,
    /// `@/a.md`.
    Internal,
    /// A URL whose scheme may run code or read files of the visitor.
    Unsafe,
}

/// The schemes that links may have, in lower case. They open a page or another program, and none
/// of them runs code in the page.
const SAFE_SCHEMES: [&str; 22] = [
    "bitcoin", "callto", "facetime", "ftp", "ftps", "geo", "git", "http", "https", "irc", "ircs",
    "magnet", "mailto", "matrix", "news", "sftp", "sip", "sips", "sms", "tel", "webcal", "xmpp",
];

/// Judges a URL after the parser has decoded its entities and escapes.
pub fn classify(url: &str) -> UrlKind {
    let visible = visible(url);
    // Browsers read a backslash as a slash, and two slashes as the start of another host.
    let is_slash = |c: &char| matches!(c, '/' | '\\');
    if visible.chars().take_while(is_slash).count() > 1 {
        return UrlKind::External;
    }
    match scheme_of(&visible) {
        Some(scheme) if is_safe_scheme(&scheme) => UrlKind::External,
        Some(_) => UrlKind::Unsafe,
        None => UrlKind::Internal,
    }
}

/// Returns the scheme that a browser reads, in lower case: `https` for `HTTPS://example.org`.
/// `None` if the URL is relative.
pub fn scheme(url: &str) -> Option<String> {
    scheme_of(&visible(url))
}

/// True if links may have the scheme, given in lower case.
pub fn is_safe_scheme(scheme: &str) -> bool {
    SAFE_SCHEMES.contains(&scheme)
}

/// Returns the part of a URL that browsers look at: they drop spaces and control characters before
/// it, and tabs and line breaks within it.
///
/// Source: WHATWG URL Standard, section 4.4, basic URL parser.
fn visible(url: &str) -> String {
    url.trim_start_matches(|c: char| c <= ' ')
        .chars()
        .filter(|c| !matches!(c, '\t' | '\n' | '\r'))
        .collect()
}

fn scheme_of(visible: &str) -> Option<String> {
    let (scheme, _) = visible.split_once(':')?;
    let mut letters = scheme.chars();
    let is_well_formed = letters.next()?.is_ascii_alphabetic()
        && letters.all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'));
    is_well_formed.then(|| scheme.to_ascii_lowercase())
}

/// Reads a URL path as people write it (`/benefits/pain-relief/`), and returns it without the
/// slashes around it.
///
/// # Errors
/// The problem, as the end of a sentence that begins with the name of the path.
pub fn parse_path(written: &str) -> Result<String, &'static str> {
    if written.contains("://") || written.starts_with("//") {
        return Err("is a whole address; write only what comes after the host");
    }
    let path = written.trim().trim_matches('/');
    if path.is_empty() {
        return Err("is empty");
    }
    if path.split('/').any(|part| matches!(part, "" | "." | "..")) {
        return Err("has an empty part, `.` or `..`");
    }
    if path.chars().any(|c| c.is_control() || c == '\\') {
        return Err("has a backslash or a control character");
    }
    if path.split('/').any(is_kept_by_others) {
        return Err("has a part that a version control system keeps for itself");
    }
    if path.contains(['?', '#']) {
        return Err("has `?` or `#`, which end a path");
    }
    if path.contains('%') {
        return Err("has `%`; write the characters themselves");
    }
    if path.split('/').any(|part| part.starts_with(':')) {
        return Err("has a placeholder, which only `path` may have");
    }
    Ok(path.to_owned())
}

/// True for the name of a folder in which git and its like keep a repository, also on disks that do
/// not distinguish upper case from lower case.
fn is_kept_by_others(name: &str) -> bool {
    let names = [".git", ".hg", ".svn"];
    names.iter().any(|kept| kept.eq_ignore_ascii_case(name))
}

/// Reads one part of a URL path.
///
/// # Errors
/// The problem, as the end of a sentence that begins with the name of the part.
pub fn parse_segment(written: &str) -> Result<String, &'static str> {
    let segment = parse_path(written)?;
    if segment.contains('/') {
        Err("has a slash; for a whole path write `path:`")
    } else {
        Ok(segment)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn disguises_do_not_help() {
        let cases = [
            ("https://example.org", UrlKind::External),
            ("TEL:+1", UrlKind::External),
            ("//example.org/x", UrlKind::External),
            ("\\\\example.org/x", UrlKind::External),
            ("/\\example.org/x", UrlKind::External),
            ("\\example", UrlKind::Internal),
            ("../a.md#b:c", UrlKind::Internal),
            ("#x", UrlKind::Internal),
            ("a/b:c", UrlKind::Internal),
            ("javascript:alert(1)", UrlKind::Unsafe),
            (" \u{1}java\nscript:alert(1)", UrlKind::Unsafe),
            ("JaVaScRiPt:alert(1)", UrlKind::Unsafe),
            ("data:text/html,x", UrlKind::Unsafe),
            ("vbscript:x", UrlKind::Unsafe),
            ("file:///etc/passwd", UrlKind::Unsafe),
        ];
        for (url, expected) in cases {
            assert_eq!(classify(url), expected, "{url:?}");
        }
    }

    #[test]
    fn schemes_are_those_that_browsers_read() {
        let cases = [
            ("HTTPS://example.org", Some("https")),
            ("\u{1} java\r\n\tscript:alert(1)", Some("javascript")),
            ("svn+ssh://x", Some("svn+ssh")),
            ("java script:x", None),
            ("1a:b", None),
            ("a/b:c", None),
            (":x", None),
        ];
        for (url, expected) in cases {
            assert_eq!(scheme(url).as_deref(), expected, "{url:?}");
        }
    }

    #[test]
    fn takes_paths_that_stay_on_the_site() {
        assert_eq!(
            parse_path("/benefits/pain-relief/").as_deref(),
            Ok("benefits/pain-relief")
        );
        assert_eq!(parse_path("about.html").as_deref(), Ok("about.html"));
        assert_eq!(parse_segment("größe").as_deref(), Ok("größe"));
    }

    #[test]
    fn refuses_paths_that_lead_out() {
        for path in [
            "",
            "/",
            "../x",
            "a/../../b",
            "a//b",
            "https://x.org/a",
            "//x.org/a",
            "a\\b",
            "a?b",
            "a%2e",
            "a\0b",
            "/:year/:title/",
            ".",
        ] {
            assert!(parse_path(path).is_err(), "{path:?}");
        }
        assert!(parse_segment("a/b").is_err());
    }
}
