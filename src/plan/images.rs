//! Which pictures of the site are shown, and in which ways they are published for it.

use super::table::PlanInputs;
use crate::digest::Digested;
use crate::image::{Display, Image, ImageTable, OriginalFile, Variant};
use crate::path::{OutputPath, SourcePath};
use crate::site::{MenuItem, Page, PageData, Resolved};
use std::collections::{BTreeMap, HashSet};

/// The pictures that pages show.
pub(super) struct ShownImages<'a> {
    table: &'a ImageTable,
    /// By where they are published. Equal pictures of one name have the same variants.
    variants: BTreeMap<&'a OutputPath, (&'a Variant, &'a SourcePath)>,
    /// The URLs of pictures that pages show in variants.
    shown: HashSet<&'a str>,
    /// The URLs that links, menus and redirects lead to, and of pictures that front matter and
    /// site.yaml name.
    linked: HashSet<&'a str>,
}

impl<'a> ShownImages<'a> {
    pub(super) fn new(inputs: &'a PlanInputs) -> Self {
        let table = &*inputs.images;
        let mut images = ShownImages {
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

    /// The variants that are shown, each with its picture.
    pub(super) fn variants(&self) -> impl Iterator<Item = (&'a Variant, &'a SourcePath)> {
        self.variants.values().copied()
    }

    /// How a file is published under its own URL. A picture of `content/` that is shown and that no
    /// link leads to is not: its variants are all that anybody asks for.
    pub(super) fn publication(&self, url: &str) -> Option<OriginalFile> {
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
            (_, publication) => Some(publication),
        }
    }
}

/// What is known of the images of a page, by their numbers.
pub(super) fn of_page(data: &PageData, table: &ImageTable) -> Vec<Option<Digested<Image>>> {
    data.images
        .iter()
        .map(|image| url(image).and_then(|url| table.get(url)).cloned())
        .collect()
}

/// A URL without what follows its path.
fn url(resolved: &Resolved) -> Option<&str> {
    match resolved {
        Resolved::Url(url) => url.split(['?', '#']).next(),
        Resolved::Fragment(_) | Resolved::Broken => None,
    }
}
