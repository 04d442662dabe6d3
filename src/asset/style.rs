//! Style sheets: bundled from memory and minified. The one file that names the CSS library, which
//! is pinned because it has been alpha for years.

use super::inputs::AssetInputs;
use super::nesting::{self, DEEPEST, Excess, MOST_IMPORTS};
use crate::address::{is_rooted, relative};
use crate::diagnostic::{Checked, Diagnostic, Place, nearest};
use crate::path::{SourcePath, encode_url, join, parent};
use crate::source::Content;
use crate::value::{Map, Value};
use lightningcss::bundler::{BundleErrorKind, Bundler, ResolveResult, SourceProvider};
use lightningcss::dependencies::{Dependency, DependencyOptions};
use lightningcss::error::{Error, ErrorLocation};
use lightningcss::stylesheet::{MinifyOptions, ParserOptions, PrinterOptions};
use std::collections::BTreeMap;
use std::fmt;
use std::path::{Path, PathBuf};

/// The name under which a style sheet imports the theme's options.
const OPTIONS: &str = "theme-options.css";

/// Bundles one style sheet with what it imports. `urls` are the other assets, for `url(…)`.
pub(super) fn bundle(
    name: &str,
    inputs: &AssetInputs,
    urls: &BTreeMap<String, String>,
) -> Result<Checked<String>, Box<Diagnostic>> {
    let provider = Provider {
        inputs,
        options: custom_properties(&inputs.options),
    };
    let text_of = |sheet: &str| match &inputs.files.get(sheet)?.1.content {
        Content::Text(text) => Some(&**text),
        _ => None,
    };
    nesting::judge(name, text_of).map_err(|excess| Box::new(refused(&excess, name, inputs)))?;
    let mut bundler = Bundler::new(&provider, None, ParserOptions::default());
    let mut sheet = bundler
        .bundle(Path::new(name))
        .map_err(|error| Box::new(fault(&error, name, inputs)))?;
    sheet
        .minify(MinifyOptions::default())
        .map_err(|error| Box::new(unreadable(&error.kind.to_string(), None, name, inputs)))?;
    let options = PrinterOptions {
        minify: true,
        analyze_dependencies: Some(DependencyOptions {
            remove_imports: false,
        }),
        ..PrinterOptions::default()
    };
    let printed = sheet
        .to_css(options)
        .map_err(|error| Box::new(unreadable(&error.kind.to_string(), None, name, inputs)))?;
    let mut css = Checked::clean(printed.code);
    let folder = encode_url(&published_folder(name));
    for dependency in printed.dependencies.into_iter().flatten() {
        if let Dependency::Url(url) = dependency {
            let target = match resolve_url(&url.url, &url.loc.file_path, urls) {
                Ok(target) => target,
                Err(advice) => {
                    let message = format!("`url({})` leads to no file of `assets/`", url.url);
                    let problem = about(
                        &url.loc.file_path,
                        inputs,
                        Diagnostic::error("broken-link", message),
                    );
                    css.diagnostics.push(Diagnostic { advice, ..problem });
                    url.url.to_string()
                }
            };
            // Relative to the sheet, so that it leads there wherever the site is published.
            let target = if is_rooted(&target) {
                relative(&target, &folder)
            } else {
                target
            };
            css.value = css.value.replace(&url.placeholder, &target);
        }
    }
    Ok(css)
}

/// Returns the error for a style sheet that the library must not read.
fn refused(excess: &Excess, name: &str, inputs: &AssetInputs) -> Diagnostic {
    match excess {
        Excess::Depth { sheet, at } => {
            let message = format!(
                "rules, brackets and functions stand more than {DEEPEST} deep in each other"
            );
            let problem = Diagnostic::error("style", message)
                .advise("is a closing bracket missing before this place?");
            match inputs.files.get(sheet) {
                Some((file, _)) => problem.at(Place::Span {
                    file: file.clone(),
                    span: *at..*at + 1,
                }),
                None => problem,
            }
        }
        Excess::Imports => {
            let message = format!("it imports more than {MOST_IMPORTS} style sheets");
            about(name, inputs, Diagnostic::error("style", message))
        }
    }
}

/// Returns the folder that a style sheet is published in.
fn published_folder(name: &str) -> String {
    parent(&format!("assets/{name}")).to_owned()
}

