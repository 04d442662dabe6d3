//! The diagnostics of files and folders that the walk cannot take.

use super::paths::source_path;
use super::snapshot::UNREADABLE;
use crate::diagnostic::{Diagnostic, Place};
use crate::path::SourcePath;
use std::io;
use std::path::Path;

pub(super) fn about(code: &'static str, message: String, path: Option<SourcePath>) -> Diagnostic {
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

pub(super) fn leads_out(path: &Path) -> Diagnostic {
    about(
        "link-out-of-site",
        format!(
            "`{}` leads out of the site's folder, or to nothing",
            path.display()
        ),
        source_path(path),
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

pub(super) fn circle(link: &Path, folder: &Path) -> Diagnostic {
    let shown = match folder.as_os_str().is_empty() {
        true => Path::new("."),
        false => folder,
    };
    let message = format!(
        "the link `{}` leads back into its own folder `{}`",
        link.display(),
        shown.display()
    );
    unreadable(link, message)
}

pub(super) fn hidden(link: &Path, target: &Path) -> Diagnostic {
    let message = format!(
        "the link `{}` leads to `{}`, and what has a hidden name is never published",
        link.display(),
        target.display()
    );
    about("link-to-hidden", message, source_path(link)).advise(
        "if everybody may read it, put a copy under a name without a dot into the site's folder",
    )
}

pub(super) fn unwalkable(path: &Path, error: &io::Error) -> Diagnostic {
    unreadable(
        path,
        format!("`{}` cannot be read: {error}", path.display()),
    )
}

fn unreadable(path: &Path, message: String) -> Diagnostic {
    about(UNREADABLE, message, source_path(path)).advise("remove it, or see that you may read it")
}
