//! The table of images: the facts about each image of the site, by its URL, before a variant is
//! made.

use super::fault::Fault;
use super::header::Size;
use super::probe_table::{ImageFile, ImageProbe};
use super::variants::{Variants, variants};
use crate::config::Images;
use crate::diagnostic::Checked;
use crate::digest::Digested;
use crate::path::SourcePath;
use crate::value::{Map, Value};
use std::collections::BTreeMap;

/// The theme option that holds the displayed width of images.
const SIZES: &str = "image_sizes";

/// The inputs of the table.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct ImageInputs {
    /// The images, in the order of their sources.
    pub files: Vec<ImageFile>,
    /// The options for variants; nothing if images are shown as they are.
    pub options: Option<Images>,
    /// The displayed width that the theme states, in case site.yaml does not.
    pub sizes: String,
}

/// The images of a site, by the URLs of their originals.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct ImageTable {
    by_url: BTreeMap<String, Digested<Image>>,
}

/// An image of the site.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Image {
    /// The file.
    pub source: SourcePath,
    /// The displayed size, if known.
    pub size: Option<Size>,
    /// The way in which pages show it.
    pub display: Display,
    /// The way in which the original is published.
    pub original: OriginalFile,
}

/// The way in which pages show an image.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Display {
    /// The browser chooses a variant.
    Variants(Variants),
    /// The original is shown.
    Original,
    /// The image cannot be used.
    Faulty(Fault),
}

/// The way in which the original of an image is published.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum OriginalFile {
    /// Byte for byte.
    Verbatim,
    /// Without the metadata that reveals where and by whom it was taken.
    WithoutMetadata,
}

impl ImageInputs {
    /// Collects the inputs.
    pub fn new(files: Vec<ImageFile>, options: Option<Images>, theme_options: &Map) -> Self {
        let sizes = match theme_options.get(SIZES) {
            Some(Value::Text(text)) if !text.is_empty() => text.to_string(),
            _ => "100vw".to_owned(),
        };
        ImageInputs {
            files,
            options,
            sizes,
        }
    }
}

impl ImageTable {
    /// Returns the image whose original has this URL.
    pub fn get(&self, url: &str) -> Option<&Digested<Image>> {
        self.by_url.get(url)
    }

    /// Returns the images with the URLs of their originals.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Digested<Image>)> {
        self.by_url.iter().map(|(url, image)| (url.as_str(), image))
    }

    /// Returns true if the site has no image.
    pub fn is_empty(&self) -> bool {
        self.by_url.is_empty()
    }
}

impl Image {
    /// Returns the variants, if there are any.
    pub fn variants(&self) -> Option<&Variants> {
        match &self.display {
            Display::Variants(variants) => Some(variants),
            Display::Original | Display::Faulty(_) => None,
        }
    }
}

/// Names the variants of all images, and reports images of pages that cannot be used.
pub fn name_variants(inputs: &ImageInputs) -> Checked<ImageTable> {
    let mut diagnostics = Vec::new();
    let mut by_url = BTreeMap::new();
    for file in &inputs.files {
        let is_content = file.source.below("content").is_some();
        if let (ImageProbe::Faulty(fault), true) = (&file.probe, is_content) {
            diagnostics.push(fault.diagnostic(&file.source));
        }
        let image = Digested::new(image(file, is_content, inputs));
        by_url.insert(file.url.clone(), image);
    }
    Checked {
        value: ImageTable { by_url },
        diagnostics,
    }
}

fn image(file: &ImageFile, is_content: bool, inputs: &ImageInputs) -> Image {
    let (size, display) = match &file.probe {
        ImageProbe::Faulty(fault) => (None, Display::Faulty(fault.clone())),
        ImageProbe::Vector(size) => (*size, Display::Original),
        ImageProbe::Raster(header) => {
            let options = inputs.options.as_ref();
            match options.and_then(|options| variants(file, header, options, &inputs.sizes)) {
                Some(variants) => {
                    let size = variants.largest().recipe.size;
                    (Some(size), Display::Variants(variants))
                }
                None => (Some(header.size), Display::Original),
            }
        }
    };
    // Files of `static/` are copied byte for byte, and SVG has no metadata of a camera.
    let original = match &file.probe {
        ImageProbe::Raster(_) if is_content => OriginalFile::WithoutMetadata,
        _ => OriginalFile::Verbatim,
    };
    Image {
        source: file.source.clone(),
        size,
        display,
        original,
    }
}
