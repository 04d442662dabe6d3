//! What a link's or an image's target is, judged by its text alone.

/// A link's or an image's target.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Target {
    /// Another site, an e-mail address or a telephone number: written as it is.
    External,
    /// A file or a page of this site, or a place on this page: `../a.md#b`, `/guide/`, `#b`,
    /// `@/a.md`.
    Internal,
    /// A scheme that runs code or reads the reader's disk.
    Unsafe,
}

const SAFE_SCHEMES: [&str; 4] = ["http", "https", "mailto", "tel"];

/// Judges a target after the parser decoded its entities and escapes.
///
/// Browsers drop tabs and line breaks within a URL and spaces and control characters before it, so
/// these are dropped before the scheme is read. Source: WHATWG URL Standard, section 4.4, basic URL
/// parser.
pub fn classify(target: &str) -> Target {
    let seen: String = target
        .trim_start_matches(|c: char| c <= ' ')
        .chars()
        .filter(|c| !matches!(c, '\t' | '\n' | '\r'))
        .collect();
    // Browsers read a backslash as a slash, and two slashes as another host.
    let slashes = seen.chars().take_while(|c| matches!(c, '/' | '\\')).count();
    if slashes > 1 {
        return Target::External;
    }
    match scheme(&seen) {
        Some(scheme)
            if SAFE_SCHEMES
                .iter()
                .any(|safe| safe.eq_ignore_ascii_case(scheme)) =>
        {
            Target::External
        }
        Some(_) => Target::Unsafe,
        None => Target::Internal,
    }
}

fn scheme(target: &str) -> Option<&str> {
    let (scheme, _) = target.split_once(':')?;
    let mut letters = scheme.chars();
    let well_formed = letters.next()?.is_ascii_alphabetic()
        && letters.all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'));
    well_formed.then_some(scheme)
}

#[cfg(test)]
mod tests {
    use super::{Target, classify};

    #[test]
    fn disguises_do_not_help() {
        let cases = [
            ("https://example.org", Target::External),
            ("TEL:+1", Target::External),
            ("//example.org/x", Target::External),
            ("\\\\example.org/x", Target::External),
            ("/\\example.org/x", Target::External),
            ("\\example", Target::Internal),
            ("../a.md#b:c", Target::Internal),
            ("#x", Target::Internal),
            ("a/b:c", Target::Internal),
            ("javascript:alert(1)", Target::Unsafe),
            (" \u{1}java\nscript:alert(1)", Target::Unsafe),
            ("JaVaScRiPt:alert(1)", Target::Unsafe),
            ("data:text/html,x", Target::Unsafe),
            ("vbscript:x", Target::Unsafe),
            ("file:///etc/passwd", Target::Unsafe),
        ];
        for (target, expected) in cases {
            assert_eq!(classify(target), expected, "{target:?}");
        }
    }
}
