//! Recipes: everything that a variant is made of, known before it is made.

use super::header::Size;
use crate::digest::Digest;

/// The libraries that decode, resize and encode, and a number for how they are used here. Another
/// version may make other bytes of the same image, so this is part of every recipe.
const ENCODED_BY: &str = "image 0.25.10, zune-jpeg 0.5.15, png 0.18.1, image-webp 0.2.4, \
     fast_image_resize 6.1.0, moxcms 0.8.1, milepost-avif 0.1.0, rav1e 0.8.1, mozjpeg-rs 0.9.2, 2";

/// Everything that a variant is made of. The digest of the recipe is part of the variant's URL.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Recipe {
    /// The digest of the image's file.
    pub source: Digest,
    /// The size of the variant.
    pub size: Size,
    /// The encoding of the variant.
    pub encoding: Encoding,
    encoded_by: &'static str,
}

/// A format in which variants are encoded. Qualities are from 1 to 100.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Encoding {
    /// AVIF of a quality.
    Avif(u8),
    /// JPEG of a quality.
    Jpeg(u8),
    /// PNG, which is lossless.
    Png,
}

impl Encoding {
    /// Returns the file extension.
    pub fn extension(self) -> &'static str {
        match self {
            Encoding::Avif(_) => "avif",
            Encoding::Jpeg(_) => "jpg",
            Encoding::Png => "png",
        }
    }

    /// Returns the media type. Source: IANA's registry.
    pub fn media_type(self) -> &'static str {
        match self {
            Encoding::Avif(_) => "image/avif",
            Encoding::Jpeg(_) => "image/jpeg",
            Encoding::Png => "image/png",
        }
    }
}

impl Recipe {
    /// Makes the recipe of an image at a size.
    pub fn new(source: Digest, size: Size, encoding: Encoding) -> Self {
        Recipe {
            source,
            size,
            encoding,
            encoded_by: ENCODED_BY,
        }
    }

    /// Returns the key under which the variant is cached.
    pub fn digest(&self) -> Digest {
        Digest::of(self)
    }
}

#[cfg(test)]
mod tests {
    use super::ENCODED_BY;

    #[test]
    fn names_the_versions_that_are_used() {
        let lock = include_str!("../../Cargo.lock");
        let (libraries, _) = ENCODED_BY.rsplit_once(", ").expect("a list");
        for library in libraries.split(", ") {
            let (name, version) = library.split_once(' ').expect("a name and a version");
            let entry = format!("name = \"{name}\"\nversion = \"{version}\"\n");
            assert!(
                lock.contains(&entry),
                "Cargo.lock has another {name}: correct ENCODED_BY"
            );
        }
    }
}
