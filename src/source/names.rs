//! Which names are sources, and of what kind.

use super::snapshot::Kind;
use crate::path::SITE_FILE;

/// The folders of a site that are walked and watched; nothing else is. `site.yaml` stands beside
/// them.
pub fn folders() -> [&'static str; 7] {
    [
        "assets",
        "components",
        "content",
        "data",
        "static",
        "templates",
        "themes",
    ]
}

/// Hidden names that are part of a published site all the same.
const PUBLISHED_HIDDEN: [&str; 3] = [".well-known", ".nojekyll", ".htaccess"];

/// Whether a file or folder of this name is looked at: no hidden names, no backups and lock files
/// of editors and word processors.
pub fn is_scanned(name: &str) -> bool {
    let hidden = name.starts_with('.') && !PUBLISHED_HIDDEN.contains(&name);
    let backup = name.ends_with('~') || (name.starts_with('#') && name.ends_with('#'));
    let office = name.starts_with("~$") || (name.starts_with('~') && name.ends_with(".tmp"));
    !hidden
        && !backup
        && !office
        && name != "node_modules"
        && !name.eq_ignore_ascii_case("thumbs.db")
}

/// What a source is for, by its path; nothing if it is no source.
pub(super) fn kind(path: &str) -> Option<Kind> {
    let Some((folder, rest)) = path.split_once('/') else {
        return (path == SITE_FILE).then_some(Kind::Configuration);
    };
    match folder {
        "content" if is_markdown(rest) => Some(Kind::Document),
        "content" => Some(Kind::Attachment),
        "static" => Some(Kind::Static),
        "data" => Some(Kind::Data),
        "templates" | "components" => Some(Kind::Template),
        "assets" => Some(Kind::Asset),
        "themes" => theme_kind(rest),
        _ => None,
    }
}

fn theme_kind(path: &str) -> Option<Kind> {
    let (_, rest) = path.split_once('/')?;
    if rest == "theme.yaml" {
        return Some(Kind::Configuration);
    }
    match rest.split_once('/')?.0 {
        "templates" | "components" => Some(Kind::Template),
        "assets" => Some(Kind::Asset),
        _ => None,
    }
}

fn is_markdown(path: &str) -> bool {
    let extension = path.rsplit_once('.').map_or("", |(_, extension)| extension);
    extension.eq_ignore_ascii_case("md") || extension.eq_ignore_ascii_case("markdown")
}

/// Whether the content of a source is read as text.
pub(super) fn is_text(kind: Kind, path: &str) -> bool {
    match kind {
        Kind::Configuration | Kind::Document | Kind::Data | Kind::Template => true,
        Kind::Asset => path.ends_with(".css"),
        Kind::Attachment | Kind::Static => false,
    }
}
