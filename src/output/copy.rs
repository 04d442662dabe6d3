//! Copies: files of `static/` and files beside documents, byte for byte.

use super::contents::Contents;
use super::planning::Planning;
use super::rendered::{OutputBytes, Rendered};
use super::request::{Output, Phase, Request, Role};
use crate::digest::{Digest, Digested};
use crate::image::ImageCache;
use crate::image::OriginalFile;
use crate::path::SourcePath;
use crate::site::Route;

/// A file that is copied.
#[derive(Hash)]
struct CopiedFile {
    source: SourcePath,
    digest: Digest,
}

/// Requests the files that are copied as they are. Images of `content/` are not among them.
pub(super) fn requests(planning: &Planning<'_>) -> Vec<Request> {
    let copies = planning.inputs.copies.iter();
    let request = |copy: &super::inputs::Copy| {
        let route = Route::of_file(&copy.output)?;
        let original = planning.images.original(&route.url);
        original.filter(|original| *original == OriginalFile::Verbatim)?;
        let copied = CopiedFile {
            source: copy.source.clone(),
            digest: copy.file.digest,
        };
        let (route, origin) = (Digested::new(route), Some(copy.source.clone()));
        Some(Request::for_source(route, Phase::Asset, origin, copied))
    };
    copies.filter_map(request).collect()
}

impl Output for CopiedFile {
    fn render(&self, _: &Contents, _: &ImageCache) -> Rendered {
        Rendered::of(OutputBytes::Source {
            digest: self.digest,
            source: self.source.clone(),
        })
    }

    fn role(&self) -> Role {
        Role::File
    }
}
