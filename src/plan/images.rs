//! Which pictures of the site are shown, and in which ways they are published for it.

use super::table::PlanInputs;
use crate::digest::Digested;
use crate::image::{Image, ImageTable, Publication, Shown, Version};
use crate::path::{OutputPath, SourcePath};
use crate::site::{MenuItem, Page, PageData, Resolved};
use std::collections::{BTreeMap, HashSet};

/// The pictures that pages show.
pub(super) struct ShownImages<'a> {
    table: &'a ImageTable,
    /// By where they are published. Equal pictures of one name have the same versions.
    versions: BTreeMap<&'a OutputPath, (&'a Version, &'a SourcePath)>,
    /// The URLs of pictures that pages show in versions.
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
            versions: BTreeMap::new(),
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
            let Some(versions) = image.versions() else {
                continue;
            };
            self.shown.insert(url);
            self.versions.extend(
                versions
                    .all()
                    .map(|version| (&version.output, (version, &image.source))),
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
        let shared = image.versions().map(|versions| versions.shared());
        self.versions
            .extend(shared.map(|version| (&version.output, (version, &image.source))));
    }

    /// The versions that are shown, each with its picture.
    pub(super) fn versions(&self) -> impl Iterator<Item = (&'a Version, &'a SourcePath)> {
        self.versions.values().copied()
    }

    /// How a file is published under its own URL. A picture of `content/` that is shown and that no
    /// link leads to is not: its versions are all that anybody asks for.
    pub(super) fn publication(&self, url: &str) -> Option<Publication> {
        let Some(image) = self.table.get(url) else {
            return Some(Publication::Whole);
        };
        match (&image.shown, image.file) {
            (Shown::Faulty(_), _) if image.source.below("content").is_some() => None,
            (_, Publication::Stripped)
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
