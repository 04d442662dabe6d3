//! Style sheets: bundled from memory and minified. The one file that names the CSS library, which
//! is pinned because it has been alpha for years.

use super::inputs::AssetInputs;
use super::made_sheets::MadeSheets;
use super::nesting::{self, DEEPEST, Excess, LARGEST, MOST_IMPORTS};
use crate::address::{is_rooted, relative};
use crate::diagnostic::{Checked, Diagnostic, Names, Place};
use crate::path::{SourcePath, encode_url, join, parent};
use crate::source::Content;
use lightningcss::bundler::{BundleErrorKind, Bundler, ResolveResult, SourceProvider};
use lightningcss::dependencies::{Dependency, DependencyOptions, UrlDependency};
use lightningcss::error::{Error, ErrorLocation};
use lightningcss::rules::{CssRule, CssRuleList};
use lightningcss::selector::Selector;
use lightningcss::stylesheet::{MinifyOptions, ParserOptions, PrinterOptions};
use lightningcss::traits::ToCss;
use lightningcss::values::string::CSSString;
use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fmt;
use std::path::{Path, PathBuf};

/// The most rules of one selector in a style sheet whose rules are merged.
const MOST_OF_A_SELECTOR: usize = 256;

/// The most selectors of a style sheet whose rules are merged.
const MOST_SELECTORS: usize = 8_192;

/// Bundles one style sheet with what it imports. `targets` are for `url(…)`.
pub(super) fn bundle(
    name: &str,
    inputs: &AssetInputs,
    targets: &Targets<'_>,
) -> Result<Checked<String>, Box<Diagnostic>> {
    let provider = Provider {
        inputs,
        made: MadeSheets::of(&inputs.options),
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
    if can_be_merged(&sheet.rules, &mut HashMap::new()) {
        sheet
            .minify(MinifyOptions::default())
            .map_err(|error| Box::new(unreadable(&error.kind.to_string(), None, name, inputs)))?;
    }
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
    let urls = printed.dependencies.into_iter().flatten();
    let urls = urls.filter_map(|dependency| match dependency {
        Dependency::Url(url) => Some(url),
        Dependency::Import(_) => None,
    });
    Ok(with_targets(&printed.code, urls, name, inputs, targets))
}

/// True if the library merges these rules in a short time: one by one, and it goes through all of
/// the merged rule for each. `counts` are the numbers of rules of each selector before these.
fn can_be_merged<'a, 'i>(
    rules: &'a CssRuleList<'i>,
    counts: &mut HashMap<&'a [Selector<'i>], usize>,
) -> bool {
    rules.0.iter().all(|rule| match rule {
        CssRule::Style(rule) => {
            let count = counts.entry(&rule.selectors.0).or_default();
            *count += 1;
            *count <= MOST_OF_A_SELECTOR
                && counts.len() <= MOST_SELECTORS
                && can_be_merged(&rule.rules, counts)
        }
        CssRule::Nesting(rule) => can_be_merged(&rule.style.rules, counts),
        CssRule::Media(rule) => can_be_merged(&rule.rules, counts),
        CssRule::Supports(rule) => can_be_merged(&rule.rules, counts),
        CssRule::MozDocument(rule) => can_be_merged(&rule.rules, counts),
        CssRule::LayerBlock(rule) => can_be_merged(&rule.rules, counts),
        CssRule::Container(rule) => can_be_merged(&rule.rules, counts),
        CssRule::Scope(rule) => can_be_merged(&rule.rules, counts),
        CssRule::StartingStyle(rule) => can_be_merged(&rule.rules, counts),
        _ => true,
    })
}

/// Writes the targets of URLs into a printed style sheet, in which the library printed a
/// placeholder for each, in their order.
fn with_targets(
    printed: &str,
    urls: impl Iterator<Item = UrlDependency>,
    name: &str,
    inputs: &AssetInputs,
    targets: &Targets<'_>,
) -> Checked<String> {
    let folder = encode_url(&published_folder(name));
    let mut css = Checked::clean(String::with_capacity(printed.len()));
    let mut told = BTreeSet::new();
    let mut rest = printed;
    for url in urls {
        let sheet = &url.loc.file_path;
        let target = targets.of(&url.url, sheet).unwrap_or_else(|advice| {
            if told.insert((sheet.clone(), url.url.clone())) {
                let message = format!("`url({})` leads to no file of `assets/`", url.url);
                let problem = about(sheet, inputs, Diagnostic::error("broken-link", message));
                css.diagnostics.push(Diagnostic { advice, ..problem });
            }
            url.url.clone()
        });
        let (before, after) = rest
            .split_once(&format!("\"{}\"", url.placeholder))
            .expect("the library lists URLs in the order in which it prints them, as strings");
        css.value.push_str(before);
        // Relative to the sheet, so that it leads there wherever the site is published.
        let target = match is_rooted(&target) {
            true => relative(&target, &folder),
            false => target,
        };
        css.value.push_str(&string(&target));
        rest = after;
    }
    css.value.push_str(rest);
    css
}

/// Returns a text as a string of CSS.
fn string(text: &str) -> String {
    let string = CSSString(text.into());
    let printed = string.to_css_string(PrinterOptions::default());
    printed.expect("a text can be printed whatever it is")
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
        Excess::Size { sheet } => {
            let message = format!(
                "a style sheet with all that it imports has more than {} MB",
                LARGEST >> 20
            );
            let advice = "put it into `static/`, where files are published as they are";
            let problem = Diagnostic::error("style", message).advise(advice);
            about(sheet, inputs, problem)
        }
    }
}

/// Returns the folder that a style sheet is published in.
fn published_folder(name: &str) -> String {
    parent(&format!("assets/{name}")).to_owned()
}

/// The files of `assets/` that the URLs of style sheets lead to.
pub(super) struct Targets<'a> {
    urls: &'a BTreeMap<String, String>,
    /// For suggestions. Most sites need none.
    names: OnceCell<Names<'a>>,
}

impl<'a> Targets<'a> {
    /// Takes the published URL of each file by its name below `assets/`.
    pub(super) fn new(urls: &'a BTreeMap<String, String>) -> Self {
        Targets {
            urls,
            names: OnceCell::new(),
        }
    }

    /// Returns the target of a URL that stands in a style sheet.
    ///
    /// # Errors
    /// When it leads to no file. The error is advice, if a file has a similar name.
    fn of(&self, url: &str, sheet: &str) -> Result<String, Option<String>> {
        if url.starts_with(['#', '/']) || url.contains(':') {
            return Ok(url.to_owned());
        }
        let (path, suffix) = url
            .find(['#', '?'])
            .map_or((url, ""), |at| url.split_at(at));
        let path = join(parent(sheet), path).ok_or(None)?;
        if let Some(url) = self.urls.get(&path) {
            return Ok(format!("{url}{suffix}"));
        }
        let all = || self.urls.keys().map(String::as_str).collect();
        let near = self.names.get_or_init(all).nearest(&path);
        Err(near.map(|near| format!("did you mean `{near}`?")))
    }
}

struct Provider<'a> {
    inputs: &'a AssetInputs,
    made: MadeSheets,
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
        if let Some(made) = self.made.get(&name) {
            return Ok(made);
        }
        match self.inputs.files.get(&*name).map(|(_, file)| &file.content) {
            Some(Content::Text(text)) => Ok(text),
            _ => Err(Missing(name.into_owned())),
        }
    }

    fn resolve(&self, specifier: &str, from: &Path) -> Result<ResolveResult, Missing> {
        if self.made.get(specifier).is_some() {
            return Ok(ResolveResult::File(PathBuf::from(specifier)));
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
