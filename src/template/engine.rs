//! The engine: loaded templates, ready to be rendered from many threads.

use super::arguments::Component;
use super::captured::Captures;
use super::limits::LimitedWriter;
use super::root_usage::RootUsage;
use super::sources::Sources;
use super::standalone::StandaloneTemplate;
use super::tags::tags;
use super::tokens::{Token, tokens};
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
    /// The templates with an error, which loading has reported.
    pub(super) left_out: BTreeSet<String>,
    pub(super) components: BTreeMap<String, Component>,
    /// The files whose text may be captured.
    pub(super) captures: Captures,
    /// The roots that each template and each component reads.
    pub(super) root_usage: RootUsage,
}

/// The sources of an engine determine it.
impl Hash for Engine {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.sources.hash(state);
    }
}

impl Engine {
    /// True if there is a template of this name that can be used.
    pub fn has(&self, template: &str) -> bool {
        self.tera.contains_template(template)
    }

    /// True if there is a template of this name that has an error of its own.
    pub fn is_faulty(&self, template: &str) -> bool {
        self.left_out.contains(template)
            || self
                .left_out
                .contains(&format!("{}/{template}", self.sources.theme))
    }

    /// Returns the file that defines a component of this name, if an error of its own keeps that
    /// file from being used.
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

    /// Returns the name of the template that a name without this ending means, such as `page` for
    /// `page.html`; else the name itself.
    pub fn whole_name<'a>(&'a self, name: &'a str, ending: &str) -> &'a str {
        if self.has(name) || self.is_faulty(name) {
            return name;
        }
        let prefix = format!("{}/", self.sources.theme);
        let file = format!("{name}.{ending}");
        let files = [file.clone(), format!("{prefix}{file}")];
        let found = files
            .iter()
            .find_map(|file| self.sources.templates.get_key_value(file));
        found.map_or(name, |(found, _)| {
            found.strip_prefix(prefix.as_str()).unwrap_or(found)
        })
    }

    /// Returns the names of all templates, those of the theme without its prefix.
    pub fn template_names(&self) -> impl Iterator<Item = &str> {
        let prefix = format!("{}/", self.sources.theme);
        self.sources
            .templates
            .keys()
            .map(move |name| name.strip_prefix(prefix.as_str()).unwrap_or(name))
    }

    /// Returns the file of a template.
    pub fn source(&self, template: &str) -> Option<&SourcePath> {
        let theirs = format!("{}/{template}", self.sources.theme);
        let names = [template, theirs.as_str()];
        let mut found = names
            .iter()
            .filter_map(|name| self.sources.templates.get(*name));
        found.next().map(|(file, _)| file)
    }

    /// Returns a template and those that it extends, each above the one before.
    pub fn chain(&self, template: &str) -> Vec<String> {
        let mut chain = vec![template.to_owned()];
        while let Some(parent) = self.parent(&chain[chain.len() - 1]) {
            if chain.contains(&parent) {
                break;
            }
            chain.push(parent);
        }
        chain
    }

    fn parent(&self, template: &str) -> Option<String> {
        let theirs = format!("{}/{template}", self.sources.theme);
        let names = [template, theirs.as_str()];
        let (_, text) = names
            .iter()
            .find_map(|name| self.sources.templates.get(*name))?;
        let first = tags(text).find(|tag| tag.is_statement)?;
        match tokens(text, first.inner).as_slice() {
            [(Token::Word("extends"), _), (Token::Text(parent), _), ..] => {
                Some((*parent).to_owned())
            }
            _ => None,
        }
    }

    /// Returns the roots that a template reads, itself or through the templates that it extends and
    /// includes and the components that it calls.
    pub fn roots(&self, template: &str) -> BTreeSet<String> {
        self.root_usage.of_template(template)
    }

    /// Returns the roots that a component reads, itself or through the components that it calls.
    pub fn roots_of_component(&self, component: &str) -> BTreeSet<String> {
        self.root_usage.of_component(component)
    }

    /// Returns the declaration of a component.
    pub fn component(&self, name: &str) -> Option<&Component> {
        self.components.get(name)
    }

    /// Returns the names of all components.
    pub fn component_names(&self) -> impl Iterator<Item = &str> {
        self.components.keys().map(String::as_str)
    }

    /// Returns a template that is rendered alone. `None` if it does not exist, or if it has an
    /// error of its own, which loading has reported.
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
        Some(StandaloneTemplate::new(name, path.clone(), text.clone()))
    }

    /// Renders a template.
    ///
    /// # Errors
    /// The error of the template, with its place.
    pub fn render(&self, template: &str, roots: Roots) -> Result<String, Diagnostic> {
        let mut writer = LimitedWriter::new();
        let result = self.tera.render_to(template, &context(roots), &mut writer);
        writer.text(result, template, &self.sources, &self.captures)
    }

    /// Renders a component with arguments and a body of HTML. It sees those of the `roots` that it
    /// declares.
    ///
    /// # Errors
    /// The error of the component, with its place.
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
        writer.text(result, component, &self.sources, &self.captures)
    }
}
