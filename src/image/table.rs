//! The table of images: what is known of each picture of the site, and the names of its versions,
//! before any of them is made.

use super::facts::{Facts, Fault, Format, Size};
use super::recipe::{Encoding, Recipe, WIDEST};
use crate::config::{ImageFormat, Images};
use crate::diagnostic::{Checked, Diagnostic, Place};
use crate::digest::{Digest, Digested};
use crate::path::{OutputPath, SourcePath, encode_url};
use crate::slug::slug;
use std::collections::BTreeMap;

/// The most pixels that a version has.
const MOST_PIXELS: u64 = 16_000_000;

/// How wide the picture is that stands for a page where it is shared, at most.
const SHARED: u32 = 1_200;

/// How many letters of a picture's name its versions keep.
const STEM: usize = 60;

/// Everything that the table is made of.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct ImageInputs {
    /// The pictures, in the order of their sources.
    pub files: Vec<ImageFile>,
    /// What is made of them; nothing where they are shown as they are.
    pub options: Option<Images>,
    /// How wide the theme shows a picture, where site.yaml does not say so.
    pub sizes: String,
}

/// A picture of the site.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct ImageFile {
    /// Where it lies.
    pub source: SourcePath,
    /// Its own URL.
    pub url: String,
    /// The digest of its bytes.
    pub digest: Digest,
    /// What it says of itself.
    pub look: Look,
}

/// What a picture's file says of itself.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Look {
    /// It is made of pixels.
    Raster(Facts),
    /// It is drawn, and says how large it wants to be.
    Drawing(Option<Size>),
    /// It cannot be used.
    Faulty(Fault),
}

/// What is known of the pictures of a site, by their own URLs.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct ImageTable {
    by_url: BTreeMap<String, Digested<Image>>,
}

/// What is known of a picture.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Image {
    /// Where it lies.
    pub source: SourcePath,
    /// The size that it is shown in, where that is known.
    pub size: Option<Size>,
    /// How it is shown.
    pub shown: Shown,
    /// How its own file is published.
    pub file: Publication,
}

/// How a picture is shown.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Shown {
    /// In the version that fits.
    Versions(Versions),
    /// As it is.
    AsItIs,
    /// Not at all.
    Faulty(Fault),
}

/// How the file of a picture is published.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Publication {
    /// Byte for byte.
    Whole,
    /// Without what it says of where and by whom it was taken.
    Stripped,
}

/// The versions of a picture, each list from the narrowest. None is empty but `modern`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Versions {
    /// Those that only newer browsers know.
    pub modern: Vec<Version>,
    /// Those that all browsers know.
    pub classic: Vec<Version>,
    /// How wide it is shown, as the attribute `sizes` of HTML says it.
    pub sizes: String,
}

/// A version of a picture.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Version {
    /// What it is made of.
    pub recipe: Recipe,
    /// Its URL.
    pub url: String,
    /// Where it is published.
    pub output: OutputPath,
}

impl ImageTable {
    /// What is known of the picture with this URL.
    pub fn get(&self, url: &str) -> Option<&Digested<Image>> {
        self.by_url.get(url)
    }

    /// Whether nothing is known of any picture.
    pub fn is_empty(&self) -> bool {
        self.by_url.is_empty()
    }
}

impl Image {
    /// Its versions, if there are any.
    pub fn versions(&self) -> Option<&Versions> {
        match &self.shown {
            Shown::Versions(versions) => Some(versions),
            Shown::AsItIs | Shown::Faulty(_) => None,
        }
    }
}

impl Versions {
    /// All of them.
    pub fn all(&self) -> impl Iterator<Item = &Version> {
        self.modern.iter().chain(&self.classic)
    }

    /// The largest that all browsers know.
    pub fn largest(&self) -> &Version {
        self.classic
            .last()
            .expect("a picture with versions has a classic one")
    }

    /// That which stands for a page where it is shared.
    pub fn shared(&self) -> &Version {
        let fits = self
            .classic
            .iter()
            .rev()
            .find(|version| version.recipe.size.width <= SHARED);
        fits.unwrap_or(&self.classic[0])
    }
}

/// Names the versions of all pictures.
pub fn name_variants(inputs: &ImageInputs) -> Checked<ImageTable> {
    let mut diagnostics = Vec::new();
    let mut by_url = BTreeMap::new();
    for file in &inputs.files {
        let is_content = file.source.below("content").is_some();
        if let (Look::Faulty(fault), true) = (&file.look, is_content) {
            let problem = Diagnostic::error(fault.code(), format!("this picture {fault}"))
                .at(Place::File(file.source.clone()));
            diagnostics.push(problem.advise(fault.advice()));
        }
        by_url.insert(
            file.url.clone(),
            Digested::new(image(file, is_content, inputs)),
        );
    }
    Checked {
        value: ImageTable { by_url },
        diagnostics,
    }
}

