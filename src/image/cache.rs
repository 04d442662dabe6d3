//! Variants and social cards that were made before, remembered on disk.

use super::fault::{Fault, MAX_FILE_SIZE};
use super::recipe::{Encoding, Recipe};
use super::strip::strip_metadata;
use super::variant_encoder::VariantEncoder;
use crate::cache::Cache;
use crate::diagnostic::Diagnostic;
use crate::digest::Digest;
use crate::social_card::{CardPainter, SocialCard};
use crate::source::{Content, SourceFile};
use std::io::Read;
use std::sync::atomic::{AtomicUsize, Ordering};

/// A maker of variants and social cards that remembers what it made.
///
/// No output depends on it: images are the same with an empty cache and with one that another run
/// has filled.
#[derive(Default)]
pub struct ImageCache {
    encoder: VariantEncoder,
    painter: CardPainter,
    cache: Cache,
    made: AtomicUsize,
    reused: AtomicUsize,
}

impl ImageCache {
    /// Makes one that remembers images in a cache.
    pub fn new(cache: Cache) -> Self {
        ImageCache {
            cache,
            ..Self::default()
        }
    }

    /// Returns the cache on disk.
    pub fn cache(&self) -> &Cache {
        &self.cache
    }

    /// Returns the number of images that were made so far.
    pub fn made(&self) -> usize {
        self.made.load(Ordering::Relaxed)
    }

    /// Returns the number of images that were taken from the cache so far.
    pub fn reused(&self) -> usize {
        self.reused.load(Ordering::Relaxed)
    }

    /// Returns the image under a key, which is the digest of everything that it is made of. If the
    /// cache has none, makes it. Errors of `make` are not remembered.
    fn get_or_make<E>(
        &self,
        key: Digest,
        make: impl FnOnce() -> Result<Vec<u8>, E>,
    ) -> Result<Vec<u8>, E> {
        if let Some(bytes) = self.cache.get(key) {
            self.reused.fetch_add(1, Ordering::Relaxed);
            return Ok(bytes);
        }
        let bytes = make()?;
        self.made.fetch_add(1, Ordering::Relaxed);
        self.cache.put(key, &bytes);
        Ok(bytes)
    }

    /// Returns a social card.
    ///
    /// # Errors
    /// The fault of its template.
    pub fn card(&self, card: &SocialCard) -> Result<Vec<u8>, Diagnostic> {
        self.get_or_make(Digest::of(card), || card.draw(&self.painter))
    }

    /// Looks for the fault that drawing a social card would have. Nothing is drawn.
    pub fn fault_of_card(&self, card: &SocialCard) -> Option<Diagnostic> {
        card.examine(&self.painter).err()
    }

    /// Looks for the fault that making variants of an image would have. Nothing is made.
    pub fn fault_of_image(&self, file: &SourceFile) -> Option<Fault> {
        self.encoder.examine(file.digest, || read(file)).err()
    }

    /// Returns the variant of an image that a recipe describes.
    ///
    /// # Errors
    /// The fault of the image. If it [is transient](Fault::is_transient), the rendering must not be
    /// reused by a later build.
    pub fn variant(&self, file: &SourceFile, recipe: &Recipe) -> Result<Vec<u8>, Fault> {
        self.get_or_make(recipe.digest(), || {
            let variant = self.encoder.encode(recipe, || read(file))?;
            match file.content {
                Content::Binary { size, .. } if variant.len() as u64 > size => {
                    self.lighter(file, recipe, variant)
                }
                _ => Ok(variant),
            }
        })
    }

    /// Returns the lightest of a variant and what can stand in its place: the original, where all
    /// browsers take it, or the same variant in less quality.
    fn lighter(
        &self,
        file: &SourceFile,
        recipe: &Recipe,
        variant: Vec<u8>,
    ) -> Result<Vec<u8>, Fault> {
        let other = match recipe.encoding {
            Encoding::Avif(quality) => {
                let encoding = Encoding::Avif(quality / 2);
                let recipe = Recipe::new(recipe.source, recipe.size, encoding);
                self.encoder.encode(&recipe, || read(file))?
            }
            Encoding::Jpeg(_) | Encoding::Png => without_metadata(file)?,
        };
        let is_same_format = other.get(..2) == variant.get(..2);
        let is_lighter = is_same_format && other.len() < variant.len();
        Ok(if is_lighter { other } else { variant })
    }
}

/// Returns the file of an image without its metadata.
///
/// # Errors
/// The fault of the image. If it [is transient](Fault::is_transient), the rendering must not be
/// reused by a later build.
pub fn without_metadata(file: &SourceFile) -> Result<Vec<u8>, Fault> {
    let bytes = read(file)?;
    if Digest::of_bytes(&bytes) != file.digest {
        return Err(Fault::changed());
    }
    strip_metadata(&bytes)?.ok_or_else(Fault::changed)
}

fn read(file: &SourceFile) -> Result<Vec<u8>, Fault> {
    let Content::Binary { file, .. } = &file.content else {
        return Err(Fault::changed());
    };
    let mut bytes = Vec::new();
    file.open()
        .and_then(|file| file.take(MAX_FILE_SIZE + 1).read_to_end(&mut bytes))
        .map_err(|error| Fault::io(&error))?;
    match bytes.len() as u64 {
        size if size > MAX_FILE_SIZE => Err(Fault::TooHeavy(size)),
        _ => Ok(bytes),
    }
}
