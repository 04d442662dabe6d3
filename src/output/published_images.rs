//! The images that pages show, and the form in which they are published.

use super::inputs::PlanInputs;
use crate::digest::Digested;
use crate::image::{Display, Image, ImageTable, OriginalFile, Variant};
use crate::path::{OutputPath, SourcePath};
use crate::site::{MenuItem, Page, PageData, Resolved};
use std::collections::{BTreeMap, HashSet};

/// The images that pages show.
pub(super) struct PublishedImages<'a> {
    table: &'a ImageTable,
    /// The variants by their outputs. Equal images of one name have the same variants.
    variants: BTreeMap<&'a OutputPath, (&'a Variant, &'a SourcePath)>,
    /// The URLs of images that pages show in variants.
    shown: HashSet<&'a str>,
    /// The URLs that links, menus and redirects name, and those of images in front matter and
    /// site.yaml.
    linked: HashSet<&'a str>,
}

impl<'a> PublishedImages<'a> {
    pub(super) fn new(inputs: &'a PlanInputs) -> Self {
        let table = &*inputs.images;
        let mut images = PublishedImages {
            table,
            variants: BTreeMap::new(),
            shown: HashSet::new(),
            linked: HashSet::new(),
        };
        if table.is_empty() {
            return images;
        }
        for page in &inputs.site.pages {
            images.add(page);
        }
        images.add_menu(&inputs.menus.main);
        images.add_menu(&inputs.menus.footer);
        images
            .linked
            .extend(inputs.config.redirects.values().map(String::as_str));
        images.linked.extend(
            inputs
                .config
                .business
                .as_ref()
                .and_then(|business| business.image.as_deref()),
        );
        images
    }

    fn add_menu(&mut self, items: &'a [MenuItem]) {
        for item in items {
            self.linked.insert(&item.url);
            self.add_menu(&item.children);
        }
    }

    fn add(&mut self, page: &'a Page) {
        for url in page.images.iter().filter_map(url) {
            let Some(image) = self.table.get(url) else {
                continue;
            };
            let Some(variants) = image.variants() else {
                continue;
            };
            self.shown.insert(url);
            self.variants.extend(
                variants
                    .all()
                    .map(|variant| (&variant.output, (variant, &image.source))),
            );
        }
        self.linked.extend(page.links.iter().filter_map(url));
        let Some(src) = page.card.image.as_ref().map(|image| image.src.as_str()) else {
            return;
        };
        self.linked.insert(src);
        let Some(image) = self.table.get(src) else {
            return;
        };
        let shared = image.variants().map(|variants| variants.shared());
        self.variants
            .extend(shared.map(|variant| (&variant.output, (variant, &image.source))));
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
            (_, OriginalFile::WithoutMetadata)
                if self.shown.contains(url) && !self.linked.contains(url) =>
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
        .map(|image| url(image).and_then(|url| table.get(url)).cloned())
        .collect()
}

/// Returns the path of a URL.
fn url(resolved: &Resolved) -> Option<&str> {
    match resolved {
        Resolved::Url(url) => url.split(['?', '#']).next(),
        Resolved::Fragment(_) | Resolved::Broken => None,
    }
}
