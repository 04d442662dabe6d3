//! The pictures that values name: front matter, data, site.yaml, and texts of templates.
//!
//! A value names a picture by its URL, by its path below `content/`, or by its path as seen from
//! the page whose value it is.

use super::inputs::PlanInputs;
use crate::digest::Digested;
use crate::image::Image;
use crate::page::{NamedPicture, Pictures};
use crate::path::{encode_url, join};
use crate::picture::is_named_like_an_image;
use crate::site::Page;
use crate::template::PictureName;
use crate::url::{UrlKind, classify};
use crate::value::{Map, Value};
use std::collections::{BTreeMap, BTreeSet};

/// The names by which templates show pictures.
pub(super) type Names<'n> = BTreeSet<PictureName<'n>>;

/// The images of a site, found by their names.
pub(super) struct NamedPictures<'a> {
    inputs: &'a PlanInputs,
    by_source: BTreeMap<&'a str, (&'a str, &'a Digested<Image>)>,
}

impl<'a> NamedPictures<'a> {
    pub(super) fn new(inputs: &'a PlanInputs) -> Self {
        let images = inputs.images.iter();
        let by_source = images.map(|(url, image)| (image.source.as_str(), (url, image)));
        NamedPictures {
            inputs,
            by_source: by_source.collect(),
        }
    }

    /// Returns all pages of the site.
    pub(super) fn pages(&self) -> &'a [Page] {
        &self.inputs.site.pages
    }

    /// Returns the picture that a text names as seen from a folder; none if there is no such one.
    pub(super) fn find(&self, text: &str, folder: Option<&str>) -> NamedPicture {
        let by_url = |url: &str| {
            let image = self.inputs.images.get(url)?;
            Some((url.to_owned(), image.clone()))
        };
        if text.starts_with('/') {
            return by_url(text).or_else(|| by_url(&encode_url(text)));
        }
        let path = match text.strip_prefix("@/") {
            Some(path) => format!("content/{path}"),
            None if is_source(text) => text.to_owned(),
            None => join(folder?, text)?,
        };
        let (url, image) = self.by_source.get(path.as_str())?;
        Some(((*url).to_owned(), (*image).clone()))
    }

    /// Adds those of the pictures that texts of templates and values of the site name.
    pub(super) fn add_of_site(
        &self,
        names: &Names<'_>,
        reads: &BTreeSet<String>,
        to: &mut Pictures,
    ) {
        let mut add = |text: &str| {
            if let Some(picture) = self.find(text, None) {
                to.anywhere.insert(text.to_owned(), Some(picture));
            }
        };
        names.iter().for_each(|name| match name {
            PictureName::Text(text) => add(text),
            PictureName::Key(_) | PictureName::Any => {}
        });
        if reads.contains("data") {
            texts_below(&self.inputs.data, names, &mut |_, text| add(text));
        }
        if reads.contains("site") {
            for map in [&self.inputs.config.extra, &self.inputs.options] {
                texts_below(map, names, &mut |_, text| add(text));
            }
        }
        let business = self.inputs.config.business.as_ref();
        let image = business.and_then(|business| business.image.as_deref());
        if reads.contains("business") && names_any_of(names, &["image"]) {
            image.into_iter().for_each(&mut add);
        }
    }

    /// Adds those of the pictures that a page names in its front matter and by the arguments of its
    /// components, and those beside it that texts of templates name.
    pub(super) fn add_of_page(&self, page: &Page, url: &str, names: &Names<'_>, to: &mut Pictures) {
        let folder = page.source.as_ref().map(|source| source.folder());
        let image = page.card.image.as_ref();
        let image = image.filter(|_| names_any_of(names, &["image", "src"]));
        if let Some(image) = image
            && let Some(picture) = self.find(&image.src, None)
        {
            to.anywhere.insert(image.src.clone(), Some(picture));
        }
        let mut add = |text: &str, may_be_missing: bool| {
            let picture = self.find(text, folder);
            if picture.is_none() && !(may_be_missing && is_missing(text)) {
                return;
            }
            let is_anywhere = text.starts_with(['/', '@']) || is_source(text);
            let names = match is_anywhere {
                true => &mut to.anywhere,
                false => to.beside.entry(url.to_owned()).or_default(),
            };
            names.insert(text.to_owned(), picture);
        };
        let extra = &page.card.extra;
        let has_any = names.contains(&PictureName::Any);
        // What a key names that is not there is reported where it is written.
        texts_below(extra, names, &mut |_, text| add(text, !has_any));
        for name in names {
            match name {
                PictureName::Text(text) if !text.starts_with('/') => add(text, false),
                _ => {}
            }
        }
        page.head.pictures.iter().for_each(|text| add(text, false));
    }

    /// Returns the pictures that a page names by its own keys and that do not exist, each with the
    /// key and the name of a file beside the page that may be meant.
    pub(super) fn missing(&self, page: &'a Page, names: &Names<'_>) -> Vec<(String, &'a str)> {
        let folder = page.source.as_ref().map(|source| source.folder());
        let mut missing = Vec::new();
        let mut look = |key: &str, text: &'a str| {
            if is_missing(text) && self.find(text, folder).is_none() {
                missing.push((key.to_owned(), text));
            }
        };
        texts_below(&page.card.extra, names, &mut look);
        missing
    }

    /// Returns the names of the images in a folder and below, as seen from it.
    pub(super) fn below<'s>(&'s self, folder: &'s str) -> impl Iterator<Item = &'a str> + 's {
        let sources = self.by_source.keys();
        sources.filter_map(move |source| source.strip_prefix(folder)?.strip_prefix('/'))
    }
}

/// Returns true for a text that is a path of the site's sources.
fn is_source(text: &str) -> bool {
    text.starts_with("content/") || text.starts_with("static/")
}

/// Returns true for a text that must be meant as an image of the site.
fn is_missing(text: &str) -> bool {
    classify(text) == UrlKind::Internal && is_named_like_an_image(text)
}

/// Returns true if a value with these keys is shown as a picture.
pub(super) fn names_any_of(names: &Names<'_>, keys: &[&'static str]) -> bool {
    let mut keys = keys.iter();
    names.contains(&PictureName::Any) || keys.any(|key| names.contains(&PictureName::Key(key)))
}

/// Hands on the texts of a map that templates show as pictures, each with the path of its key.
fn texts_below<'m>(map: &'m Map, names: &Names<'_>, each: &mut dyn FnMut(&str, &'m str)) {
    let is_named = names.contains(&PictureName::Any);
    walk_map(map, "", is_named, names, each);
}

fn walk_map<'m>(
    map: &'m Map,
    path: &str,
    is_named: bool,
    names: &Names<'_>,
    each: &mut dyn FnMut(&str, &'m str),
) {
    for (key, value) in map.iter() {
        let is_named = is_named || names.contains(&PictureName::Key(key));
        walk(value, &format!("{path}.{key}"), is_named, names, each);
    }
}

fn walk<'m>(
    value: &'m Value,
    path: &str,
    is_named: bool,
    names: &Names<'_>,
    each: &mut dyn FnMut(&str, &'m str),
) {
    match value {
        Value::Text(text) if is_named => each(path, text),
        Value::List(list) => {
            for (number, value) in list.iter().enumerate() {
                walk(value, &format!("{path}[{number}]"), is_named, names, each);
            }
        }
        Value::Map(map) => walk_map(map, path, is_named, names, each),
        _ => {}
    }
}
