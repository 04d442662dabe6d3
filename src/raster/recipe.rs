//! Recipes: what a smaller version of a picture is made of, known before it is made.

use super::facts::Size;
use crate::digest::Digest;

/// The widest version that can be asked for, in pixels. Versions are made of a copy that is no wider, so that a large picture is
/// decoded once.
pub const WIDEST: u32 = 3_200;

/// The version of what encodes: another one makes other bytes of the same picture, so it is part of every recipe.
const ENCODED_BY: &str = "raster 1, image 0.25, fast_image_resize 6.1, moxcms 0.8, ravif 0.13 speed 10, mozjpeg-rs 0.9";

/// Everything that a version of a picture is made of; its digest stands in the version's name.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Recipe {
    /// The digest of the picture's file.
    pub source: Digest,
    /// How large it is made.
    pub size: Size,
    /// What it is encoded as.
    pub encoding: Encoding,
    encoded_by: &'static str,
}

/// How a picture is encoded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Encoding {
    /// AVIF, of a quality from 1 to 100.
    Avif(u8),
    /// JPEG, of a quality from 1 to 100.
    Jpeg(u8),
    /// PNG, which loses nothing.
    Png,
}

impl Encoding {
    /// The extension of such files.
    pub fn extension(self) -> &'static str {
        match self {
            Encoding::Avif(_) => "avif",
            Encoding::Jpeg(_) => "jpg",
            Encoding::Png => "png",
        }
    }

    /// Their media type. Source: IANA's registry.
    pub fn media_type(self) -> &'static str {
        match self {
            Encoding::Avif(_) => "image/avif",
            Encoding::Jpeg(_) => "image/jpeg",
            Encoding::Png => "image/png",
        }
    }
}

impl Recipe {
    /// The recipe of a picture at a size.
    pub fn new(source: Digest, size: Size, encoding: Encoding) -> Self {
        Recipe { source, size, encoding, encoded_by: ENCODED_BY }
    }

    /// What it makes is kept under this.
    pub fn digest(&self) -> Digest {
        Digest::of(self)
    }
}
