//! The engine: templates that were loaded, ready to be rendered from many threads.

use super::arguments::Component;
use super::limits::LimitedWriter;
use super::root_usage::RootUsage;
use super::sources::Sources;
use super::standalone::StandaloneTemplate;
use super::value::{Roots, Value, context};
use crate::diagnostic::Diagnostic;
use crate::path::SourcePath;
use std::collections::{BTreeMap, BTreeSet};
use std::hash::{Hash, Hasher};
use tera::{Context, Tera};

/// All templates and components of a site.
pub struct Engine {
    pub(super) tera: Tera,
    pub(super) sources: Sources,
    /// Templates that have an error, which was told when they were loaded.
    pub(super) left_out: BTreeSet<String>,
    pub(super) components: BTreeMap<String, Component>,
    /// The roots that each template and each component reads, by whatever it extends, includes and
    /// calls.
    pub(super) root_usage: RootUsage,
}

/// An engine is what its sources make of it.
impl Hash for Engine {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.sources.hash(state);
    }
}

impl Engine {
    /// Whether there is a template of this name that can be used.
    pub fn has(&self, template: &str) -> bool {
        self.tera.contains_template(template)
    }

    /// Whether there is a template of this name that has an error of its own.
    pub fn is_faulty(&self, template: &str) -> bool {
        self.left_out.contains(template)
            || self
                .left_out
                .contains(&format!("{}/{template}", self.sources.theme))
    }

    /// The file in which a component of this name is defined, if an error of its own keeps it from
    /// being used.
    pub fn faulty_component(&self, name: &str) -> Option<&SourcePath> {
        let defines = |text: &str| {
            text.split("component").skip(1).any(|rest| {
                let rest = rest.trim_start().strip_prefix(name);
                rest.is_some_and(|rest| rest.trim_start().starts_with('('))
            })
        };
        let files = self
            .left_out
            .iter()
            .filter_map(|template| self.sources.templates.get(template));
        files
            .into_iter()
            .find(|(_, text)| defines(text))
            .map(|(file, _)| file)
    }

    /// The names under which templates can be asked for, the theme's without its prefix.
    pub fn template_names(&self) -> impl Iterator<Item = &str> {
        let prefix = format!("{}/", self.sources.theme);
        self.sources
            .templates
            .keys()
            .map(move |name| name.strip_prefix(prefix.as_str()).unwrap_or(name))
    }

    /// The roots that a template reads, by itself or through what it extends, includes and calls.
    pub fn roots(&self, template: &str) -> BTreeSet<String> {
        self.root_usage.of_template(template)
    }

    /// The roots that a component reads, by itself or through what it calls.
    pub fn roots_of_component(&self, component: &str) -> BTreeSet<String> {
        self.root_usage.of_component(component)
    }

    /// What a component takes.
    pub fn component(&self, name: &str) -> Option<&Component> {
        self.components.get(name)
    }

    /// The names of all components.
    pub fn component_names(&self) -> impl Iterator<Item = &str> {
        self.components.keys().map(String::as_str)
    }

    /// A template to be rendered by itself; nothing where there is none, or where it has an error
    /// of its own, which was told.
    pub fn standalone(&self, template: &str) -> Option<StandaloneTemplate> {
        let theirs = format!("{}/{template}", self.sources.theme);
        let name = [template.to_owned(), theirs]
            .into_iter()
            .find(|name| self.sources.templates.contains_key(name))?;
        let (path, text) = self
            .sources
            .templates
            .get(&name)
            .filter(|_| !self.is_faulty(template))?;
        Some(StandaloneTemplate {
            path: path.clone(),
            text: text.clone(),
            name,
        })
    }

    /// Renders a template.
    ///
    /// # Errors
    /// What is wrong with the template, with its place.
    pub fn render(&self, template: &str, roots: Roots) -> Result<String, Diagnostic> {
        let mut writer = LimitedWriter::new();
        let result = self.tera.render_to(template, &context(roots), &mut writer);
        writer.text(result, template, &self.sources)
    }

    /// Renders a component with arguments and a body of HTML; `roots` are for those that it
    /// declares.
    ///
    /// # Errors
    /// What is wrong with the component, with its place.
    pub fn call(
        &self,
        component: &str,
        arguments: Vec<(String, Value)>,
        roots: Roots,
        body: Option<&str>,
    ) -> Result<String, Diagnostic> {
        let mut given = Context::new();
        for (name, value) in arguments {
            given.insert_value(name, value.0);
        }
        let mut writer = LimitedWriter::new();
        let result = self.tera.render_component_with_implicits_to(
            component,
            &given,
            &context(roots),
            body,
            true,
            &mut writer,
        );
        writer.text(result, component, &self.sources)
    }
}
