//! The inputs of a plan.

use super::image_uses::ImageUses;
use super::listings::Listings;
use super::search::{Found, Layout};
use crate::address::Addresses;
use crate::asset::AssetTable;
use crate::config::Config;
use crate::date::Date;
use crate::digest::Digested;
use crate::image::ImageTable;
use crate::path::{OutputPath, SourcePath};
use crate::site::{Bundles, Menus, Site};
use crate::source::SourceFile;
use crate::template::{Engine, Viewed};
use crate::value::Map;
use std::sync::Arc;

/// Everything that outputs are requested from. The contents of documents are not among it.
#[derive(Clone, Hash)]
pub struct PlanInputs {
    /// The model.
    pub site: Digested<Site>,
    /// The lists of pages that templates show.
    pub listings: Digested<Listings>,
    /// The configuration.
    pub config: Digested<Config>,
    /// The form of the site's URLs. If they are relative, there are no files for hosts and
    /// crawlers.
    pub addresses: Addresses,
    /// The options of the theme as the site sets them.
    pub options: Digested<Map>,
    /// The templates.
    pub engine: Digested<Engine>,
    /// The menus, resolved.
    pub menus: Viewed<Menus>,
    /// The assets of the theme.
    pub assets: Digested<AssetTable>,
    /// The files that are copied.
    pub copies: Digested<Vec<Copy>>,
    /// The pages with files beside them.
    pub bundles: Digested<Bundles>,
    /// The images of the site.
    pub images: Digested<ImageTable>,
    /// The uses of these images.
    pub image_uses: Digested<ImageUses>,
    /// The day of the build in the site's time zone.
    pub today: Date,
    /// The files of `data/`.
    pub data: Viewed<Map>,
    /// The pages that search finds, with the number and size of its files, if the site has one.
    pub search: Option<(Digested<Found>, Layout)>,
}

/// A file that is copied.
#[derive(Debug, Clone, Hash)]
pub struct Copy {
    /// The source.
    pub source: SourcePath,
    /// The path in the output.
    pub output: OutputPath,
    /// The bytes.
    pub file: Arc<SourceFile>,
}

impl PlanInputs {
    /// Returns the path of the base URL: empty, or `/guide`.
    pub fn base_path(&self) -> String {
        let base_url = self.config.base_url.as_ref();
        base_url.map(|base| base.path.clone()).unwrap_or_default()
    }

    /// Returns true if the site is made for a host. A site with relative URLs is a folder that
    /// people open as it is.
    pub fn has_host(&self) -> bool {
        self.addresses == Addresses::Rooted
    }
}
