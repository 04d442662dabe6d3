//! The embedded theme, which is part of the binary and the lowest layer of every site.

use super::names;
use super::snapshot::{Content, SourceFile, Stamp};
use crate::digest::Digest;
use crate::path::SourcePath;
use include_dir::{Dir, File, include_dir};
use std::sync::{Arc, LazyLock};

/// The name of the embedded theme.
const EMBEDDED_THEME: &str = "stride";

static STRIDE: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/themes/stride");

/// The files of the embedded theme, with the paths that they would have in a site. They are
/// digested once for each process.
static FILES: LazyLock<Vec<(SourcePath, Arc<SourceFile>)>> = LazyLock::new(|| {
    let mut files = Vec::new();
    collect(&STRIDE, &mut files);
    files
});

/// Returns all files of the embedded theme.
pub(super) fn embedded() -> &'static [(SourcePath, Arc<SourceFile>)] {
    &FILES
}

fn collect(folder: &'static Dir<'static>, files: &mut Vec<(SourcePath, Arc<SourceFile>)>) {
    files.extend(folder.files().filter_map(source));
    folder.dirs().for_each(|inner| collect(inner, files));
}

fn source(file: &'static File<'static>) -> Option<(SourcePath, Arc<SourceFile>)> {
    let name = file.path().to_str()?.replace('\\', "/");
    let path = SourcePath::new(&format!("themes/{EMBEDDED_THEME}/{name}")).ok()?;
    let kind = names::kind(path.as_str())?;
    let bytes = file.contents();
    let content = match std::str::from_utf8(bytes) {
        Ok(text) if names::is_text(kind, path.as_str()) => Content::Text(text.into()),
        _ => Content::Embedded(bytes),
    };
    let digest = Digest::of_bytes(bytes);
    Some((
        path,
        Arc::new(SourceFile {
            kind,
            digest,
            content,
            fault: None,
            stamp: Stamp::default(),
        }),
    ))
}
