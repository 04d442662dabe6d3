//! Which URL paths a site may name: for pages, for their aliases, for redirects.

/// A URL path as people write it (`/benefits/pain-relief/`), without the slashes around it.
///
/// # Errors
/// What is wrong with it, as the end of a sentence that begins with the path's name.
pub fn url_path(written: &str) -> Result<String, &'static str> {
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
    if path.contains(['?', '#']) {
        return Err("has `?` or `#`, which end a path");
    }
    if path.contains('%') {
        return Err("has `%`; write the characters themselves");
    }
    if path.split('/').any(|part| part.starts_with(':')) {
        return Err("has a placeholder (`:title`); write the path itself");
    }
    Ok(path.to_owned())
}

/// One part of a URL path.
///
/// # Errors
/// What is wrong with it, as the end of a sentence that begins with its name.
pub fn slug(written: &str) -> Result<String, &'static str> {
    let slug = url_path(written)?;
    if slug.contains('/') {
        Err("has a slash; for a whole path write `path:`")
    } else {
        Ok(slug)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn takes_what_stays_on_the_site() {
        assert_eq!(
            url_path("/benefits/pain-relief/").as_deref(),
            Ok("benefits/pain-relief")
        );
        assert_eq!(url_path("about.html").as_deref(), Ok("about.html"));
        assert_eq!(slug("größe").as_deref(), Ok("größe"));
    }

    #[test]
    fn refuses_what_leads_out() {
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
            assert!(url_path(path).is_err(), "{path:?}");
        }
        assert!(slug("a/b").is_err());
    }
}
