//! What a build is told beside its sources.

use crate::address::Addresses;
use crate::asset::Naming;
use crate::config::BaseUrl;
use crate::document::Blocks;

/// What a build is told beside its sources. It is an input like any other: two builds of equal
/// sources and options are equal.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct BuildOptions {
    /// The moment that counts as now, in seconds since 1970. Only pages with `publish` or `expire`
    /// can tell.
    pub clock: i64,
    /// A base URL in place of the configuration's.
    pub base_url: Option<BaseUrl>,
    /// Whether drafts are shown.
    pub drafts: bool,
    /// Whether pages are shown before their day.
    pub future: bool,
    /// Whether pages are shown after their last day.
    pub expired: bool,
    /// How assets are named.
    pub naming: Naming,
    /// How URLs of the site are written.
    pub addresses: Addresses,
    /// Whether the site stands at the root of its host whatever its base URL says.
    pub at_root: bool,
    /// Whether blocks carry their numbers.
    pub blocks: Blocks,
}

impl BuildOptions {
    /// For the published site.
    pub fn publish(clock: i64) -> Self {
        BuildOptions {
            clock,
            base_url: None,
            drafts: false,
            future: false,
            expired: false,
            naming: Naming::Fingerprinted,
            addresses: Addresses::Rooted,
            at_root: false,
            blocks: Blocks::Plain,
        }
    }

    /// For the preview: with drafts and scheduled pages, at the root, with numbered blocks, and
    /// with plain asset names, so that a style edit changes one output.
    pub fn preview(clock: i64) -> Self {
        let (naming, blocks) = (Naming::Plain, Blocks::Numbered);
        BuildOptions {
            drafts: true,
            future: true,
            naming,
            at_root: true,
            blocks,
            ..Self::publish(clock)
        }
    }
}
