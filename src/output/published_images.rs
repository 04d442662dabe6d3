//! The images that pages show, and the form in which they are published.

use super::image_uses::ImageUses;
use super::inputs::PlanInputs;
use crate::digest::Digested;
use crate::image::{Display, Image, ImageTable, OriginalFile, Variant};
use crate::page::Pictures;
use crate::path::{OutputPath, SourcePath};
use crate::site::{PageData, Resolved};
use std::collections::{BTreeMap, BTreeSet};

/// The images that pages show.
pub(super) struct PublishedImages<'a> {
    table: &'a ImageTable,
    uses: &'a ImageUses,
    /// The URLs of files that templates may name.
    named: BTreeSet<String>,
    /// The variants by their outputs. Equal images of one name have the same variants.
    variants: BTreeMap<&'a OutputPath, (&'a Variant, &'a SourcePath)>,
}

impl<'a> PublishedImages<'a> {
    /// The images that documents show, and the `pictures` that templates may show.
    pub(super) fn new<'p>(
        inputs: &'a PlanInputs,
        named: BTreeSet<String>,
        pictures: impl Iterator<Item = &'p Pictures>,
    ) -> Self {
        let (table, uses) = (&*inputs.images, &*inputs.image_uses);
        let with_variants = |url: &String| {
            let image = table.get(url)?;
            Some((&image.source, image.variants()?))
        };
        let pictures = pictures.flat_map(|pictures| {
            let beside = pictures.beside.values().flat_map(BTreeMap::values);
            pictures.anywhere.values().chain(beside).flatten()
        });
        let pictures: BTreeSet<&String> = pictures.map(|(url, _)| url).collect();
        let shown = uses.shown.iter().chain(pictures);
        let shown = shown.filter_map(with_variants);
        let shown = shown.flat_map(|(source, it)| it.all().map(move |it| (it, source)));
        let representing = uses.representing.iter().filter_map(with_variants);
        let representing = representing.map(|(source, it)| (it.shared(), source));
        let variants = shown.chain(representing);
        PublishedImages {
            table,
            uses,
            named,
            variants: variants.map(|it| (&it.0.output, it)).collect(),
        }
    }

    /// Returns the variants that pages show, each with the source of its image.
    pub(super) fn variants(&self) -> impl Iterator<Item = (&'a Variant, &'a SourcePath)> {
        self.variants.values().copied()
    }

    /// Returns the form in which a file is published under its own URL. If pages show an image of
    /// `content/` and no link names it, only its variants are published.
    pub(super) fn original(&self, url: &str) -> Option<OriginalFile> {
        let Some(image) = self.table.get(url) else {
            return Some(OriginalFile::Verbatim);
        };
        match (&image.display, image.original) {
            (Display::Faulty(_), _) if image.source.below("content").is_some() => None,
            (Display::Variants(_), OriginalFile::WithoutMetadata)
                if self.uses.shown.contains(url)
                    && !self.uses.linked.contains(url)
                    && !self.named.contains(url) =>
            {
                None
            }
            (_, original) => Some(original),
        }
    }
}

/// Returns the images of a page, by their numbers.
pub(super) fn of_page(own: &PageData, table: &ImageTable) -> Vec<Option<Digested<Image>>> {
    own.images
        .iter()
        .map(|image| {
            Resolved::path(image)
                .and_then(|url| table.get(url))
                .cloned()
        })
        .collect()
}
