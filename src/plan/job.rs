//! A job: one output and everything that it is made of.

use super::progress::Progress;
use crate::aggregate::{Headers, Redirects, Robots, SearchFile, Sitemap};
use crate::digest::{Digest, Digested};
use crate::image::Recipe;
use crate::path::SourcePath;
use crate::site::Route;
use crate::view::{PageInputs, SocialCardInputs};
use serde::{Deserialize, Serialize};
use std::sync::OnceLock;

/// One output of a site.
#[derive(Debug)]
pub struct Job<R> {
    /// Where it is published.
    pub route: Digested<Route>,
    /// What it is for; it decides when it is put into place.
    pub class: Class,
    /// The file that it comes from, to name in messages.
    pub origin: Option<SourcePath>,
    /// What it is made of.
    pub work: Work,
    /// The digest of `work`.
    pub key: Digest,
    /// Where its output is kept once somebody asked for it.
    pub cell: OnceLock<R>,
    /// Whether somebody is making it.
    pub progress: Progress,
}

/// What an output is for. What others refer to is put into place before them, and removed after
/// them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Class {
    /// Pages refer to it: styles, scripts, images, fonts, files.
    Asset,
    /// People read it. New pages come before changed ones, which may link to them.
    Page,
    /// It refers to many pages: feeds, sitemap, search.
    Aggregate,
}

/// How an output is made.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Work {
    /// A page, rendered from a template.
    Page(Box<PageInputs>),
    /// A source, copied byte for byte.
    Copy {
        /// The source.
        source: SourcePath,
        /// The digest of its bytes.
        digest: Digest,
    },
    /// A source that is a picture, without what it says of where and by whom it was taken.
    StripMetadata {
        /// The source.
        source: SourcePath,
        /// The digest of its bytes.
        digest: Digest,
    },
    /// A version of a picture.
    ImageVariant {
        /// The picture.
        source: SourcePath,
        /// What is made of it.
        recipe: Recipe,
    },
    /// An asset of the table, which has its bytes already.
    Asset {
        /// The digest of its bytes.
        digest: Digest,
    },
    /// The picture that stands for a page, drawn from a template.
    SocialCard(Box<SocialCardInputs>),
    /// A file of the search.
    Search(SearchFile),
    /// The sitemap.
    Sitemap(Sitemap),
    /// The file for crawlers.
    Robots(Robots),
    /// The headers that hosts send.
    Headers(Headers),
    /// Old addresses, for hosts.
    Redirects(Redirects),
    /// A file that says by its name all that it says.
    Empty,
}

impl<R> Job<R> {
    /// A job with an empty cell.
    pub(super) fn new(
        route: Digested<Route>,
        class: Class,
        origin: Option<SourcePath>,
        work: Work,
    ) -> Self {
        let key = Digest::of(&work);
        Job {
            route,
            class,
            origin,
            work,
            key,
            cell: OnceLock::new(),
            progress: Progress::default(),
        }
    }
}
