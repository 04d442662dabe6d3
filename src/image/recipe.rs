//! Recipes: what a smaller version of a picture is made of, known before it is made.

use super::facts::Size;
use crate::digest::Digest;

/// The widest version that can be asked for, in pixels. Versions are made of a copy that is no
/// wider, so that a large picture is decoded once.
pub const WIDEST: u32 = 3_200;

/// What decodes, resizes and encodes: another version of it may make other bytes of the same
/// picture, so it is part of every recipe. The number at the end is for how these libraries are
/// used here.
const ENCODED_BY: &str = "image 0.25.10, zune-jpeg 0.5.15, png 0.18.1, image-webp 0.2.4, fast_image_resize 6.1.0, moxcms 0.8.1, ravif 0.13.0, rav1e 0.8.1, mozjpeg-rs 0.9.2, 1";

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
        Recipe {
            source,
            size,
            encoding,
            encoded_by: ENCODED_BY,
        }
    }

    /// What it makes is kept under this.
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
