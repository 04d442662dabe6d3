//! Patterns of paths, as front matter writes them: `news/:year/:month/:slug`.

/// The names that a pattern may have behind a colon.
pub const PLACEHOLDERS: &[&str] = &["year", "month", "day", "slug", "title", "section"];

/// True if a path has a placeholder.
pub fn is_pattern(path: &str) -> bool {
    placeholders(path).any(|name| PLACEHOLDERS.contains(&name))
}

/// Returns the first name behind a colon that is no placeholder.
pub(super) fn unknown_placeholder(path: &str) -> Option<&str> {
    placeholders(path).find(|name| !PLACEHOLDERS.contains(name))
}

/// Returns the names behind colons that begin a part, or follow a hyphen in one.
fn placeholders(path: &str) -> impl Iterator<Item = &str> {
    let behind = path.split(':').skip(1);
    behind.filter_map(|rest| {
        let end = rest.find(|c: char| !c.is_ascii_lowercase() && c != '_');
        let name = &rest[..end.unwrap_or(rest.len())];
        (!name.is_empty()).then_some(name)
    })
}
