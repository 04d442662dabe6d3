//! The inputs of assets.

use crate::path::SourcePath;
use crate::source::SourceFile;
use crate::value::Map;
use std::collections::BTreeMap;
use std::hash::{Hash, Hasher};
use std::sync::Arc;

/// The naming of assets.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Naming {
    /// `main.3f2a9b1c.css`: the name changes with the content, so that browsers may keep the file
    /// forever.
    Fingerprinted,
    /// `main.css`: an edit of a style changes one output and no page, which suits a preview.
    Plain,
}

/// Everything that the assets are made of.
#[derive(Debug, Clone)]
pub struct AssetInputs {
    /// The files by their names below `assets/`.
    pub files: BTreeMap<String, (SourcePath, Arc<SourceFile>)>,
    /// The options of the theme as the site sets them.
    pub options: Map,
    /// The naming.
    pub naming: Naming,
}

impl Hash for AssetInputs {
    fn hash<H: Hasher>(&self, state: &mut H) {
        let AssetInputs {
            files,
            options,
            naming,
        } = self;
        let files: Vec<_> = files
            .iter()
            .map(|(name, (path, file))| (name, path, file.digest))
            .collect();
        (files, options, naming).hash(state);
    }
}
