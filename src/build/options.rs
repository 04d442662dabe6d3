//! The options of a build.

use crate::address::Addresses;
use crate::asset::Naming;
use crate::config::{BaseUrl, Config};
use crate::date::Date;
use crate::digest::Digested;
use crate::document::Blocks;
use crate::history::History;
use crate::site::Schedule;

/// The options of a build. They are inputs like its sources: two builds of equal sources and
/// options are equal.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct BuildOptions {
    /// The current time, in seconds since 1970. It matters only to pages with `publish` or
    /// `expire`.
    pub clock: i64,
    /// The base URL that overrides the configuration's.
    pub base_url: Option<BaseUrl>,
    /// True if drafts are shown.
    pub drafts: bool,
    /// True if pages are shown before their day.
    pub future: bool,
    /// True if pages are shown after their last day.
    pub expired: bool,
    /// The naming of assets.
    pub naming: Naming,
    /// The form of the site's URLs.
    pub addresses: Addresses,
    /// True if the site is at the root of its host, whatever path its base URL has.
    pub at_root: bool,
    /// The marking of blocks by numbers.
    pub blocks: Blocks,
    /// True if remarks on how pages are written may be asked for. They are not told by `build`.
    pub judges_writing: bool,
    /// The history of the documents, for a site that asks for it: see [`history::of_site`].
    ///
    /// [`history::of_site`]: crate::history::of_site
    pub history: Option<Digested<History>>,
}

impl BuildOptions {
    /// Returns the day of the build, and which pages it shows out of their time.
    pub(super) fn schedule(&self, config: &Config) -> Schedule {
        Schedule {
            today: Date::at(self.clock, &config.timezone),
            drafts: self.drafts,
            future: self.future,
            expired: self.expired,
        }
    }

    /// The options of a published site.
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
            judges_writing: true,
            history: None,
        }
    }

    /// The options of a preview: drafts and scheduled pages are shown, the site is at the root,
    /// blocks have numbers, and assets have plain names, so that an edit of a style changes one
    /// output.
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
