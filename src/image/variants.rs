//! Variants of an image: their widths, encodings and URLs.

use super::header::{Format, Header, Size};
use super::probe_table::ImageFile;
use super::recipe::{Encoding, Recipe};
use crate::config::{ImageFormat, Images, MAX_VARIANT_WIDTH};
use crate::path::{OutputPath, encode_url};
use crate::slug::slug;

/// The most pixels of a variant.
const MAX_PIXELS: u64 = 16_000_000;

/// The largest width of the variant that represents a page where it is shared, in pixels.
const MAX_SHARED_WIDTH: u32 = 1_200;

/// The most letters of the image's name that its variants keep.
const MAX_STEM: usize = 60;

/// The variants of an image, each list from the narrowest. Only `modern` may be empty.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Variants {
    /// Variants in a format that only newer browsers support.
    pub modern: Vec<Variant>,
    /// Variants in a format that all browsers support.
    pub classic: Vec<Variant>,
    /// The displayed width, as HTML's attribute `sizes` states it.
    pub sizes: String,
}

/// A version of an image at one size in one format.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Variant {
    /// The recipe that it is made by.
    pub recipe: Recipe,
    /// The URL within the site.
    pub url: String,
    /// The published file.
    pub output: OutputPath,
}

impl Variants {
    /// Returns the variants in both formats.
    pub fn all(&self) -> impl Iterator<Item = &Variant> {
        self.modern.iter().chain(&self.classic)
    }

    /// Returns the largest variant that all browsers support.
    pub fn largest(&self) -> &Variant {
        self.classic
            .last()
            .expect("an image with variants has a classic one")
    }

    /// Returns the variant that represents a page where it is shared.
    pub fn shared(&self) -> &Variant {
        let fits = self
            .classic
            .iter()
            .rev()
            .find(|variant| variant.recipe.size.width <= MAX_SHARED_WIDTH);
        fits.unwrap_or(&self.classic[0])
    }
}

/// Names the variants of an image. Returns nothing if only the original can be shown.
pub(super) fn variants(
    file: &ImageFile,
    header: &Header,
    options: &Images,
    sizes: &str,
) -> Option<Variants> {
    if !header.can_be_resized() {
        return None;
    }
    let widths = widths(header.size, &options.widths);
    let encoded_as = |encoding| -> Vec<Variant> {
        let sizes = widths.iter().map(|width| header.size.at_width(*width));
        sizes
            .filter_map(|size| variant(file, size, encoding))
            .collect()
    };
    let classic = encoded_as(match header.format {
        Format::Jpeg => Encoding::Jpeg(options.quality),
        Format::WebP if !header.has_alpha => Encoding::Jpeg(options.quality),
        Format::Png | Format::WebP | Format::Gif | Format::Avif => Encoding::Png,
    });
    let modern = match options.format {
        ImageFormat::Avif if header.is_light_drawing => Vec::new(),
        ImageFormat::Avif => encoded_as(Encoding::Avif(options.quality)),
        ImageFormat::Classic => Vec::new(),
    };
    let sizes = options.sizes.clone().unwrap_or_else(|| sizes.to_owned());
    (!classic.is_empty()).then_some(Variants {
        modern,
        classic,
        sizes,
    })
}

/// Returns the configured widths that the image has, and the image's own width if it is between
/// two of them.
fn widths(size: Size, configured: &[u32]) -> Vec<u32> {
    let mut widths: Vec<u32> = configured
        .iter()
        .copied()
        .filter(|width| *width <= size.width)
        .collect();
    let is_narrower = configured.last().is_some_and(|widest| size.width < *widest);
    if is_narrower && !widths.contains(&size.width) && size.width <= MAX_VARIANT_WIDTH {
        widths.push(size.width);
    }
    widths.retain(|width| size.at_width(*width).pixels() <= MAX_PIXELS);
    widths
}

fn variant(file: &ImageFile, size: Size, encoding: Encoding) -> Option<Variant> {
    let recipe = Recipe::new(file.digest, size, encoding);
    let name = file.source.file_name();
    let stem = slug(name.rsplit_once('.').map_or(name, |(stem, _)| stem));
    let stem: String = if stem.is_empty() {
        "image".to_owned()
    } else {
        stem.chars().take(MAX_STEM).collect()
    };
    let (width, digest, extension) = (size.width, recipe.digest().short(8), encoding.extension());
    let path = format!("assets/images/{stem}.{width}.{digest}.{extension}");
    let output = OutputPath::new(&path).ok()?;
    Some(Variant {
        recipe,
        url: format!("/{}", encode_url(output.as_str())),
        output,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_variant_is_wider_than_its_image() {
        let configured = [480, 800, 1200, 1600];
        let of = |width, height| widths(Size { width, height }, &configured);
        assert_eq!(of(3000, 2000), configured);
        assert_eq!(of(1600, 900), configured);
        assert_eq!(of(1000, 900), [480, 800, 1000]);
        assert_eq!(of(800, 900), [480, 800]);
        assert_eq!(of(64, 64), [64]);
        assert_eq!(
            of(2000, 16_384),
            [480, 800, 1200],
            "a tall image has no variant of more pixels than the limit"
        );
    }
}
