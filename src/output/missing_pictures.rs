//! Errors for pictures that front matter names and that do not exist.

use super::named_pictures::{NamedPictures, Names};
use super::pictures::PICTURES;
use super::planning::Planning;
use crate::diagnostic::{Diagnostic, Item, Place, nearest};
use crate::path::SourcePath;
use crate::site::Page;
use crate::template::PictureName;

/// Returns the errors for pictures that a page names by a key which templates show, and that do not
/// exist.
pub fn missing_pictures(planning: &Planning<'_>) -> Vec<Diagnostic> {
    if !planning.is_read(PICTURES) {
        return Vec::new();
    }
    let named = NamedPictures::new(planning.inputs);
    let roots = planning.all_roots();
    let mut names: Names<'_> = roots.flat_map(PictureName::of_roots).collect();
    names.remove(&PictureName::Any);
    let pages = planning.inputs.site.pages.iter();
    let pages = pages.filter_map(|page| Some((page, page.source.as_ref()?)));
    let of_page = |(page, source): (&Page, &SourcePath)| {
        let missing = named.missing(page, &names).into_iter();
        let diagnostics = missing.map(|(key, text)| missing_picture(source, &key, text, &named));
        diagnostics.collect::<Vec<_>>()
    };
    pages.flat_map(of_page).collect()
}

fn missing_picture(
    source: &SourcePath,
    key: &str,
    text: &str,
    named: &NamedPictures<'_>,
) -> Diagnostic {
    let message = format!("there is no picture `{text}`");
    let advice = match nearest(text, named.below(source.folder())) {
        Some(near) => format!("did you mean `{near}`?"),
        None => "write the path to a picture as seen from this file, or its URL such as \
                 `/images/a.jpg`"
            .to_owned(),
    };
    let place = Place::Item {
        file: source.clone(),
        item: Item::Key(format!("extra{key}")),
    };
    Diagnostic::error("missing-image", message)
        .at(place)
        .advise(advice)
}
