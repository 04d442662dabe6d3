//! The texts that an engine is made of.

use crate::config::Markdown;
use crate::path::SourcePath;
use crate::strings::Strings;
use std::collections::BTreeMap;
use std::sync::Arc;

/// All templates and assets of a site and its theme.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Sources {
    /// The theme's name: `{% extends "stride/base.html" %}` means the theme's own file.
    pub theme: String,
    /// The templates by the engine's names for them, `base.html` or `stride/base.html`.
    pub templates: BTreeMap<String, (SourcePath, Arc<str>)>,
    /// The URL of each asset by its name.
    pub assets: BTreeMap<String, String>,
    /// The words of the site, for the function `word` and for a filter.
    pub strings: Arc<Strings>,
    /// The additions to Markdown, for the filter `markdown`.
    pub markdown: Markdown,
    /// The language of the site, in which dates are written.
    pub language: String,
    /// The names of all roots that a template may name.
    pub roots: &'static [&'static str],
}
