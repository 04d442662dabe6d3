//! Templates that are rendered alone. The outcome depends on the text of the template and on the
//! roots, so the digest of both names it.

use super::functions;
use super::guarded::Guarded;
use super::limits::LimitedWriter;
use super::sources::Sources;
use super::value::{Roots, context};
use crate::diagnostic::Diagnostic;
use crate::path::SourcePath;
use std::collections::BTreeMap;
use std::sync::Arc;
use tera::Tera;

/// A template that extends, includes and calls nothing.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct StandaloneTemplate {
    pub(super) name: String,
    pub(super) path: SourcePath,
    pub(super) text: Arc<str>,
}

impl StandaloneTemplate {
    /// Returns the path of the template.
    pub fn path(&self) -> &SourcePath {
        &self.path
    }

    /// True if the template is empty.
    pub fn is_blank(&self) -> bool {
        self.text.trim().is_empty()
    }

    /// Renders the template.
    ///
    /// # Errors
    /// The error of the template, with its place. It cannot reach other templates.
    pub fn render(&self, roots: Roots) -> Result<String, Diagnostic> {
        let templates = BTreeMap::from([(
            self.name.clone(),
            (self.path.clone(), Arc::clone(&self.text)),
        )]);
        let sources = Sources {
            theme: String::new(),
            templates,
            assets: BTreeMap::new(),
        };
        let mut tera = Tera::default();
        functions::register(&mut tera, &sources.assets);
        let mut writer = LimitedWriter::new();
        let result = tera
            .add_raw_template(&self.name, &Guarded::of(&self.text).text)
            .and_then(|()| tera.render_to(&self.name, &context(roots), &mut writer));
        writer.text(result, &self.name, &sources)
    }
}
