//! Templates that are rendered alone. The outcome depends on the text of the template and on the
//! roots, so the digest of both names it.

use super::added::Added;
use super::captured::Captures;
use super::guarded::Guarded;
use super::limits::LimitedWriter;
use super::sources::Sources;
use super::value::{Roots, context};
use super::{fault, functions};
use crate::config::Markdown;
use crate::diagnostic::Diagnostic;
use crate::path::SourcePath;
use crate::strings::Strings;
use std::collections::BTreeMap;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::sync::{Arc, OnceLock};
use tera::Tera;

/// A template that extends, includes and calls nothing. A clone shares what was loaded.
#[derive(Clone)]
pub struct StandaloneTemplate {
    name: String,
    path: SourcePath,
    text: Arc<str>,
    /// The template alone, once it was rendered.
    loaded: Arc<OnceLock<Loaded>>,
}

/// An engine of one template.
struct Loaded {
    tera: Result<Tera, Diagnostic>,
    sources: Sources,
    captures: Captures,
}

/// The text determines what is loaded.
impl Hash for StandaloneTemplate {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (&self.name, &self.path, &self.text).hash(state);
    }
}

impl fmt::Debug for StandaloneTemplate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "StandaloneTemplate({})", self.path)
    }
}

impl StandaloneTemplate {
    pub(super) fn new(name: String, path: SourcePath, text: Arc<str>) -> Self {
        StandaloneTemplate {
            name,
            path,
            text,
            loaded: Arc::default(),
        }
    }

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
        let Loaded {
            tera,
            sources,
            captures,
        } = self.loaded.get_or_init(|| self.load());
        let tera = tera.as_ref().map_err(Diagnostic::clone)?;
        let mut writer = LimitedWriter::new();
        let result = tera.render_to(&self.name, &context(roots), &mut writer);
        writer.text(result, &self.name, sources, captures)
    }

    fn load(&self) -> Loaded {
        let templates = BTreeMap::from([(
            self.name.clone(),
            (self.path.clone(), Arc::clone(&self.text)),
        )]);
        let sources = Sources {
            theme: String::new(),
            templates,
            assets: BTreeMap::new(),
            strings: Strings::of("", &BTreeMap::new()),
            markdown: Markdown::default(),
            language: String::new(),
            roots: &[],
        };
        let captures = Captures::of(&sources);
        let mut tera = Tera::default();
        functions::register(&mut tera, &sources, &Added::NONE);
        let guarded = Guarded::of(&self.text, captures.file(&self.name));
        let added = tera.add_raw_template(&self.name, &guarded.text);
        let tera = match added {
            Ok(()) => Ok(tera),
            Err(error) => Err(fault::diagnostic(&error, &sources, &captures)),
        };
        Loaded {
            tera,
            sources,
            captures,
        }
    }
}
