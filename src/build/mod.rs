//! One build: the stages in their order, and the value that they make.
//!
//! [`Builder::build`] is the only entry. `build`, `check` and `serve` are its clients; there is no
//! other way to make a site, no rebuild and no invalidation. A build takes a value over from the
//! build before because its inputs are equal, and for no other reason.

mod counters;
mod diagnostics;
mod documents;
mod files;
mod keys;
mod model;
mod options;
mod remembered;
mod renders;
mod sources;
mod stages;
mod value;

pub use counters::Work;
pub use diagnostics::Scope;
pub use options::BuildOptions;
pub use remembered::{Remembered, remember};
pub use stages::StageTimes;
pub use value::{Build, Bytes, ImageWork, Known, Outcome};

use crate::cache::Cache;
use crate::image::ImageCache;
use crate::output::{KINDS, Kind};
use crate::source::Snapshot;
use counters::Counters;
use stages::Stages;
use std::sync::Arc;

/// A maker of builds. Each build takes over from the one before the values whose inputs are equal.
pub struct Builder {
    kinds: Vec<Kind>,
    previous: Option<Build>,
    images: Arc<ImageCache>,
}

impl Default for Builder {
    fn default() -> Self {
        Builder::with_cache(Cache::default())
    }
}

impl Builder {
    /// A builder that keeps variants of images and social cards in a cache.
    pub fn with_cache(cache: Cache) -> Self {
        Builder {
            kinds: KINDS.to_vec(),
            previous: None,
            images: Arc::new(ImageCache::new(cache)),
        }
    }

    /// The same builder with further kinds of output.
    #[must_use]
    pub fn with_kinds(mut self, kinds: &[Kind]) -> Self {
        self.kinds.extend_from_slice(kinds);
        self
    }

    /// Returns the cache of images.
    pub fn cache(&self) -> &Cache {
        self.images.cache()
    }

    /// Builds the site. An output is rendered at the first request for it.
    pub fn build(&mut self, snapshot: &Snapshot, options: &BuildOptions) -> Build {
        let previous = self.previous.as_ref().map(|build| &build.stages);
        let counters = Arc::new(Counters::default());
        let build = Build {
            stages: Stages::run(&self.kinds, snapshot, options, previous, &counters),
            snapshot: snapshot.clone(),
            options: options.clone(),
            counters,
            images: Arc::clone(&self.images),
            renders: Arc::default(),
        };
        let replaced = self.previous.replace(build.clone());
        // The build before last holds tens of thousands of allocations. Another thread frees them,
        // so that no caller waits.
        rayon::spawn(|| drop(replaced));
        build
    }
}
