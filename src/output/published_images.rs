//! The images that pages show, and the form in which they are published.

use super::inputs::PlanInputs;
use crate::digest::Digested;
use crate::image::{Display, Image, ImageTable, OriginalFile, Variant, Variants};
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
        let config = &inputs.config;
        let business = config.business.as_ref();
        let of_business = business.and_then(|business| business.image.as_deref());
        images.linked.extend(of_business);
        let redirects = config.redirects.values().map(String::as_str);
        images.linked.extend(redirects);
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
            if let Some((source, variants)) = self.variants_of(url) {
                self.shown.insert(url);
                variants.all().for_each(|it| self.add_variant(it, source));
            }
        }
        self.linked.extend(page.links.iter().filter_map(url));
        // The image of front matter may be shown by a template, so its original is published too.
        if let Some(image) = &page.card.image {
            self.linked.insert(&image.src);
            if let Some((source, variants)) = self.variants_of(&image.src) {
                self.add_variant(variants.shared(), source);
            }
        }
    }

    fn variants_of(&self, url: &str) -> Option<(&'a SourcePath, &'a Variants)> {
        let image = self.table.get(url)?;
        Some((&image.source, image.variants()?))
    }

    fn add_variant(&mut self, variant: &'a Variant, source: &'a SourcePath) {
        self.variants.insert(&variant.output, (variant, source));
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
