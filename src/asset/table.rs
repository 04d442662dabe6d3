//! The table of assets: which file of `assets/` is published under which name.

use super::style;
use crate::diagnostic::{Checked, Diagnostic};
use crate::digest::Digest;
use crate::path::{OutputPath, SourcePath, encode_url};
use crate::source::{Content, SourceFile};
use crate::value::{Map, Value};
use std::collections::BTreeMap;
use std::hash::{Hash, Hasher};
use std::sync::Arc;

/// Whether names carry a fingerprint.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Naming {
    /// `main.3f2a9b1c.css`: the name changes with the content, so browsers may keep the file for
    /// ever.
    Fingerprinted,
    /// `main.css`: an edit of a style changes one output and no page, which is what a preview
    /// wants.
    Plain,
}

/// Everything that the assets are made of.
#[derive(Debug, Clone)]
pub struct AssetInputs {
    /// The files by their names below `assets/`.
    pub files: BTreeMap<String, (SourcePath, Arc<SourceFile>)>,
    /// The theme's options with the site's settings.
    pub options: Map,
    /// How they are named.
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

/// The published assets.
#[derive(Debug, Clone, Default)]
pub struct AssetTable {
    /// The URL of each asset by its name below `assets/`.
    pub urls: BTreeMap<String, String>,
    /// What is published.
    pub files: BTreeMap<OutputPath, AssetFile>,
}

impl Hash for AssetTable {
    fn hash<H: Hasher>(&self, state: &mut H) {
        let AssetTable { urls, files } = self;
        let files: Vec<_> = files
            .iter()
            .map(|(path, file)| (path, &file.source, file.digest))
            .collect();
        (urls, files).hash(state);
    }
}

/// A published asset.
#[derive(Debug, Clone)]
pub struct AssetFile {
    /// The file that it was made of.
    pub source: SourcePath,
    /// The digest of its bytes.
    pub digest: Digest,
    /// Its bytes.
    pub content: Content,
}

/// Names all assets and bundles the style sheets.
pub fn table(inputs: &AssetInputs) -> Checked<AssetTable> {
    let mut table = AssetTable::default();
    let mut diagnostics = Vec::new();
    let (styles, others): (Vec<_>, Vec<_>) = inputs
        .files
        .iter()
        .filter(|(name, _)| !is_partial(name))
        .partition(|(name, _)| name.ends_with(".css"));
    for (name, (source, file)) in others {
        let file = AssetFile {
            source: source.clone(),
            digest: file.digest,
            content: file.content.clone(),
        };
        insert(&mut table, name, file, inputs.naming, &mut diagnostics);
    }
    // Style sheets come last: they name the others.
    for (name, (source, _)) in styles {
        match style::bundle(name, inputs, &table.urls) {
            Ok(css) => {
                let file = AssetFile {
                    source: source.clone(),
                    digest: Digest::of_bytes(css.value.as_bytes()),
                    content: Content::Text(css.value.into()),
                };
                diagnostics.extend(css.diagnostics);
                insert(&mut table, name, file, inputs.naming, &mut diagnostics);
            }
            Err(error) => {
                // Its name is still known, so that no template fails for a fault in a style sheet.
                table
                    .urls
                    .insert(name.clone(), format!("/assets/{}", encode_url(name)));
                diagnostics.push(*error);
            }
        }
    }
    Checked {
        value: table,
        diagnostics,
    }
}

fn insert(
    table: &mut AssetTable,
    name: &str,
    file: AssetFile,
    naming: Naming,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let published = match naming {
        Naming::Plain => format!("assets/{name}"),
        Naming::Fingerprinted => match name
            .rsplit_once('.')
            .filter(|(stem, _)| !stem.is_empty() && !stem.ends_with('/'))
        {
            Some((stem, extension)) => {
                format!("assets/{stem}.{}.{extension}", file.digest.short(8))
            }
            None => format!("assets/{name}.{}", file.digest.short(8)),
        },
    };
    match OutputPath::new(&published) {
        Ok(path) => {
            table
                .urls
                .insert(name.to_owned(), format!("/{}", encode_url(path.as_str())));
            table.files.insert(path, file);
        }
        Err(error) => diagnostics.push(Diagnostic::error(
            "unusable-path",
            format!("`{published}` cannot be published: {error}"),
        )),
    }
}

/// Whether a file is only there to be imported: its name or a folder's begins with `_`.
fn is_partial(name: &str) -> bool {
    name.split('/').any(|part| part.starts_with('_'))
}

/// The theme's options as custom properties: `accent_color` becomes `--option-accent-color`.
pub(super) fn custom_properties(options: &Map) -> String {
    let mut css = String::from(":root {\n");
    for (name, value) in options.iter() {
        let text = match value {
            Value::Text(text) if is_css_value(text) => text.to_string(),
            Value::Integer(number) => number.to_string(),
            Value::Float(number) => number.0.to_string(),
            _ => continue,
        };
        css.push_str(&format!("  --option-{}: {text};\n", name.replace('_', "-")));
    }
    css.push_str("}\n");
    css
}

/// Whether a text can stand as the value of a property: an option such as a label with a semicolon
/// is not for styles.
fn is_css_value(text: &str) -> bool {
    !text.is_empty()
        && !text.contains(['{', '}', ';', '<', '\\', '\n', '"', '\'', '@'])
        && !text.contains("/*")
}
