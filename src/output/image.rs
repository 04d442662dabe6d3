//! Images of the writer: their variants, and their originals without metadata.

use super::contents::Contents;
use super::inputs::Copy;
use super::planning::Planning;
use super::rendered::Rendered;
use super::request::{Output, Phase, Request, Role};
use crate::digest::Digested;
use crate::image::{Fault, ImageCache, OriginalFile, Recipe, Variant, without_metadata};
use crate::path::SourcePath;
use crate::site::Route;
use crate::source::SourceFile;
use std::collections::BTreeMap;
use std::sync::Arc;

/// A variant of an image.
#[derive(Hash)]
struct ImageVariant {
    source: SourcePath,
    file: Arc<SourceFile>,
    recipe: Recipe,
}

/// An image without the metadata that reveals where and by whom it was taken.
#[derive(Hash)]
struct ImageWithoutMetadata {
    source: SourcePath,
    file: Arc<SourceFile>,
}

pub(super) fn requests(planning: &Planning<'_>) -> Vec<Request> {
    let originals = planning.inputs.copies.iter();
    let originals = originals.filter_map(|copy| original(planning, copy));
    originals.chain(variants(planning)).collect()
}

fn original(planning: &Planning<'_>, copy: &Copy) -> Option<Request> {
    let route = Route::of_file(&copy.output)?;
    if planning.images().original(&route.url) != Some(OriginalFile::WithoutMetadata) {
        return None;
    }
    let origin = Some(copy.source.clone());
    let image = ImageWithoutMetadata {
        source: copy.source.clone(),
        file: Arc::clone(&copy.file),
    };
    let route = Digested::new(route);
    Some(Request::for_source(route, Phase::Asset, origin, image))
}

fn variants(planning: &Planning<'_>) -> Vec<Request> {
    let copies = planning.inputs.copies.iter();
    let files: BTreeMap<&SourcePath, &Arc<SourceFile>> =
        copies.map(|copy| (&copy.source, &copy.file)).collect();
    let request = |(variant, source): (&Variant, &SourcePath)| {
        let route = Digested::new(Route::of_file(&variant.output)?);
        let image = ImageVariant {
            source: source.clone(),
            file: Arc::clone(files.get(source)?),
            recipe: variant.recipe.clone(),
        };
        let origin = Some(source.clone());
        Some(Request::reserved(route, Phase::Asset, origin, image))
    };
    planning.images().variants().filter_map(request).collect()
}

impl Output for ImageVariant {
    fn render(&self, _: &Contents, images: &ImageCache) -> Rendered {
        rendered(images.variant(&self.file, &self.recipe), &self.source)
    }

    fn examine(&self, _: &Contents, images: &ImageCache) -> Rendered {
        examined(images.fault_of_image(&self.file), &self.source)
    }

    fn role(&self) -> Role {
        Role::OnRequest
    }
}

impl Output for ImageWithoutMetadata {
    fn render(&self, _: &Contents, _: &ImageCache) -> Rendered {
        rendered(without_metadata(&self.file), &self.source)
    }

    fn examine(&self, _: &Contents, _: &ImageCache) -> Rendered {
        examined(without_metadata(&self.file).err(), &self.source)
    }

    fn role(&self) -> Role {
        Role::OnRequest
    }
}

fn examined(fault: Option<Fault>, source: &SourcePath) -> Rendered {
    let diagnostic = fault.map(|fault| fault.diagnostic(source));
    Rendered::examined(diagnostic.into_iter().collect())
}

fn rendered(image: Result<Vec<u8>, Fault>, source: &SourcePath) -> Rendered {
    image.map_or_else(
        |fault| Rendered {
            is_lasting: !fault.is_transient(),
            ..Rendered::failed(vec![fault.diagnostic(source)])
        },
        Rendered::bytes,
    )
}
