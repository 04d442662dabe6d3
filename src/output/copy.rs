//! Copies: files of `static/` and files beside documents, byte for byte.

use super::contents::Contents;
use super::planning::Planning;
use super::rendered::{OutputBytes, Rendered};
use super::request::{Output, Phase, Request, Role};
use crate::diagnostic::{Diagnostic, Place};
use crate::digest::{Digest, Digested};
use crate::image::ImageCache;
use crate::image::OriginalFile;
use crate::path::SourcePath;
use crate::site::Route;
use crate::source::{Content, SiteFile};
use std::io::{self, Read};

/// A file that is copied.
#[derive(Hash)]
struct CopiedFile {
    source: SourcePath,
    digest: Digest,
    /// The file, if its first line is looked at.
    looked_at: Option<SiteFile>,
}

/// Requests the files that are copied as they are. Images of `content/` are not among them.
pub(super) fn requests(planning: &Planning<'_>) -> Vec<Request> {
    let copies = planning.inputs.copies.iter();
    let request = |copy: &super::inputs::Copy| {
        let route = Route::of_file(&copy.output)?;
        let original = planning.images().original(&route.url);
        original.filter(|original| *original == OriginalFile::Verbatim)?;
        let copied = CopiedFile {
            source: copy.source.clone(),
            digest: copy.file.digest,
            looked_at: looked_at(copy),
        };
        let (route, origin) = (Digested::new(route), Some(copy.source.clone()));
        Some(Request::for_source(route, Phase::Asset, origin, copied))
    };
    copies.filter_map(request).collect()
}

impl Output for CopiedFile {
    fn render(&self, _: &Contents, _: &ImageCache) -> Rendered {
        let copied = Rendered::of(OutputBytes::Source {
            digest: self.digest,
            source: self.source.clone(),
        });
        match self.looked_at.as_ref().map(has_front_matter) {
            None | Some(Ok(false)) => copied,
            Some(Ok(true)) => Rendered {
                diagnostics: vec![front_matter(&self.source)],
                ..copied
            },
            // It may be there again at the next build.
            Some(Err(_)) => Rendered {
                is_lasting: false,
                ..copied
            },
        }
    }

    fn role(&self) -> Role {
        Role::File
    }
}

/// Kinds of files that other generators give front matter and Milepost copies.
const TEXTS: [&str; 8] = ["css", "htm", "html", "js", "json", "scss", "txt", "xml"];

fn looked_at(copy: &super::inputs::Copy) -> Option<SiteFile> {
    let extension = copy.source.extension().to_ascii_lowercase();
    let is_text = TEXTS.contains(&extension.as_str()) && copy.source.below("content").is_some();
    match &copy.file.content {
        Content::Binary { file, .. } if is_text => Some(file.clone()),
        _ => None,
    }
}

fn has_front_matter(file: &SiteFile) -> io::Result<bool> {
    let mut start = Vec::new();
    file.open()?.take(8).read_to_end(&mut start)?;
    let start = start.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&start);
    let fences: [&[u8]; 4] = [b"---\n", b"---\r\n", b"+++\n", b"+++\r\n"];
    Ok(fences.iter().any(|fence| start.starts_with(fence)))
}

fn front_matter(source: &SourcePath) -> Diagnostic {
    let message = "this file has front matter, which is only read in Markdown: it is published as \
        it stands";
    Diagnostic::warning("front-matter", message)
        .at(Place::File(source.clone()))
        .advise(
            "rename it to `.md`, since HTML may stand in Markdown; or delete the lines from the \
             first `---` to the second",
        )
}
