//! Making pictures, and remembering on disk those that were made.

use crate::cache::Cache;
use crate::diagnostic::{Diagnostic, Place};
use crate::digest::Digest;
use crate::image::{Encoder, Fault, LARGEST_FILE, Recipe, strip};
use crate::path::SourcePath;
use crate::source::{Content, Snapshot, reopen};
use std::io::Read;
use std::sync::atomic::{AtomicUsize, Ordering};

/// What making pictures needs beside what they are made of. No output depends on it: without a
/// cache, or with one that somebody else has filled, pictures are the same.
#[derive(Default)]
pub struct Studio {
    encoder: Encoder,
    cache: Cache,
    made: AtomicUsize,
    found: AtomicUsize,
}

impl Studio {
    /// One that remembers pictures in a cache.
    pub fn with_cache(cache: Cache) -> Self {
        Studio {
            cache,
            ..Self::default()
        }
    }

    /// Where pictures are remembered.
    pub fn cache(&self) -> &Cache {
        &self.cache
    }

    /// How many pictures were made so far.
    pub fn made(&self) -> usize {
        self.made.load(Ordering::Relaxed)
    }

    /// How many were found in the cache so far.
    pub fn found(&self) -> usize {
        self.found.load(Ordering::Relaxed)
    }

    /// A picture of which `key` is the digest of everything that it is made of.
    ///
    /// # Errors
    /// Those of `make`.
    pub(super) fn picture<E>(
        &self,
        key: Digest,
        make: impl FnOnce() -> Result<Vec<u8>, E>,
    ) -> Result<Vec<u8>, E> {
        if let Some(bytes) = self.cache.get(key) {
            self.found.fetch_add(1, Ordering::Relaxed);
            return Ok(bytes);
        }
        let bytes = make()?;
        self.made.fetch_add(1, Ordering::Relaxed);
        self.cache.put(key, &bytes);
        Ok(bytes)
    }

    /// A version of a picture of the site.
    pub(super) fn version(
        &self,
        source: &SourcePath,
        recipe: &Recipe,
        snapshot: &Snapshot,
    ) -> Result<Vec<u8>, Diagnostic> {
        let read = || read(source, snapshot);
        let made = self.picture(recipe.digest(), || self.encoder.encode(recipe, read));
        made.map_err(|fault| told(&fault, source))
    }
}

/// A picture's file without what it says of itself.
pub(super) fn stripped(
    source: &SourcePath,
    digest: Digest,
    snapshot: &Snapshot,
) -> Result<Vec<u8>, Diagnostic> {
    let stripped =
        read(source, snapshot).and_then(|bytes| match Digest::of_bytes(&bytes) == digest {
            true => strip(&bytes),
            false => Err(Fault::changed()),
        });
    match stripped {
        Ok(Some(bytes)) => Ok(bytes),
        Ok(None) => Err(told(&Fault::changed(), source)),
        Err(fault) => Err(told(&fault, source)),
    }
}

fn told(fault: &Fault, source: &SourcePath) -> Diagnostic {
    Diagnostic::error(fault.code(), format!("this picture {fault}"))
        .at(Place::File(source.clone()))
        .advise(fault.advice())
}

fn read(source: &SourcePath, snapshot: &Snapshot) -> Result<Vec<u8>, Fault> {
    let Some(Content::Binary { file, .. }) =
        snapshot.get(source.as_str()).map(|file| &file.content)
    else {
        return Err(Fault::changed());
    };
    let mut bytes = Vec::new();
    let read = reopen(file).and_then(|file| file.take(LARGEST_FILE + 1).read_to_end(&mut bytes));
    match read {
        Ok(_) if bytes.len() as u64 > LARGEST_FILE => Err(Fault::TooHeavy(bytes.len() as u64)),
        Ok(_) => Ok(bytes),
        Err(error) => Err(Fault::Unreadable(error.to_string())),
    }
}