fn resolve_url(
    url: &str,
    sheet: &str,
    urls: &BTreeMap<String, String>,
) -> Result<String, Option<String>> {
    if url.starts_with(['#', '/']) || url.contains(':') {
        return Ok(url.to_owned());
    }
    let (path, suffix) = url
        .find(['#', '?'])
        .map_or((url, ""), |at| url.split_at(at));
    let path = join(parent(sheet), path).ok_or(None)?;
    match urls.get(&path) {
        Some(url) => Ok(format!("{url}{suffix}")),
        None => Err(nearest(&path, urls.keys().map(String::as_str))
            .map(|near| format!("did you mean `{near}`?"))),
    }
}

struct Provider<'a> {
    inputs: &'a AssetInputs,
    options: String,
}

/// The error for a style sheet that does not exist.
#[derive(Debug)]
struct Missing(String);

impl fmt::Display for Missing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "there is no style sheet `{}` in `assets/`", self.0)
    }
}

impl std::error::Error for Missing {}

impl SourceProvider for Provider<'_> {
    type Error = Missing;

    fn read<'a>(&'a self, file: &Path) -> Result<&'a str, Missing> {
        let name = file.to_string_lossy();
        if name == OPTIONS {
            return Ok(&self.options);
        }
        match self.inputs.files.get(&*name).map(|(_, file)| &file.content) {
            Some(Content::Text(text)) => Ok(text),
            _ => Err(Missing(name.into_owned())),
        }
    }

    fn resolve(&self, specifier: &str, from: &Path) -> Result<ResolveResult, Missing> {
        if specifier == OPTIONS {
            return Ok(ResolveResult::File(PathBuf::from(OPTIONS)));
        }
        let folder = from
            .parent()
            .map(|folder| folder.to_string_lossy().into_owned())
            .unwrap_or_default();
        let path = join(&folder, specifier).filter(|path| self.inputs.files.contains_key(path));
        path.map(|path| ResolveResult::File(path.into()))
            .ok_or_else(|| Missing(specifier.to_owned()))
    }
}

fn fault(
    error: &Error<BundleErrorKind<'_, Missing>>,
    name: &str,
    inputs: &AssetInputs,
) -> Diagnostic {
    let message = match &error.kind {
        BundleErrorKind::ResolverError(missing) => missing.to_string(),
        other => other.to_string(),
    };
    unreadable(&message, error.loc.as_ref(), name, inputs)
}

fn unreadable(
    message: &str,
    location: Option<&ErrorLocation>,
    name: &str,
    inputs: &AssetInputs,
) -> Diagnostic {
    let message = message.trim_end_matches('.');
    let diagnostic = Diagnostic::error(
        "style",
        format!("the style sheet cannot be read: {message}"),
    );
    let file = location.map_or(name, |location| location.filename.as_str());
    let Some((path, source)) = inputs.files.get(file) else {
        return about(name, inputs, diagnostic);
    };
    match (location, &source.content) {
        (Some(location), Content::Text(text)) => diagnostic.at(span(path, text, location)),
        _ => diagnostic.at(Place::File(path.clone())),
    }
}

fn about(name: &str, inputs: &AssetInputs, diagnostic: Diagnostic) -> Diagnostic {
    match inputs.files.get(name) {
        Some((path, _)) => diagnostic.at(Place::File(path.clone())),
        None => diagnostic,
    }
}

/// Returns the bytes of a location. The library counts lines from 0 and columns from 1.
fn span(path: &SourcePath, text: &str, location: &ErrorLocation) -> Place {
    let line_start: usize = text
        .split_inclusive('\n')
        .take(location.line as usize)
        .map(str::len)
        .sum();
    let rest = &text[line_start.min(text.len())..];
    let column = (location.column as usize).saturating_sub(1);
    let at = line_start
        + rest
            .char_indices()
            .nth(column)
            .map_or(rest.len(), |(at, _)| at);
    Place::Span {
        file: path.clone(),
        span: at..at,
    }
}

/// Returns the theme's options as custom properties: `accent_color` becomes
/// `--option-accent-color`.
fn custom_properties(options: &Map) -> String {
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

/// Returns true for a text that can be the value of a property. An option such as a label with a
/// semicolon is not for styles.
fn is_css_value(text: &str) -> bool {
    !text.is_empty()
        && !text.contains(['{', '}', ';', '<', '\\', '\n', '"', '\'', '@'])
        && !text.contains("/*")
}
