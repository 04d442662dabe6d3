//! The inputs of a plan.

use super::listings::Listings;
use super::search::Layout;
use crate::address::Addresses;
use crate::asset::AssetTable;
use crate::config::Config;
use crate::digest::Digested;
use crate::document::Head;
use crate::image::ImageTable;
use crate::path::{OutputPath, SourcePath};
use crate::site::{Menus, Site};
use crate::source::SourceFile;
use crate::template::{Engine, Viewed};
use crate::value::Map;
use std::sync::Arc;

/// Everything that outputs are requested from. The contents of documents are not among it.
#[derive(Clone, Hash)]
pub struct PlanInputs {
    /// The model.
    pub site: Digested<Site>,
    /// The heads of all documents, in the order of their paths.
    pub heads: Digested<Vec<(SourcePath, Digested<Head>)>>,
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
    /// The images of the site.
    pub images: Digested<ImageTable>,
    /// The files of `data/`.
    pub data: Viewed<Map>,
    /// The number and size of the files of the search, if the site has one.
    pub search: Option<Layout>,
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
    /// Returns the position of a document in the order of paths.
    pub fn position_of(&self, source: &SourcePath) -> Option<usize> {
        let found = self.heads.binary_search_by(|(path, _)| path.cmp(source));
        found.ok()
    }

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
