//! The names that make a file a source, and the kind of the source.

use super::snapshot::Kind;
use crate::path::SITE_FILE;

/// Returns the folders of a site that hold sources. Beside them only `site.yaml` is a source.
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

/// Hidden names that are part of published sites nevertheless.
const PUBLISHED_HIDDEN: [&str; 3] = [".well-known", ".nojekyll", ".htaccess"];

/// True unless a file or folder of this name is ignored: hidden files, and the backups and lock
/// files of editors and word processors.
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

/// Returns the kind of a source by its path. `None` if the file is not a source.
pub(super) fn kind(path: &str) -> Option<Kind> {
    let Some((folder, rest)) = path.split_once('/') else {
        return (path == SITE_FILE).then_some(Kind::Configuration);
    };
    match folder {
        "content" if rest == "SUMMARY.md" => Some(Kind::Summary),
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

/// True if the content of a source is read as text.
pub(super) fn is_text(kind: Kind, path: &str) -> bool {
    match kind {
        Kind::Configuration | Kind::Document | Kind::Summary | Kind::Data | Kind::Template => true,
        Kind::Asset => path.ends_with(".css"),
        Kind::Attachment | Kind::Static => false,
    }
}
