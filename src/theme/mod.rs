//! A site's theme: its options, and its layers of templates and assets.
//!
//! A theme is a folder of `themes/`. The site's own `templates/`, `components/` and `assets/` lie
//! over it as a second layer. The theme inside the binary is a folder of `themes/` like any other.

use crate::asset::{AssetInputs, Naming};
use crate::code;
use crate::config::{self, Config};
use crate::diagnostic::{Checked, Diagnostic, Item, Place, nearest};
use crate::path::SourcePath;
use crate::source::{Content, Snapshot};
use crate::strings::Strings;
use crate::template::Sources;
use crate::value::{Map, Value};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Everything that the options of a theme are made of.
#[derive(Debug, Hash)]
pub struct OptionInputs<'a> {
    /// `theme.yaml` with its text, if the theme has one.
    manifest: Option<(SourcePath, &'a str)>,
    /// The name that `site.yaml` gives.
    name: &'a str,
    /// The names of all themes, if there is no theme of that name.
    known: Option<Vec<&'a str>>,
    /// The options as `site.yaml` sets them.
    chosen: &'a Map,
}

impl<'a> OptionInputs<'a> {
    /// Gathers the inputs from the sources.
    pub fn new(snapshot: &'a Snapshot, config: &'a Config) -> Self {
        let folder = format!("themes/{}", config.theme);
        let manifest = format!("{folder}/theme.yaml");
        let text = snapshot.text(&manifest).map(|text| &**text);
        let manifest = SourcePath::new(&manifest).ok().zip(text);
        let exists = manifest.is_some() || snapshot.below(&folder).next().is_some();
        OptionInputs {
            manifest,
            name: &config.theme,
            known: (!exists).then(|| names(snapshot)),
            chosen: &config.theme_options,
        }
    }
}

/// The names of all themes that have a `theme.yaml`.
fn names(snapshot: &Snapshot) -> Vec<&str> {
    let files = snapshot.below("themes");
    files
        .filter_map(|(path, _, _)| path.strip_suffix("/theme.yaml"))
        .collect()
}

/// Merges the theme's options with the site's. Without a manifest the site's count as they are.
pub fn options(inputs: &OptionInputs<'_>) -> Checked<Map> {
    let Some((path, text)) = &inputs.manifest else {
        return Checked {
            value: inputs.chosen.clone(),
            diagnostics: inputs
                .known
                .iter()
                .map(|known| unknown(inputs, known))
                .collect(),
        };
    };
    let mut theme = config::read_theme(path, text);
    let mut merged = config::merge_options(&theme.value.options, inputs.chosen);
    theme.diagnostics.append(&mut merged.diagnostics);
    theme
        .diagnostics
        .extend(unknown_scheme(inputs, &merged.value));
    Checked {
        value: merged.value,
        diagnostics: theme.diagnostics,
    }
}

fn unknown(inputs: &OptionInputs<'_>, known: &[&str]) -> Diagnostic {
    let name = inputs.name;
    let problem = Diagnostic::error("unknown-theme", format!("there is no theme `{name}`"));
    let place = Place::Item {
        file: SourcePath::site_file(),
        item: Item::Key("theme".to_owned()),
    };
    problem
        .at(place)
        .advise(match nearest(name, known.iter().copied()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("known themes: {}", known.join(", ")),
        })
}

/// Returns the fault of a color scheme of code that there is not.
fn unknown_scheme(inputs: &OptionInputs<'_>, options: &Map) -> Option<Diagnostic> {
    let Some(Value::Text(name)) = options.get(code::OPTION) else {
        return None;
    };
    if code::SCHEMES.iter().any(|scheme| *scheme.name == **name) {
        return None;
    }
    let (manifest, _) = inputs.manifest.as_ref()?;
    let (file, key) = match inputs.chosen.get(code::OPTION) {
        Some(_) => (SourcePath::site_file(), "theme_options"),
        None => (manifest.clone(), "options"),
    };
    let message = format!("there is no color scheme `{name}` for code");
    let problem = Diagnostic::error("configuration", message).at(Place::Item {
        file,
        item: Item::Key(format!("{key}.{}", code::OPTION)),
    });
    let known: Vec<&str> = code::SCHEMES.iter().map(|scheme| scheme.name).collect();
    Some(problem.advise(match nearest(name, known.iter().copied()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("known color schemes: {}", known.join(", ")),
    }))
}

/// The templates that no site may be without: they are there even if a theme has none.
const OF_PROGRAM: [(&str, &str); 2] = [
    ("redirect.html", include_str!("redirect.html")),
    ("404.html", include_str!("404.html")),
];

/// Gathers the templates and components of both layers. `roots` are the names that they may use.
pub fn templates(
    snapshot: &Snapshot,
    config: &Config,
    assets: &BTreeMap<String, String>,
    roots: &'static [&'static str],
) -> Sources {
    let theme = config.theme.as_str();
    let layers = [
        (format!("themes/{theme}/templates"), format!("{theme}/")),
        (
            format!("themes/{theme}/components"),
            format!("{theme}/components/"),
        ),
        ("templates".to_owned(), String::new()),
        ("components".to_owned(), "components/".to_owned()),
    ];
    let mut templates = BTreeMap::new();
    for (folder, prefix) in &layers {
        for (name, path, file) in snapshot.below(folder) {
            if let Content::Text(text) = &file.content {
                templates.insert(format!("{prefix}{name}"), (path.clone(), Arc::clone(text)));
            }
        }
    }
    for (name, text) in OF_PROGRAM {
        let is_there = [name.to_owned(), format!("{theme}/{name}")];
        if !is_there.iter().any(|name| templates.contains_key(name))
            && let Ok(path) = SourcePath::new(&format!("templates/{name}"))
        {
            templates.insert(name.to_owned(), (path, Arc::from(text)));
        }
    }
    Sources {
        theme: theme.to_owned(),
        templates,
        assets: assets.clone(),
        strings: Strings::of(&config.language, &config.words),
        markdown: config.markdown,
        language: config.language.clone(),
        roots,
    }
}

/// Gathers the assets of both layers. A file of the site lies over a file of the theme.
pub fn assets(snapshot: &Snapshot, theme: &str, options: &Map, naming: Naming) -> AssetInputs {
    let layered = snapshot.layered(theme, "assets").into_iter();
    AssetInputs {
        files: layered
            .map(|(name, (path, file))| (name.to_owned(), (path.clone(), Arc::clone(file))))
            .collect(),
        options: options.clone(),
        naming,
    }
}
