//! Making versions of pictures, on any number of threads, in bounded memory.

use super::decode::{self, decode};
use super::encode::{self, encode};
use super::facts::Fault;
use super::memory::Memory;
use super::pixels::Pixels;
use super::probe::probe;
use super::recipe::Recipe;
use crate::digest::Digest;
use std::io::Cursor;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

/// What decoding and encoding may take at once, in bytes.
const MEMORY: u64 = 1024 * 1024 * 1024;

/// What decoded pictures may take that are kept because their other versions are wanted next, in
/// bytes.
const KEPT: usize = 64 * 1024 * 1024;

/// Makes versions of pictures. What it makes depends on the recipe alone; that it is one for a
/// whole run is for its memory, which is bounded, and for pictures of which many versions are made,
/// which are decoded once.
#[derive(Default)]
pub struct Encoder {
    memory: Memory,
    kept: Mutex<Vec<Kept>>,
}

type Decoded = Arc<OnceLock<Result<Pixels, Fault>>>;

struct Kept {
    source: Digest,
    decoded: Decoded,
}

impl Default for Memory {
    fn default() -> Self {
        Memory::new(MEMORY)
    }
}

impl Encoder {
    /// Makes what a recipe says of a picture's file, which `read` reads if it was not decoded just
    /// before.
    ///
    /// # Errors
    /// Why the picture cannot be used.
    pub fn encode(
        &self,
        recipe: &Recipe,
        read: impl FnOnce() -> Result<Vec<u8>, Fault>,
    ) -> Result<Vec<u8>, Fault> {
        let decoded = self.of(recipe.source);
        let pixels = decoded
            .get_or_init(|| self.decoded(recipe.source, read))
            .as_ref()
            .map_err(|fault| {
                self.forget(recipe.source);
                fault.clone()
            })?;
        let _share = self
            .memory
            .take(encode::needed(recipe.size, recipe.encoding));
        encode(pixels, recipe.size, recipe.encoding)
    }

    fn decoded(
        &self,
        source: Digest,
        read: impl FnOnce() -> Result<Vec<u8>, Fault>,
    ) -> Result<Pixels, Fault> {
        let bytes = read()?;
        if Digest::of_bytes(&bytes) != source {
            return Err(Fault::changed());
        }
        let facts = probe(Cursor::new(&bytes), bytes.len() as u64)?;
        let facts = facts.ok_or_else(|| Fault::Unreadable("it is no picture".to_owned()))?;
        let _share = self.memory.take(decode::needed(&facts, bytes.len()));
        decode(&bytes, &facts)
    }

    /// A file that could not be read may be read the next time.
    fn forget(&self, source: Digest) {
        self.kept
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .retain(|kept| kept.source != source);
    }

    /// Where a picture is decoded to, once for all who ask at the same time. What was asked for
    /// last is kept as far as memory reaches.
    fn of(&self, source: Digest) -> Decoded {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        let found = kept.iter().position(|kept| kept.source == source);
        let newest = match found {
            Some(at) => kept.remove(at),
            None => Kept {
                source,
                decoded: Arc::default(),
            },
        };
        let decoded = Arc::clone(&newest.decoded);
        kept.push(newest);
        let size = |kept: &Kept| match kept.decoded.get() {
            Some(Ok(pixels)) => pixels.bytes.len(),
            _ => 0,
        };
        let mut all: usize = kept.iter().map(size).sum();
        while all > KEPT && kept.len() > 1 {
            all -= size(&kept.remove(0));
        }
        decoded
    }
}
