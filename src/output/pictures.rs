//! The pictures that pages may show by the function `picture`, known before anything is rendered.

use super::named_pictures::{NamedPictures, names_any_of};
use crate::page::{PageFile, Pictures};
use crate::site::{Page, PageId};
use crate::template::{PictureName, Viewed};
use std::collections::{BTreeMap, BTreeSet};

/// The root that templates read which show pictures.
pub(super) const PICTURES: &str = "pictures";

/// The roots that show all pages of the site, or all of its terms, on whatever page.
const OF_SITE: [&str; 4] = ["pages", "pages_by_path", "sections", "terms"];

/// The pictures of each page whose template shows some, by the page and the number of its list
/// page.
pub(super) type OfPages = BTreeMap<(PageId, usize), Viewed<Pictures>>;

/// Returns the pictures that all pages of a template share.
pub(super) fn of_template(named: &NamedPictures<'_>, reads: &BTreeSet<String>) -> Pictures {
    let names = PictureName::of_roots(reads);
    let mut pictures = Pictures::default();
    named.add_of_site(&names, reads, &mut pictures);
    let shows_terms = reads.contains("terms");
    let shows_pages = OF_SITE[..3].iter().any(|root| reads.contains(*root));
    for page in named.pages() {
        let is_shown = match page.kind.is_group() {
            true => shows_terms,
            false => shows_pages && page.kind.is_in_reading_order(),
        };
        if is_shown {
            named.add_of_page(page, &page.card.url, &names, &mut pictures);
        }
    }
    pictures
}

/// Returns the pictures of a page at `url`, without those that all pages of its template share.
/// `shown` are the pages whose cards it shows, `files` are those beside it.
pub(super) fn of_page<'p>(
    named: &NamedPictures<'_>,
    (page, url): (&Page, &str),
    reads: &BTreeSet<String>,
    shown: impl Iterator<Item = &'p Page>,
    files: &[PageFile],
) -> Pictures {
    let names = PictureName::of_roots(reads);
    let mut pictures = Pictures::default();
    for shown in shown {
        named.add_of_page(shown, &shown.card.url, &names, &mut pictures);
    }
    named.add_of_page(page, url, &names, &mut pictures);
    if reads.contains("files") && names_any_of(&names, &["url", "path", "name"]) {
        add_files(files, url, named, &mut pictures);
    }
    pictures
}

/// Returns true for a root that shows the same pages on whatever page it is read.
pub(super) fn is_of_site(root: &str) -> bool {
    OF_SITE.contains(&root)
}

/// Adds the images beside a page.
fn add_files(files: &[PageFile], url: &str, named: &NamedPictures<'_>, pictures: &mut Pictures) {
    for file in files {
        let Some(picture) = named.find(&file.url, None) else {
            continue;
        };
        let beside = pictures.beside.entry(url.to_owned()).or_default();
        beside.insert(file.name.clone(), Some(picture.clone()));
        for name in [&file.url, &file.path] {
            pictures
                .anywhere
                .insert(name.clone(), Some(picture.clone()));
        }
    }
}
