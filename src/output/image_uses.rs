//! The uses of images: which of them pages show, and which of them links name.

use crate::diagnostic::Checked;
use crate::digest::Digested;
use crate::image::ImageTable;
use crate::site::{MenuItem, Menus, Site};
use crate::template::Viewed;
use std::collections::BTreeSet;

/// Everything that uses an image.
#[derive(Hash)]
pub struct ImageUseInputs {
    /// The model.
    pub site: Digested<Site>,
    /// The menus, resolved.
    pub menus: Viewed<Menus>,
    /// The images of the site.
    pub images: Digested<ImageTable>,
    /// The URLs in `site.yaml`: the image of the business, and the targets of redirects.
    pub configured: Vec<String>,
}

/// The uses of the images of a site, by the URLs of their originals.
#[derive(Debug, Hash, Default)]
pub struct ImageUses {
    /// The images that pages show in their content.
    pub(super) shown: BTreeSet<String>,
    /// The images that represent pages.
    pub(super) representing: BTreeSet<String>,
    /// The images that links, menus and redirects name, and those in front matter and site.yaml.
    pub(super) linked: BTreeSet<String>,
}

/// Gathers the uses of images.
pub fn image_uses(inputs: &ImageUseInputs) -> Checked<Digested<ImageUses>> {
    let mut uses = ImageUses::default();
    // Most sites have a hundred links for each image, so a site without images is not walked.
    if !inputs.images.is_empty() {
        uses.gather(inputs);
    }
    Checked::clean(Digested::new(uses))
}

impl ImageUses {
    fn gather(&mut self, inputs: &ImageUseInputs) {
        let table = &inputs.images;
        let pages = inputs.site.pages.iter();
        for files in pages.filter_map(|page| page.files.as_ref()) {
            add(&mut self.shown, &files.shown, table);
            add(&mut self.linked, &files.linked, table);
            add(&mut self.representing, &files.representing, table);
        }
        self.add_menu(&inputs.menus.main, table);
        self.add_menu(&inputs.menus.footer, table);
        add(&mut self.linked, &inputs.configured, table);
    }

    fn add_menu(&mut self, items: &[MenuItem], table: &ImageTable) {
        for item in items {
            add(&mut self.linked, [&item.url], table);
            self.add_menu(&item.children, table);
        }
    }
}

/// Adds those of the URLs that are images of the site.
fn add<'a>(
    uses: &mut BTreeSet<String>,
    urls: impl IntoIterator<Item = &'a String>,
    table: &ImageTable,
) {
    for url in urls {
        if table.get(url).is_some() && !uses.contains(url) {
            uses.insert(url.clone());
        }
    }
}
