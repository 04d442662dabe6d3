//! The table of assets: the published name of each file of `assets/`.

use super::inputs::{AssetInputs, Naming};
use super::style::{self, Targets};
use crate::diagnostic::{Checked, Diagnostic, Place};
use crate::digest::Digest;
use crate::path::{OutputPath, SourcePath, encode_url};
use crate::source::Content;
use std::collections::BTreeMap;
use std::hash::{Hash, Hasher};

/// The published assets.
#[derive(Debug, Clone, Default)]
pub struct AssetTable {
    /// The URL of each asset by its name below `assets/`.
    pub urls: BTreeMap<String, String>,
    /// The assets by their outputs.
    pub files: BTreeMap<OutputPath, AssetFile>,
}

impl Hash for AssetTable {
    fn hash<H: Hasher>(&self, state: &mut H) {
        let AssetTable { urls, files } = self;
        (urls, files).hash(state);
    }
}

/// A published asset.
#[derive(Debug, Clone)]
pub struct AssetFile {
    /// The source.
    pub source: SourcePath,
    /// The digest of the bytes.
    pub digest: Digest,
    /// The bytes.
    pub content: Content,
}

/// An asset is digested by its bytes, wherever they lie.
impl Hash for AssetFile {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (&self.source, self.digest).hash(state);
    }
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
        diagnostics.extend(uncompiled(name, source));
        let file = AssetFile {
            source: source.clone(),
            digest: file.digest,
            content: file.content.clone(),
        };
        insert(&mut table, name, file, inputs.naming, &mut diagnostics);
    }
    // Style sheets come last: they name the others.
    let targets = Targets::new(&table.urls);
    let bundled: Vec<_> = styles
        .into_iter()
        .map(|(name, (source, _))| (name, source, style::bundle(name, inputs, &targets)))
        .collect();
    for (name, source, css) in bundled {
        match css {
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

/// Returns the warning on a style sheet in a language that browsers do not read.
fn uncompiled(name: &str, source: &SourcePath) -> Option<Diagnostic> {
    let (_, extension) = name.rsplit_once('.')?;
    ["scss", "sass", "less", "styl"]
        .contains(&extension)
        .then(|| {
            let message = format!("`.{extension}` is not compiled: it is published as it stands");
            Diagnostic::warning("style", message)
            .at(Place::File(source.clone()))
            .advise(
                "write CSS: `@import`, nesting and custom properties need no program; or name the \
                 file with `_` at its start, so that it is not published",
            )
        })
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

/// Returns true for a file that is only there to be imported: its name or a folder's begins with
/// `_`.
fn is_partial(name: &str) -> bool {
    name.split('/').any(|part| part.starts_with('_'))
}