fn image(file: &ImageFile, is_content: bool, inputs: &ImageInputs) -> Image {
    let source = file.source.clone();
    let as_it_is = |size| Image {
        source: source.clone(),
        size,
        shown: Shown::AsItIs,
        file: Publication::Whole,
    };
    match &file.look {
        Look::Faulty(fault) => Image {
            shown: Shown::Faulty(fault.clone()),
            ..as_it_is(None)
        },
        Look::Drawing(size) => as_it_is(*size),
        Look::Raster(facts) => {
            let publication = if is_content {
                Publication::Stripped
            } else {
                Publication::Whole
            };
            let versions = inputs
                .options
                .as_ref()
                .and_then(|options| versions(file, facts, options, &inputs.sizes));
            match versions {
                Some(versions) => {
                    let size = Some(versions.largest().recipe.size);
                    Image {
                        source,
                        size,
                        shown: Shown::Versions(versions),
                        file: publication,
                    }
                }
                None => Image {
                    file: publication,
                    ..as_it_is(Some(facts.size))
                },
            }
        }
    }
}

/// The versions of a picture; nothing where it has to be shown as it is.
fn versions(file: &ImageFile, facts: &Facts, options: &Images, sizes: &str) -> Option<Versions> {
    if !facts.can_be_resized() {
        return None;
    }
    let widths = widths(facts.size, &options.widths);
    let classic = match facts.format {
        Format::Jpeg => Encoding::Jpeg(options.quality),
        Format::WebP if !facts.has_alpha => Encoding::Jpeg(options.quality),
        Format::Png | Format::WebP | Format::Gif | Format::Avif => Encoding::Png,
    };
    let made = |encoding| {
        widths
            .iter()
            .filter_map(move |width| version(file, facts.size.at_width(*width), encoding))
    };
    let classic: Vec<Version> = made(classic).collect();
    let modern = match options.format {
        ImageFormat::Avif => made(Encoding::Avif(options.quality)).collect(),
        ImageFormat::Classic => Vec::new(),
    };
    let sizes = options.sizes.clone().unwrap_or_else(|| sizes.to_owned());
    (!classic.is_empty()).then_some(Versions {
        modern,
        classic,
        sizes,
    })
}

/// Those of the widths that the picture has, and its own where it is narrower than the next.
fn widths(size: Size, asked: &[u32]) -> Vec<u32> {
    let mut widths: Vec<u32> = asked
        .iter()
        .copied()
        .filter(|width| *width <= size.width)
        .collect();
    let is_narrower = asked.last().is_some_and(|widest| size.width < *widest);
    if is_narrower && !widths.contains(&size.width) && size.width <= WIDEST {
        widths.push(size.width);
    }
    widths.retain(|width| size.at_width(*width).pixels() <= MOST_PIXELS);
    widths
}

fn version(file: &ImageFile, size: Size, encoding: Encoding) -> Option<Version> {
    let recipe = Recipe::new(file.digest, size, encoding);
    let name = file.source.file_name();
    let stem = slug(name.rsplit_once('.').map_or(name, |(stem, _)| stem));
    let stem: String = if stem.is_empty() {
        "image".to_owned()
    } else {
        stem.chars().take(STEM).collect()
    };
    let (width, digest, extension) = (size.width, recipe.digest().short(8), encoding.extension());
    let output = OutputPath::new(&format!(
        "assets/images/{stem}.{width}.{digest}.{extension}"
    ))
    .ok()?;
    Some(Version {
        recipe,
        url: format!("/{}", encode_url(output.as_str())),
        output,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_version_is_wider_than_its_picture() {
        let asked = [480, 800, 1200, 1600];
        let of = |width, height| widths(Size { width, height }, &asked);
        assert_eq!(of(3000, 2000), asked);
        assert_eq!(of(1600, 900), asked);
        assert_eq!(of(1000, 900), [480, 800, 1000]);
        assert_eq!(of(800, 900), [480, 800]);
        assert_eq!(of(64, 64), [64]);
        assert_eq!(
            of(2000, 16_384),
            [480, 800, 1200],
            "a tall picture has no version of more pixels than can be"
        );
    }
}
