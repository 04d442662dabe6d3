//! The diagnostics of files and folders that the walk cannot take.

use super::paths::source_path;
use crate::diagnostic::{Diagnostic, Place};
use crate::path::SourcePath;
use std::path::Path;

fn display(root: &Path, path: &Path) -> String {
    path.strip_prefix(root)
        .unwrap_or(path)
        .to_string_lossy()
        .into_owned()
}

fn about(code: &'static str, message: String, path: Option<SourcePath>) -> Diagnostic {
    let diagnostic = Diagnostic::error(code, message);
    match path {
        Some(path) => diagnostic.at(Place::File(path)),
        None => diagnostic,
    }
}

pub(super) fn odd_name(below: &Path) -> Diagnostic {
    about(
        "odd-file-name",
        format!("the name of the file {below:?} cannot be used on every system"),
        None,
    )
    .advise("rename it, without control characters and backslashes")
}

pub(super) fn leads_out(root: &Path, path: &Path) -> Diagnostic {
    let name = display(root, path);
    about(
        "link-out-of-site",
        format!("`{name}` leads out of the site's folder, or to nothing"),
        source_path(Path::new(&name)),
    )
    .advise("put a copy of what it leads to into the site's folder")
}

pub(super) fn not_a_file(path: &SourcePath) -> Diagnostic {
    about(
        "not-a-file",
        "this is neither a file nor a folder".into(),
        Some(path.clone()),
    )
    .advise("move it out of the site's folder")
}

pub(super) fn circle(root: &Path, link: &Path, folder: &Path) -> Diagnostic {
    let (link, folder) = (display(root, link), display(root, folder));
    let folder = if folder.is_empty() { "." } else { &folder };
    unreadable(
        &link,
        format!("the link `{link}` leads back into its own folder `{folder}`"),
    )
}

pub(super) fn unwalkable(root: &Path, error: &walkdir::Error) -> Diagnostic {
    if let (Some(link), Some(folder)) = (error.path(), error.loop_ancestor()) {
        return circle(root, link, folder);
    }
    let path = error
        .path()
        .map(|path| display(root, path))
        .unwrap_or_default();
    let cause = error
        .io_error()
        .map(|cause| format!(": {cause}"))
        .unwrap_or_default();
    unreadable(&path, format!("`{path}` cannot be read{cause}"))
}

fn unreadable(path: &str, message: String) -> Diagnostic {
    about("unreadable-file", message, source_path(Path::new(path)))
        .advise("remove it, or see that you may read it")
}
