//! Encoding of variants on any number of threads, in bounded memory.

use super::decode::{self, decode};
use super::encode::{self, encode};
use super::examine::{has_to_be_decoded, probe_again};
use super::fault::Fault;
use super::memory_budget::MemoryBudget;
use super::recipe::Recipe;
use crate::digest::Digest;
use image::DynamicImage;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

/// The memory for decoding and encoding on all threads, in bytes.
const MEMORY: u64 = 1024 * 1024 * 1024;

/// The memory for decoded images whose other variants are likely to be made next, in bytes.
const MAX_DECODED: usize = 64 * 1024 * 1024;

/// The most images that are remembered. Those that could not be decoded take no memory.
const MAX_CELLS: usize = 64;

/// An encoder of variants.
///
/// Its output depends on the recipe alone. One encoder serves a whole run, so that its memory is
/// bounded and an image with several variants is decoded once.
pub struct VariantEncoder {
    memory: MemoryBudget,
    /// The images that were decoded last, the newest at the end.
    decoded: Mutex<Vec<(Digest, Decoded)>>,
    /// The faults of images that were only looked at.
    examined: Mutex<HashMap<Digest, Examined>>,
}

/// An image that is decoded once for all threads that need it at the same time.
type Decoded = Arc<OnceLock<Result<DynamicImage, Fault>>>;

/// An image that is examined once for all threads.
type Examined = Arc<OnceLock<Result<(), Fault>>>;

impl Default for VariantEncoder {
    fn default() -> Self {
        VariantEncoder {
            memory: MemoryBudget::new(MEMORY),
            decoded: Mutex::default(),
            examined: Mutex::default(),
        }
    }
}

impl VariantEncoder {
    /// Makes the variant that a recipe describes. `read` reads the image's file and is called only
    /// if the image was not decoded recently.
    ///
    /// # Errors
    /// The fault of the image.
    pub fn encode(
        &self,
        recipe: &Recipe,
        read: impl FnOnce() -> Result<Vec<u8>, Fault>,
    ) -> Result<Vec<u8>, Fault> {
        let decoded = self.decoded(recipe.source);
        let pixels = decoded
            .get_or_init(|| self.decode(recipe.source, read))
            .as_ref()
            .map_err(|fault| {
                if fault.is_transient() {
                    self.forget(recipe.source);
                }
                fault.clone()
            })?;
        let needed = encode::needed_memory(recipe.size, recipe.encoding);
        let _permit = self.memory.acquire(needed);
        encode(pixels, recipe.size, recipe.encoding)
    }

    /// Looks for the fault that making a variant of an image would have, once for all of its
    /// variants. The image is decoded where that is cheap, and where it looks damaged.
    ///
    /// # Errors
    /// The fault of the image.
    pub fn examine(
        &self,
        source: Digest,
        read: impl Fn() -> Result<Vec<u8>, Fault>,
    ) -> Result<(), Fault> {
        let cell = Arc::clone(self.examined().entry(source).or_default());
        let examine = || match has_to_be_decoded(&read()?)? {
            true => self.decode(source, &read).map(|_| ()),
            false => Ok(()),
        };
        let outcome = cell.get_or_init(examine).clone();
        if outcome.as_ref().is_err_and(Fault::is_transient) {
            self.examined().remove(&source);
        }
        outcome
    }

    fn examined(&self) -> MutexGuard<'_, HashMap<Digest, Examined>> {
        self.examined.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn decode(
        &self,
        source: Digest,
        read: impl FnOnce() -> Result<Vec<u8>, Fault>,
    ) -> Result<DynamicImage, Fault> {
        let bytes = read()?;
        if Digest::of_bytes(&bytes) != source {
            return Err(Fault::changed());
        }
        let header = probe_again(&bytes)?;
        let needed = decode::needed_memory(&header, bytes.len());
        let _permit = self.memory.acquire(needed);
        decode(&bytes, &header)
    }

    /// Forgets an image whose file could not be read: the next attempt may succeed. Bytes that
    /// cannot be decoded now never can, and are not decoded again for each variant.
    fn forget(&self, source: Digest) {
        let mut decoded = self.decoded.lock().unwrap_or_else(PoisonError::into_inner);
        decoded.retain(|(digest, _)| *digest != source);
    }

    /// Returns the cell for the decoded image, and removes the oldest cells if all take too much
    /// memory.
    fn decoded(&self, source: Digest) -> Decoded {
        let mut decoded = self.decoded.lock().unwrap_or_else(PoisonError::into_inner);
        let newest = match decoded.iter().position(|(digest, _)| *digest == source) {
            Some(at) => decoded.remove(at).1,
            None => Decoded::default(),
        };
        decoded.push((source, Arc::clone(&newest)));
        let size = |cell: &Decoded| match cell.get() {
            Some(Ok(pixels)) => pixels.as_bytes().len(),
            _ => 0,
        };
        let mut total: usize = decoded.iter().map(|(_, cell)| size(cell)).sum();
        while (total > MAX_DECODED || decoded.len() > MAX_CELLS) && decoded.len() > 1 {
            total -= size(&decoded.remove(0).1);
        }
        newest
    }
}
