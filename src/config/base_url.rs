//! The address of the published site.

use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};
use std::fmt;

/// The address of a site in two parts, neither with a slash at its end.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct BaseUrl {
    /// Scheme, host and port: `https://x.github.io`.
    pub origin: String,
    /// The path of the site on its host, percent-encoded: empty, or `/guide`.
    pub path: String,
}

/// The characters of a path that are percent-encoded. `%` is not, because the path may be encoded
/// already.
const PATH: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'<')
    .add(b'>')
    .add(b'`')
    .add(b'{')
    .add(b'}')
    .add(b'^')
    .add(b'|');

impl fmt::Display for BaseUrl {
    /// Writes the address with a slash at its end.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}/", self.origin, self.path)
    }
}

/// The reason why an address cannot be a base URL.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BaseUrlError {
    /// The problem, as the end of a sentence that begins with `base_url`.
    pub problem: &'static str,
    /// A similar address that can be one.
    pub better: Option<String>,
}

impl BaseUrl {
    /// Reads an address with `http` or `https`. Scheme and host become lower case, and the scheme's
    /// default port is left out.
    ///
    /// # Errors
    /// If the address has another scheme or none, no host, a user name, a query or a fragment.
    pub fn parse(text: &str) -> Result<Self, BaseUrlError> {
        let text = text.trim();
        let (scheme, rest) = match text.split_once("://") {
            Some((scheme, rest)) => (scheme.to_ascii_lowercase(), rest),
            None => return Err(without_scheme(text)),
        };
        if !matches!(scheme.as_str(), "http" | "https") {
            return Err(error(
                "has to begin with `https://` or `http://`",
                Some(format!("https://{rest}")),
            ));
        }
        if let Some((address, _)) = rest.split_once(['?', '#']) {
            return Err(error(
                "has a query (`?`) or a fragment (`#`)",
                Some(format!("{scheme}://{address}")),
            ));
        }
        let (host, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
        let host = checked_host(&scheme, host)?;
        Ok(BaseUrl {
            origin: format!("{scheme}://{host}"),
            path: checked_path(path)?,
        })
    }

    /// Returns the absolute form of a URL of the site: `https://x.github.io/guide/a/` for `/a/`.
    pub fn absolute(&self, url: &str) -> String {
        format!("{}{}{url}", self.origin, self.path)
    }
}

fn error(problem: &'static str, better: Option<String>) -> BaseUrlError {
    BaseUrlError {
        problem,
        better: better.filter(|better| BaseUrl::parse(better).is_ok()),
    }
}

fn without_scheme(text: &str) -> BaseUrlError {
    let rest = text
        .trim_start_matches("https:")
        .trim_start_matches("http:")
        .trim_start_matches(['/', ':']);
    let better = rest.contains(['.', ':']).then(|| format!("https://{rest}"));
    error("has to begin with `https://` or `http://`", better)
}

fn checked_host(scheme: &str, authority: &str) -> Result<String, BaseUrlError> {
    if authority.contains('@') {
        return Err(error("has a user name before `@`", None));
    }
    let (host, port) = match authority.rsplit_once(':') {
        Some((host, port)) if !port.contains(']') => (host, Some(port)),
        _ => (authority, None),
    };
    let host = host.to_lowercase();
    let name = host
        .strip_prefix('[')
        .and_then(|host| host.strip_suffix(']'))
        .unwrap_or(&host);
    let sound = |c: char| {
        c.is_alphanumeric() || matches!(c, '-' | '.' | '_') || name.len() != host.len() && c == ':'
    };
    if name.is_empty()
        || !name.chars().all(sound)
        || name.starts_with(['.', '-'])
        || name.contains("..")
    {
        return Err(error("has no host that can be one", None));
    }
    match port {
        None | Some("") => Ok(host),
        Some("80") if scheme == "http" => Ok(host),
        Some("443") if scheme == "https" => Ok(host),
        Some(port)
            if port.bytes().all(|byte| byte.is_ascii_digit())
                && port.parse::<u16>().is_ok_and(|port| port > 0) =>
        {
            Ok(format!("{host}:{port}"))
        }
        Some(_) => Err(error("has a port that is none", None)),
    }
}

fn checked_path(path: &str) -> Result<String, BaseUrlError> {
    let path = path.trim_matches('/');
    if path.is_empty() {
        return Ok(String::new());
    }
    if path.contains('\\')
        || path.chars().any(char::is_control)
        || path.split('/').any(|part| matches!(part, "" | "." | ".."))
    {
        return Err(error(
            "has a path with an empty part, `.`, `..` or a backslash",
            None,
        ));
    }
    Ok(format!("/{}", utf8_percent_encode(path, PATH)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_address_has_one_form() {
        for (written, read) in [
            ("https://x.github.io/guide/", "https://x.github.io/guide/"),
            ("https://x.github.io/guide", "https://x.github.io/guide/"),
            ("HTTPS://Example.ORG", "https://example.org/"),
            ("https://example.org:443/", "https://example.org/"),
            ("http://localhost:8080", "http://localhost:8080/"),
            ("http://[::1]:80/a b/", "http://[::1]/a%20b/"),
        ] {
            assert_eq!(
                BaseUrl::parse(written)
                    .map(|url| url.to_string())
                    .as_deref(),
                Ok(read),
                "{written}"
            );
        }
    }

    #[test]
    fn what_is_no_base_is_refused_with_a_better_one() {
        for (written, better) in [
            ("example.org/guide", Some("https://example.org/guide")),
            ("//example.org", Some("https://example.org")),
            ("https:/example.org", Some("https://example.org")),
            ("ftp://example.org", Some("https://example.org")),
            ("https://example.org/?a=b", Some("https://example.org/")),
            ("javascript:alert(1)", None),
            ("https://", None),
            ("https://user@example.org", None),
            ("https://example.org:99999", None),
            ("https://example.org/../x", None),
            ("", None),
        ] {
            let error = BaseUrl::parse(written).expect_err(written);
            assert_eq!(error.better.as_deref(), better, "{written}");
        }
    }
}
